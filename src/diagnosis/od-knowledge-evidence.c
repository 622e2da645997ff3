/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Causes and what speaks for and against them, as a knowledge file has them. Any thread, one at a time for
 * the same parts. */

#include "od-knowledge-private.h"

static void
read_evidence_rule (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  GError *error = NULL;
  OdCondition *condition =
      od_condition_parse (reader->file_name, child, NULL, reader->parts->patterns, &error);
  OdEvidenceRule *rule;

  if (condition == NULL)
    {
      od_reader_take_fault (reader, error);
      return;
    }
  rule = g_new0 (OdEvidenceRule, 1);
  rule->condition = condition;
  rule->text = od_reader_needed (reader, child, child->text, "text");
  g_ptr_array_add (into, rule);
}

static void
read_probe (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  OdProbeWanted *probe = g_new0 (OdProbeWanted, 1);
  const char *arguments = od_xml_node_attribute (child, "args");

  probe->name = od_reader_needed_attribute (reader, child, "name");
  probe->arguments = g_strdup (arguments != NULL ? arguments : "");
  g_ptr_array_add (into, probe);
}

static OdEvidence *
evidence_of (OdReader *reader, const OdXmlNode *node)
{
  OdEvidence *self = od_evidence_new ();

  self->untested = g_strdup (od_xml_node_child_text (node, "untested"));
  od_reader_children (reader, node, "confirmed", read_evidence_rule, self->confirmed);
  od_reader_children (reader, node, "likely", read_evidence_rule, self->likely);
  od_reader_children (reader, node, "ruled-out", read_evidence_rule, self->ruled_out);
  od_reader_children (reader, node, "probe", read_probe, self->probes);
  return self;
}

void
od_reader_cause (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  OdCauseRule *cause = od_cause_rule_new ();
  const char *names = od_xml_node_attribute (child, "evidence");

  cause->id = od_reader_needed_attribute (reader, child, "id");
  cause->title = od_reader_needed_child (reader, child, "title");
  cause->names = g_strsplit (names != NULL ? names : "", " ", -1);
  g_ptr_array_add (cause->evidence, evidence_of (reader, child));
  g_ptr_array_add (into, cause);
}

/* What several causes share. */
void
od_reader_evidence (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  OdEvidence *self = evidence_of (reader, child);

  self->id = od_reader_needed_attribute (reader, child, "id");
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
