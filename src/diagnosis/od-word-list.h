/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists of words (char *), for reading expressions (od-phrase-part.c): boundaries of words are marked in them
 * (OD_PHRASE_BOUNDARY). Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *od_word_list_new (void);
GPtrArray *od_word_list_of (const char *word);
GPtrArray *od_word_list_of_letter (char letter);
void od_word_list_append (GPtrArray *list, const GPtrArray *more);
/* Every word of @first with every word of @second behind it; NULL if that is too many. */
GPtrArray *od_word_list_product (const GPtrArray *first, const GPtrArray *second);
/* @words @least to @most times; NULL if that is too often or too many. */
GPtrArray *od_word_list_repeat (const GPtrArray *words, guint least, guint most);

/* Letters, digits and signs of the shortest word; 0 if there is none. */
gsize od_word_list_shortest (const GPtrArray *list);
/* Whether one of the words would be continued by a letter behind it. */
gboolean od_word_list_ends_in_letter (const GPtrArray *words);
/* Whether one of the words would continue a letter before it. */
gboolean od_word_list_begins_with_letter (const GPtrArray *words);

G_END_DECLS
