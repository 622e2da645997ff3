/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* An expression, or a part of one, as the list of all words it stands for; where there is no such list, the
 * words without one of which it cannot match. For od-phrase.c alone. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer lists are not worth it: an expression behind a guard does better. */
#define OD_PHRASE_MAX_WORDS 6000
/* A boundary of words, inside a list. */
#define OD_PHRASE_BOUNDARY '\1'

typedef struct
{
  GPtrArray *words; /* char *: all it can be; NULL: no list can say it */
  GPtrArray *guard; /* char *: one of these must be in it, where a word begins; NULL: nothing is sure */
  gboolean is_glue; /* without a list: a letter right behind it may be in the middle of a word */
} OdPhrasePart;

/* Fills the empty @part from one alternative of an expression. FALSE, with nothing in it, for what is not
 * read here: anything PCRE knows and the knowledge does not use, anything unbalanced or too deep. */
gboolean od_phrase_part_read (OdPhrasePart *part, const char *expression);
void od_phrase_part_clear (OdPhrasePart *part);

/* Length of the class, escape or letter at @text. */
gsize od_phrase_letter_length (const char *text);
/* Length of the group at @text with its parentheses; 0: there is none, or it has no end. */
gsize od_phrase_group_length (const char *text);
/* A letter or digit, or a byte of a letter that is no ASCII. */
gboolean od_phrase_is_word_byte (char byte);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OdPhrasePart, od_phrase_part_clear)

G_END_DECLS
