/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Text of a server without what is another in each reply by nature: dates, times, queue ids, session ids and
 * IP addresses. Two replies that mean the same are the same then. For comparing only, never for showing.
 * Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): folded as by od_text_fold(). */
char *od_steady_text (const char *text);

G_END_DECLS
