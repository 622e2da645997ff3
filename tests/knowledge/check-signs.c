/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks that nothing in the files of signs is left over: every sign is asked for, every word is used. One
 * thread. What is written wrongly is said by reading already. */

#include "check-knowledge.h"

#include <string.h>

/* What was seen so far; of the check that runs. */
static GHashTable *seen;

static void
note_signs (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  const char *says = od_xml_node_attribute (node, "says");
  g_auto (GStrv) words = g_strsplit_set (says != NULL ? says : "", " |", -1);

  for (guint i = 0; words[i] != NULL; i++)
    g_hash_table_add (seen, g_strdup (words[i] + (*words[i] == '!')));
}

static void
check_sign (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  const char *id = od_xml_node_attribute (node, "id");

  if (id != NULL && !g_hash_table_contains (seen, id))
    check_fault (self, file->path, node->line, "no rule asks for the sign “%s”", id);
}

static void
note_names_in (const char *text)
{
  for (const char *at = strchr (text, '{'); at != NULL; at = strchr (at + 1, '{'))
    g_hash_table_add (seen, g_strndup (at + 1, strcspn (at + 1, "}")));
}

/* Of patterns, and of words in words. */
static void
note_words (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  note_names_in (node->text);
}

static void
note_words_of_condition (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, node->attributes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    note_names_in (value);
}

static void
check_word (Check *self, const CheckFile *file, const OdXmlNode *node)
{
  const char *id = od_xml_node_attribute (node, "id");

  if (id != NULL && !g_hash_table_contains (seen, id))
    check_fault (self, file->path, node->line, "no pattern uses the word “%s”", id);
}

void
check_sign_use (Check *self)
{
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  check_each (self, NULL, note_signs);
  check_each_of_signs (self, "sign", check_sign);
  g_clear_pointer (&seen, g_hash_table_unref);
}

void
check_word_use (Check *self)
{
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  check_each (self, NULL, note_words_of_condition);
  check_each_of_signs (self, NULL, note_words);
  check_each_of_signs (self, "word", check_word);
  g_clear_pointer (&seen, g_hash_table_unref);
}
