/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns are matched against folded text, people see the original: the place in the one is carried over to
 * the other letter by letter. Pure, any thread. It decides nothing. */

#include "od-deciding-words.h"

#include <string.h>

#include "od-text.h"

static gboolean
is_inside (const char *word, const GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (strstr (words->pdata[i], word) != NULL)
      return TRUE;
  return FALSE;
}

static void
add_word (GPtrArray *words, char *word)
{
  if (*word == '\0' || is_inside (word, words))
    {
      g_free (word);
      return;
    }
  for (guint i = words->len; i > 0; i--)
    if (strstr (word, words->pdata[i - 1]) != NULL)
      g_ptr_array_remove_index (words, i - 1);
  g_ptr_array_add (words, word);
}

static void
find_word (OdPattern *pattern, const OdFact *fact, GPtrArray *words)
{
  int start = 0;
  int end = 0;

  if (od_pattern_find (pattern, od_fact_folded (fact), &start, &end) && end > start)
    add_word (words, od_text_unfold (fact->value, od_fact_folded (fact), (gsize) start, (gsize) end));
}

static void
find_words (const OdConditionText *text, const GPtrArray *facts, GPtrArray *words)
{
  for (guint i = 0; i < facts->len; i++)
    for (guint j = 0; j < text->any->len; j++)
      find_word (text->any->pdata[j], facts->pdata[i], words);
}

static void
add_value (const OdCondition *condition, const OdFacts *facts, const char *name, GPtrArray *words)
{
  if (words->len == 0 && od_facts_has (facts, name) && od_condition_reads (condition, name) == OD_READS_VALUE)
    g_ptr_array_add (words, g_strdup (od_facts_get (facts, name)));
}

char **
od_deciding_words (const OdCondition *condition, const OdFacts *facts)
{
  g_autoptr (GPtrArray) texts = od_condition_texts (condition);
  const GPtrArray *values = od_facts_values (facts, "text");
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; values != NULL && i < texts->len; i++)
    find_words (texts->pdata[i], values, words);
  add_value (condition, facts, "status", words);
  add_value (condition, facts, "code", words);
  add_value (condition, facts, "client-code", words);
  g_ptr_array_add (words, NULL);
  g_ptr_array_set_free_func (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}
