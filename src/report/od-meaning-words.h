/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The meanings in a few words, for lists and counts. Static; any thread. What they ask of a person stands in
 * the findings. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the person's language: "Mailbox full" for "mailbox-full"; a word that is not in the list comes back as
 * it is. */
const char *od_meaning_label (const char *meaning);

G_END_DECLS
