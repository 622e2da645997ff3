/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The structs of the knowledge as memory: made empty, freed whole. Any thread. Filling them is for
 * od-knowledge-reader.c. */

#include "od-knowledge-private.h"

static void
evidence_rule_free (gpointer data)
{
  OdEvidenceRule *rule = data;

  od_condition_free (rule->condition);
  g_free (rule->text);
  g_free (rule);
}

static void
probe_wanted_free (gpointer data)
{
  OdProbeWanted *probe = data;

  g_free (probe->name);
  g_free (probe->arguments);
  g_free (probe);
}

static void
evidence_clear (gpointer data)
{
  OdEvidence *self = data;

  g_free (self->id);
  g_free (self->untested);
  g_ptr_array_unref (self->confirmed);
  g_ptr_array_unref (self->likely);
  g_ptr_array_unref (self->ruled_out);
  g_ptr_array_unref (self->probes);
}

static void
evidence_unref (gpointer data)
{
  g_rc_box_release_full (data, evidence_clear);
}

static void
cause_rule_free (gpointer data)
{
  OdCauseRule *cause = data;

  g_free (cause->id);
  g_free (cause->title);
  g_strfreev (cause->names);
  g_ptr_array_unref (cause->evidence);
  g_free (cause);
}

static void
fix_rule_free (gpointer data)
{
  OdFixRule *fix = data;

  g_free (fix->action);
  g_free (fix->arguments);
  g_free (fix->title);
  g_free (fix->text);
  g_ptr_array_unref (fix->when);
  g_free (fix);
}

static void
question_rule_free (gpointer data)
{
  OdQuestionRule *question = data;

  g_free (question->fact);
  g_free (question->text);
  g_ptr_array_unref (question->when);
  g_free (question);
}

static void
diagnosis_free (gpointer data)
{
  OdDiagnosis *self = data;

  g_free (self->id);
  g_free (self->entry);
  g_free (self->file_name);
  g_free (self->meaning);
  g_free (self->title);
  g_free (self->summary);
  g_ptr_array_unref (self->when);
  g_ptr_array_unref (self->details);
  g_ptr_array_unref (self->causes);
  g_ptr_array_unref (self->fixes);
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->examples);
  g_free (self);
}

static void
digit_free (gpointer data)
{
  OdDigit *digit = data;

  g_free (digit->text);
  g_free (digit);
}

OdEvidence *
od_evidence_new (void)
{
  OdEvidence *self = g_rc_box_new0 (OdEvidence);

  self->confirmed = g_ptr_array_new_with_free_func (evidence_rule_free);
  self->likely = g_ptr_array_new_with_free_func (evidence_rule_free);
  self->ruled_out = g_ptr_array_new_with_free_func (evidence_rule_free);
  self->probes = g_ptr_array_new_with_free_func (probe_wanted_free);
  return self;
}

OdCauseRule *
od_cause_rule_new (void)
{
  OdCauseRule *self = g_new0 (OdCauseRule, 1);

  self->evidence = g_ptr_array_new_with_free_func (evidence_unref);
  return self;
}

OdFixRule *
od_fix_rule_new (void)
{
  OdFixRule *self = g_new0 (OdFixRule, 1);

  self->when = g_ptr_array_new_with_free_func ((GDestroyNotify) od_condition_free);
  return self;
}

OdQuestionRule *
od_question_rule_new (void)
{
  OdQuestionRule *self = g_new0 (OdQuestionRule, 1);

  self->when = g_ptr_array_new_with_free_func ((GDestroyNotify) od_condition_free);
  return self;
}

OdDiagnosis *
od_diagnosis_new (void)
{
  OdDiagnosis *self = g_new0 (OdDiagnosis, 1);

  self->when = g_ptr_array_new_with_free_func ((GDestroyNotify) od_condition_free);
  self->details = g_ptr_array_new_with_free_func (g_free);
  self->causes = g_ptr_array_new_with_free_func (cause_rule_free);
  self->fixes = g_ptr_array_new_with_free_func (fix_rule_free);
  self->questions = g_ptr_array_new_with_free_func (question_rule_free);
  self->sources = g_ptr_array_new_with_free_func (g_free);
  self->examples = g_ptr_array_new_with_free_func ((GDestroyNotify) od_facts_unref);
  return self;
}

void
od_knowledge_parts_init (OdKnowledgeParts *parts, gboolean check)
{
  parts->patterns = od_patterns_new (check);
  parts->sign_files = g_ptr_array_new_with_free_func ((GDestroyNotify) od_xml_node_free);
  parts->sign_names = g_ptr_array_new_with_free_func (g_free);
  parts->diagnoses = g_ptr_array_new_with_free_func (diagnosis_free);
  parts->evidence = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, evidence_unref);
  parts->digits = g_ptr_array_new_with_free_func (digit_free);
  parts->faults = g_ptr_array_new_with_free_func (g_free);
  parts->providers = NULL;
}

void
od_knowledge_parts_clear (OdKnowledgeParts *parts)
{
  g_clear_pointer (&parts->diagnoses, g_ptr_array_unref);
  g_clear_pointer (&parts->evidence, g_hash_table_unref);
  g_clear_pointer (&parts->digits, g_ptr_array_unref);
  g_clear_pointer (&parts->faults, g_ptr_array_unref);
  g_clear_pointer (&parts->providers, od_providers_free);
  g_clear_pointer (&parts->sign_files, g_ptr_array_unref);
  g_clear_pointer (&parts->sign_names, g_ptr_array_unref);
  g_clear_pointer (&parts->patterns, od_patterns_free);
}
