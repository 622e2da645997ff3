/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A reply without what is its own: domains of addresses, IP addresses, queue ids and long numbers say nothing
 * of the reason, and without them the replies of one server to a thousand recipients are one text. Pure; any
 * thread. */

#pragma once

#include "od-word-tree.h"

G_BEGIN_DECLS

/* Appends it. @text: folded. An id in which @words knows a word stays. */
void od_pattern_text_append (GString *out, const char *text, const OdWordTree *words);

G_END_DECLS
