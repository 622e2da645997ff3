/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From the elements of a knowledge file to the structs of od-knowledge.h. Any thread, one at a time for the
 * same parts. It says what cannot be read; whether the knowledge is good (reached, sourced, well worded) is
 * for the schema and for tests/knowledge. */

#include "od-knowledge-private.h"

#include <string.h>

#include "od-fact-list.h"

void
od_reader_fault (OdReader *reader, const OdXmlNode *node, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (reader->parts->faults, g_strdup_printf ("%s:%u: %s", reader->file_name, node->line, what));
}

static void
take_fault (OdReader *reader, GError *error)
{
  g_ptr_array_add (reader->parts->faults, g_strdup (error->message));
  g_error_free (error);
}

/* An attribute or child text that must be there. */
static char *
needed (OdReader *reader, const OdXmlNode *node, const char *text, const char *what)
{
  if (text == NULL || *text == '\0')
    od_reader_fault (reader, node, "<%s> has no %s", node->name, what);
  return g_strdup (text != NULL ? text : "");
}

static char *
needed_attribute (OdReader *reader, const OdXmlNode *node, const char *name)
{
  return needed (reader, node, od_xml_node_attribute (node, name), name);
}

static char *
needed_child (OdReader *reader, const OdXmlNode *node, const char *name)
{
  return needed (reader, node, od_xml_node_child_text (node, name), name);
}

/* Calls of this shape read all children of one name into an array. */
typedef void (*ReadChild) (OdReader *reader, const OdXmlNode *child, GPtrArray *into);

static void
read_children (OdReader *reader, const OdXmlNode *node, const char *name, ReadChild read, GPtrArray *into)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      const OdXmlNode *child = node->children->pdata[i];

      if (g_str_equal (child->name, name))
        read (reader, child, into);
    }
}

static void
read_text (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  if (*child->text == '\0')
    od_reader_fault (reader, child, "<%s> is empty", child->name);
  else
    g_ptr_array_add (into, g_strdup (child->text));
}

static void
read_condition (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  GError *error = NULL;
  OdCondition *condition =
      od_condition_parse (reader->file_name, child, NULL, reader->parts->patterns, &error);

  if (condition == NULL)
    take_fault (reader, error);
  else
    g_ptr_array_add (into, condition);
}

/* When a diagnosis holds. */
static void
read_when (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  guint before = into->len;

  read_condition (reader, child, into);
  if (into->len > before)
    od_condition_set_open (into->pdata[before]);
}

static void
read_evidence_rule (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  GError *error = NULL;
  OdCondition *condition =
      od_condition_parse (reader->file_name, child, NULL, reader->parts->patterns, &error);
  OdEvidenceRule *rule;

  if (condition == NULL)
    {
      take_fault (reader, error);
      return;
    }
  rule = g_new0 (OdEvidenceRule, 1);
  rule->condition = condition;
  rule->text = needed (reader, child, child->text, "text");
  g_ptr_array_add (into, rule);
}

static void
read_probe (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  OdProbeWanted *probe = g_new0 (OdProbeWanted, 1);
  const char *arguments = od_xml_node_attribute (child, "args");

  probe->name = needed_attribute (reader, child, "name");
  probe->arguments = g_strdup (arguments != NULL ? arguments : "");
  g_ptr_array_add (into, probe);
}

static OdEvidence *
evidence_of (OdReader *reader, const OdXmlNode *node)
{
  OdEvidence *self = od_evidence_new ();

  self->untested = g_strdup (od_xml_node_child_text (node, "untested"));
  read_children (reader, node, "confirmed", read_evidence_rule, self->confirmed);
  read_children (reader, node, "likely", read_evidence_rule, self->likely);
  read_children (reader, node, "ruled-out", read_evidence_rule, self->ruled_out);
  read_children (reader, node, "probe", read_probe, self->probes);
  return self;
}

static void
read_cause (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  OdCauseRule *cause = od_cause_rule_new ();
  const char *names = od_xml_node_attribute (child, "evidence");

  cause->id = needed_attribute (reader, child, "id");
  cause->title = needed_child (reader, child, "title");
  cause->names = g_strsplit (names != NULL ? names : "", " ", -1);
  g_ptr_array_add (cause->evidence, evidence_of (reader, child));
  g_ptr_array_add (into, cause);
}

/* What several causes share. */
static void
read_evidence (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  OdEvidence *self = evidence_of (reader, child);

  self->id = needed_attribute (reader, child, "id");
  if (!g_hash_table_insert (reader->parts->evidence, self->id, self))
    od_reader_fault (reader, child, "there is another evidence “%s”", self->id);
}

static void
join_cause (OdKnowledgeParts *parts, const OdDiagnosis *diagnosis, OdCauseRule *cause)
{
  for (char **name = cause->names; *name != NULL; name++)
    {
      OdEvidence *shared = g_hash_table_lookup (parts->evidence, *name);

      if (shared != NULL)
        g_ptr_array_add (cause->evidence, g_rc_box_acquire (shared));
      else
        g_ptr_array_add (parts->faults,
                         g_strdup_printf ("%s:%u: cause “%s”: there is no evidence “%s”",
                                          diagnosis->file_name, diagnosis->line, cause->id, *name));
    }
}

void
od_knowledge_join_evidence (OdKnowledgeParts *parts)
{
  for (guint i = 0; i < parts->diagnoses->len; i++)
    {
      const OdDiagnosis *diagnosis = parts->diagnoses->pdata[i];

      for (guint j = 0; j < diagnosis->causes->len; j++)
        join_cause (parts, diagnosis, diagnosis->causes->pdata[j]);
    }
}

static void
read_fix (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  OdFixRule *fix = od_fix_rule_new ();
  const char *arguments = od_xml_node_attribute (child, "args");

  fix->action = needed_attribute (reader, child, "action");
  fix->arguments = g_strdup (arguments != NULL ? arguments : "");
  fix->title = needed_child (reader, child, "title");
  fix->text = g_strdup (od_xml_node_child_text (child, "text"));
  read_children (reader, child, "when", read_condition, fix->when);
  g_ptr_array_add (into, fix);
}

static void
read_question (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  OdQuestionRule *question = od_question_rule_new ();

  question->fact = needed_attribute (reader, child, "fact");
  question->text = needed_child (reader, child, "text");
  if (od_fact_list_find (question->fact) == NULL)
    od_reader_fault (reader, child, "“%s” is no fact", question->fact);
  read_children (reader, child, "when", read_condition, question->when);
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

  self->id = needed_attribute (reader, node, "id");
  self->entry = g_strdup (od_xml_node_attribute (node, "entry"));
  self->file_name = g_strdup (reader->file_name);
  self->line = node->line;
  self->kind = read_choice (reader, node, "kind", kind_name, OD_DIAGNOSIS_LINE + 1);
  self->actor = read_choice (reader, node, "actor", actor_name, OD_ACTOR_RECIPIENT_PROVIDER + 1);
  self->lasts = read_choice (reader, node, "lasts", lasts_name, OD_LASTS_UNCLEAR + 1);
  self->meaning = g_strdup (meaning != NULL ? meaning : "");
  self->rank = rank != NULL ? (int) g_ascii_strtoll (rank, NULL, 10) : 0;
  self->title = needed_child (reader, node, "title");
  self->summary = needed_child (reader, node, "summary");
}

static void
read_diagnosis (OdReader *reader, const OdXmlNode *node, GPtrArray *into)
{
  OdDiagnosis *self = od_diagnosis_new ();

  read_head (reader, node, self);
  read_children (reader, node, "when", read_when, self->when);
  read_children (reader, node, "detail", read_text, self->details);
  read_children (reader, node, "cause", read_cause, self->causes);
  read_children (reader, node, "fix", read_fix, self->fixes);
  read_children (reader, node, "question", read_question, self->questions);
  read_children (reader, node, "source", read_text, self->sources);
  read_children (reader, node, "example", self->kind == OD_DIAGNOSIS_LINE ? read_line_example : read_example,
                 self->examples);
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
  digit->text = needed (reader, node, node->text, "text");
  g_ptr_array_add (into, digit);
}

static void
read_providers (OdReader *reader, const char *text, gsize length)
{
  GError *error = NULL;
  OdProviders *providers = od_providers_parse (reader->file_name, text, length, &error);

  if (providers == NULL)
    take_fault (reader, error);
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
    take_fault (reader, error);
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
        take_fault (&reader, error);
    }
}

void
od_knowledge_read (OdKnowledgeParts *parts, const char *file_name, const char *text, gsize length)
{
  OdReader reader = { parts, file_name };
  GError *error = NULL;
  g_autoptr (OdXmlNode) root = od_xml_parse (file_name, text, length, &error);

  if (root == NULL)
    take_fault (&reader, error);
  else if (g_str_equal (root->name, "signs"))
    read_sign_words (&reader, g_steal_pointer (&root));
  else if (g_str_equal (root->name, "diagnoses"))
    read_children (&reader, root, "diagnosis", read_diagnosis, parts->diagnoses);
  else if (g_str_equal (root->name, "evidences"))
    read_children (&reader, root, "evidence", read_evidence, NULL);
  else if (g_str_equal (root->name, "digits"))
    read_children (&reader, root, "digit", read_digit, parts->digits);
  else if (g_str_equal (root->name, "providers"))
    read_providers (&reader, text, length);
  else
    od_reader_fault (&reader, root, "<%s> is not known here", root->name);
}
