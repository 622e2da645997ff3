/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists of words, multiplied and measured. Pure; any thread. */

#include "od-word-list.h"

#include <string.h>

#include "od-phrase-part.h"

/* What comes more often than that is as good as without end. */
#define MAX_TIMES 3

gboolean
od_phrase_is_word_byte (char byte)
{
  return g_ascii_isalnum (byte) || (guchar) byte >= 0x80;
}

GPtrArray *
od_word_list_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

GPtrArray *
od_word_list_of (const char *word)
{
  GPtrArray *list = od_word_list_new ();

  g_ptr_array_add (list, g_strdup (word));
  return list;
}

GPtrArray *
od_word_list_of_letter (char letter)
{
  const char word[2] = { letter, '\0' };

  return od_word_list_of (word);
}

void
od_word_list_append (GPtrArray *list, const GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (list, g_strdup (more->pdata[i]));
}

GPtrArray *
od_word_list_product (const GPtrArray *first, const GPtrArray *second)
{
  GPtrArray *list;

  if (first->len * second->len > OD_PHRASE_MAX_WORDS)
    return NULL;
  list = od_word_list_new ();
  for (guint i = 0; i < first->len; i++)
    for (guint j = 0; j < second->len; j++)
      g_ptr_array_add (list, g_strconcat (first->pdata[i], second->pdata[j], NULL));
  return list;
}

static gsize
letters_in (const char *word)
{
  gsize letters = 0;

  for (; *word != '\0'; word++)
    letters += *word != OD_PHRASE_BOUNDARY && *word != ' ';
  return letters;
}

gsize
od_word_list_shortest (const GPtrArray *list)
{
  gsize length = G_MAXSIZE;

  for (guint i = 0; i < list->len; i++)
    length = MIN (length, letters_in (list->pdata[i]));
  return list->len > 0 ? length : 0;
}

gboolean
od_word_list_ends_in_letter (const GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = words->pdata[i];

      if (*word != '\0' && od_phrase_is_word_byte (word[strlen (word) - 1]))
        return TRUE;
    }
  return FALSE;
}

gboolean
od_word_list_begins_with_letter (const GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (*(char *) words->pdata[i] == '\0' || od_phrase_is_word_byte (*(char *) words->pdata[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_space (const GPtrArray *words)
{
  return words->len == 1 && g_str_equal (words->pdata[0], " ");
}

GPtrArray *
od_word_list_repeat (const GPtrArray *words, guint least, guint most)
{
  g_autoptr (GPtrArray) times = od_word_list_of ("");
  g_autoptr (GPtrArray) all = od_word_list_new ();

  if (is_space (words))
    most = MIN (most, 1); /* in folded text there are never two */
  if (most > MAX_TIMES)
    return NULL;
  for (guint i = 0; i <= most; i++)
    {
      GPtrArray *more;

      if (i >= least)
        od_word_list_append (all, times);
      if (i == most)
        break;
      more = od_word_list_product (times, words);
      if (more == NULL)
        return NULL;
      g_ptr_array_unref (times);
      times = more;
    }
  return all->len <= OD_PHRASE_MAX_WORDS ? g_steal_pointer (&all) : NULL;
}
