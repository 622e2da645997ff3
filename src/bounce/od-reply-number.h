/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a number in prose is a reply code (RFC 5321 §4.2) or an enhanced status (RFC 3463 §2), and not a
 * port, a size, a count or a part of an address: judged by what stands before and behind it. Pure, any
 * thread; constant time a number. It does not read the words of the reply. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A letter of any script. */
gboolean od_reply_is_letter (char c);
/* Whether the word is in @list, capitals or not. */
gboolean od_reply_is_one_of (const char *word, gsize length, const char *const *list, gsize n_words);

/* Whether the three digits at @at stand as a code, 200–599. */
gboolean od_reply_number_is_code (const char *text, gsize length, gsize at);

/* The bytes of the enhanced status at @at ("5.1.1", class 2, 4 or 5), 0 if none begins there. */
gsize od_reply_number_status (const char *text, gsize length, gsize at);

/* Whether an enhanced status at @at stands as one without a code before it: "#5.1.1", "(5.1.1)", "said:
 * 5.1.1", or at the start of a line. */
gboolean od_reply_number_stands_alone (const char *text, gsize length, gsize at);

/* What may stand between code, status and words: spaces, line breaks, ":;,-#([" and a few more.
 * Returns: the place behind it; @quote gets the quotation mark in it that is to be closed, or stays */
gsize od_reply_number_skip (const char *text, gsize length, gsize at, char *quote);

G_END_DECLS
