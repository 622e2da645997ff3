/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From the elements of a knowledge file to the structs of od-knowledge.h. Any thread, one at a time for the
 * same parts. It says what cannot be read; whether the knowledge is good (reached, sourced, well worded) is
 * for the schema and for tests/knowledge. */

#include "od-knowledge-private.h"

#include <string.h>

#include "od-fact-list.h"

/* When a diagnosis holds. */
static void
read_when (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  guint before = into->len;

  od_reader_condition (reader, child, into);
  if (into->len > before)
    od_condition_set_open (into->pdata[before]);
}

static void
read_fix (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  OdFixRule *fix = od_fix_rule_new ();
  const char *arguments = od_xml_node_attribute (child, "args");

  fix->action = od_reader_needed_attribute (reader, child, "action");
  fix->arguments = g_strdup (arguments != NULL ? arguments : "");
  fix->title = od_reader_needed_child (reader, child, "title");
  fix->text = g_strdup (od_xml_node_child_text (child, "text"));
  od_reader_children (reader, child, "when", od_reader_condition, fix->when);
  g_ptr_array_add (into, fix);
}

static void
read_question (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  OdQuestionRule *question = od_question_rule_new ();

  question->fact = od_reader_needed_attribute (reader, child, "fact");
  question->text = od_reader_needed_child (reader, child, "text");
  if (od_fact_list_find (question->fact) == NULL)
    od_reader_fault (reader, child, "“%s” is no fact", question->fact);
  od_reader_children (reader, child, "when", od_reader_condition, question->when);
  g_ptr_array_add (into, question);
}

static void
read_example (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  g_ptr_array_add (into, od_reader_example (reader, child, FALSE));
}

static void
read_line_example (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  g_ptr_array_add (into, od_reader_example (reader, child, TRUE));
}

/* The place of @word among the names that @name_of gives; a fault and 0 if it is none of them. */
static guint
read_choice (OdReader *reader,
             const OdXmlNode *node,
             const char *attribute,
             const char *(*name_of) (guint),
             guint count)
{
  const char *word = od_xml_node_attribute (node, attribute);

  for (guint i = 0; word != NULL && i < count; i++)
    if (g_str_equal (word, name_of (i)))
      return i;
  if (word != NULL)
    od_reader_fault (reader, node, "“%s” is no word for %s", word, attribute);
  return 0;
}

static const char *
kind_name (guint i)
{
  return od_diagnosis_kind_name (i);
}

static const char *
actor_name (guint i)
{
  return od_actor_name (i);
}

static const char *
lasts_name (guint i)
{
  return od_lasts_name (i);
}

static void
read_head (OdReader *reader, const OdXmlNode *node, OdDiagnosis *self)
{
  const char *rank = od_xml_node_attribute (node, "rank");
  const char *meaning = od_xml_node_attribute (node, "meaning");

  self->id = od_reader_needed_attribute (reader, node, "id");
  self->entry = g_strdup (od_xml_node_attribute (node, "entry"));
  self->file_name = g_strdup (reader->file_name);
  self->line = node->line;
  self->kind = read_choice (reader, node, "kind", kind_name, OD_DIAGNOSIS_LINE + 1);
  self->actor = read_choice (reader, node, "actor", actor_name, OD_ACTOR_RECIPIENT_PROVIDER + 1);
  self->lasts = read_choice (reader, node, "lasts", lasts_name, OD_LASTS_UNCLEAR + 1);
  self->meaning = g_strdup (meaning != NULL ? meaning : "");
  self->rank = rank != NULL ? (int) g_ascii_strtoll (rank, NULL, 10) : 0;
  self->title = od_reader_needed_child (reader, node, "title");
  self->summary = od_reader_needed_child (reader, node, "summary");
}

static void
read_diagnosis (OdReader *reader, const OdXmlNode *node, GPtrArray *into)
{
  OdDiagnosis *self = od_diagnosis_new ();

  read_head (reader, node, self);
  od_reader_children (reader, node, "when", read_when, self->when);
  od_reader_children (reader, node, "detail", od_reader_text, self->details);
  od_reader_children (reader, node, "cause", od_reader_cause, self->causes);
  od_reader_children (reader, node, "fix", read_fix, self->fixes);
  od_reader_children (reader, node, "question", read_question, self->questions);
  od_reader_children (reader, node, "source", od_reader_text, self->sources);
  od_reader_children (reader, node, "example",
                      self->kind == OD_DIAGNOSIS_LINE ? read_line_example : read_example, self->examples);
  g_ptr_array_add (into, self);
}

/* One digit, or the word for which @number_of gives more than 9. */
static guint
needed_digit (OdReader *reader, const OdXmlNode *node, const char *name, guint (*number_of) (const char *))
{
  const char *text = od_xml_node_attribute (node, name);

  if (text != NULL && g_ascii_isdigit (text[0]) && text[1] == '\0')
    return (guint) g_ascii_digit_value (text[0]);
  if (text != NULL && number_of (text) != 0)
    return number_of (text);
  od_reader_fault (reader, node, "<%s> needs one digit as %s", node->name, name);
  return 0;
}

static guint
place_of_status (const char *word)
{
  static const char *const words[] = { "class", "subject", "detail" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (word, words[i]))
      return OD_PLACE_CLASS + i;
  return 0;
}

static guint
any_value (const char *word)
{
  return g_str_equal (word, "any") ? OD_DIGIT_ANY : 0;
}

static void
read_digit (OdReader *reader, const OdXmlNode *node, GPtrArray *into)
{
  OdDigit *digit = g_new0 (OdDigit, 1);

  digit->place = needed_digit (reader, node, "place", place_of_status);
  digit->value = needed_digit (reader, node, "value", any_value);
  digit->text = od_reader_needed (reader, node, node->text, "text");
  g_ptr_array_add (into, digit);
}

static void
read_providers (OdReader *reader, const char *text, gsize length)
{
  GError *error = NULL;
  OdProviders *providers = od_providers_parse (reader->file_name, text, length, &error);

  if (providers == NULL)
    od_reader_take_fault (reader, error);
  else
    {
      g_clear_pointer (&reader->parts->providers, od_providers_free);
      reader->parts->providers = providers;
    }
}

/* Keeps the file, since its signs may use words of files to come. */
static void
read_sign_words (OdReader *reader, OdXmlNode *root)
{
  GError *error = NULL;

  if (!od_patterns_read_words (reader->parts->patterns, reader->file_name, root, &error))
    od_reader_take_fault (reader, error);
  g_ptr_array_add (reader->parts->sign_files, root);
  g_ptr_array_add (reader->parts->sign_names, g_strdup (reader->file_name));
}

void
od_knowledge_read_signs (OdKnowledgeParts *parts)
{
  for (guint i = 0; i < parts->sign_files->len; i++)
    {
      OdReader reader = { parts, parts->sign_names->pdata[i] };
      GError *error = NULL;

      if (!od_patterns_read_signs (parts->patterns, reader.file_name, parts->sign_files->pdata[i], &error))
        od_reader_take_fault (&reader, error);
    }
}

void
od_knowledge_read (OdKnowledgeParts *parts, const char *file_name, const char *text, gsize length)
{
  OdReader reader = { parts, file_name };
  GError *error = NULL;
  g_autoptr (OdXmlNode) root = od_xml_parse (file_name, text, length, &error);

  if (root == NULL)
    od_reader_take_fault (&reader, error);
  else if (g_str_equal (root->name, "signs"))
    read_sign_words (&reader, g_steal_pointer (&root));
  else if (g_str_equal (root->name, "diagnoses"))
    od_reader_children (&reader, root, "diagnosis", read_diagnosis, parts->diagnoses);
  else if (g_str_equal (root->name, "evidences"))
    od_reader_children (&reader, root, "evidence", od_reader_evidence, NULL);
  else if (g_str_equal (root->name, "digits"))
    od_reader_children (&reader, root, "digit", read_digit, parts->digits);
  else if (g_str_equal (root->name, "providers"))
    read_providers (&reader, text, length);
  else
    od_reader_fault (&reader, root, "<%s> is not known here", root->name);
}
