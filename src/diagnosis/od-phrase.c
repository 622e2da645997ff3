/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Splits an expression into its alternatives: those that a list of words can say (od-phrase-part.c) give
 * their words, each of the others stays an expression with its guard. Pure; any thread. It matches nothing.
 */

#include "od-phrase.h"

#include <string.h>

#include "od-phrase-part.h"

/* What is no word. */
static const char blank[] = { ' ', OD_PHRASE_BOUNDARY, '\0' };

/* Groups in groups are taken apart so deep. */
#define MAX_DEPTH 100

/* Whether a boundary that is asked for at @mark can be there at all: not between two letters. */
static gboolean
can_part (const char *marked, const char *mark)
{
  return mark == marked || !g_ascii_isalnum (mark[-1]) || !g_ascii_isalnum (mark[1]);
}

/* Without the marks of boundaries, without spaces before it: a word begins where a word begins anyway. */
static char *
dup_without_marks (const char *marked)
{
  char *plain = g_malloc (strlen (marked) + 1);
  char *end = plain;

  for (; *marked != '\0'; marked++)
    if (*marked != OD_PHRASE_BOUNDARY)
      *end++ = *marked;
  *end = '\0';
  return plain;
}

/* Boundaries that are asked for twice at one place are one. */
static char *
dup_with_single_marks (const char *marked)
{
  char *single = g_malloc (strlen (marked) + 1);
  char *end = single;

  for (const char *at = marked; *at != '\0'; at++)
    if (*at != OD_PHRASE_BOUNDARY || at[1] != OD_PHRASE_BOUNDARY)
      *end++ = *at;
  *end = '\0';
  return single;
}

static void
add_word (GArray *words, const char *given)
{
  g_autofree char *marked = dup_with_single_marks (given);
  gsize length = strlen (marked);
  gboolean ends_in_mark = length > 1 && marked[length - 1] == OD_PHRASE_BOUNDARY;
  OdWord word = { NULL, ends_in_mark && od_phrase_is_word_byte (marked[length - 2]) };

  for (const char *mark = strchr (marked, OD_PHRASE_BOUNDARY); mark != NULL;
       mark = strchr (mark + 1, OD_PHRASE_BOUNDARY))
    if (!can_part (marked, mark))
      return;
  word.text = dup_without_marks (marked + strspn (marked, blank));
  if (*word.text == '\0')
    g_free (word.text);
  else
    g_array_append_val (words, word);
}

static void
word_clear (gpointer data)
{
  g_free (((OdWord *) data)->text);
}

static GArray *
words_new (void)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (OdWord));

  g_array_set_clear_func (words, word_clear);
  return words;
}

static void
rest_clear (gpointer data)
{
  OdRest *rest = data;

  g_free (rest->expression);
  g_array_unref (rest->guard);
}

static void
add_words (GArray *words, const GPtrArray *marked)
{
  for (guint i = 0; marked != NULL && i < marked->len; i++)
    add_word (words, marked->pdata[i]);
}

static void
add_rest (OdPhrase *self, const char *expression, const GPtrArray *guard)
{
  OdRest rest = { g_strdup (expression), words_new () };

  add_words (rest.guard, guard);
  g_array_append_val (self->rests, rest);
}

/* Whether one of the words is none, so that it stands in any text. */
static gboolean
has_blank (const GPtrArray *marked)
{
  for (guint i = 0; i < marked->len; i++)
    if (strspn (marked->pdata[i], blank) == strlen (marked->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
read_alternative (OdPhrase *self, const char *expression)
{
  g_auto (OdPhrasePart) part = { 0 };

  if (!od_phrase_part_read (&part, expression) || (part.words != NULL && has_blank (part.words)))
    add_rest (self, expression, NULL);
  else if (part.words != NULL)
    add_words (self->words, part.words);
  else
    add_rest (self, expression, part.guard);
}

/* Where the next alternative of the outermost choice begins; NULL: there is none. */
static const char *
next_bar (const char *text)
{
  while (*text != '\0' && *text != '|')
    text += MAX (od_phrase_group_length (text), od_phrase_letter_length (text));
  return *text == '|' ? text : NULL;
}

static void split (OdPhrase *self, const char *before, const char *inner, const char *behind, guint depth);

/* An expression that is one group, boundaries of words aside, is as many as the group has alternatives. */
static void
split_group (OdPhrase *self, const char *expression, guint depth)
{
  const char *group = g_str_has_prefix (expression, "\\b") ? expression + 2 : expression;
  gsize length = od_phrase_group_length (group);
  const char *behind = group + length;
  const char *first = group + (g_str_has_prefix (group, "(?:") ? 3 : 1);
  gboolean is_group = length > 0 && *first != '?' && *first != '*' && depth < MAX_DEPTH;
  g_autofree char *before = NULL;
  g_autofree char *inner = NULL;

  if (!is_group || (*behind != '\0' && !g_str_equal (behind, "\\b")))
    {
      read_alternative (self, expression);
      return;
    }
  before = g_strndup (expression, (gsize) (group - expression));
  inner = g_strndup (first, (gsize) (behind - 1 - first));
  split (self, before, inner, behind, depth + 1);
}

static void
split (OdPhrase *self, const char *before, const char *inner, const char *behind, guint depth)
{
  while (inner != NULL)
    {
      const char *bar = next_bar (inner);
      g_autofree char *one = bar != NULL ? g_strndup (inner, (gsize) (bar - inner)) : g_strdup (inner);
      g_autofree char *whole = g_strconcat (before, one, behind, NULL);

      split_group (self, whole, depth);
      inner = bar != NULL ? bar + 1 : NULL;
    }
}

OdPhrase *
od_phrase_new (const char *expression)
{
  OdPhrase *self = g_new0 (OdPhrase, 1);

  self->words = words_new ();
  self->rests = g_array_new (FALSE, FALSE, sizeof (OdRest));
  g_array_set_clear_func (self->rests, rest_clear);
  split (self, "", expression, "", 0);
  return self;
}

void
od_phrase_free (OdPhrase *self)
{
  g_array_unref (self->words);
  g_array_unref (self->rests);
  g_free (self);
}
