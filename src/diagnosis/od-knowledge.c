/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The knowledge as a whole, read from its files: which they are, and its rules sorted so that the first that
 * holds is the answer. Immutable once loaded; any thread. It does not read elements (od-knowledge-reader.c)
 * and does not judge cases (od-diagnose.c). */

#include "od-knowledge-private.h"
#include "od-rule-index.h"

#include <string.h>

static void
add_rules (GArray *rules, const OdDiagnosis *diagnosis)
{
  for (guint i = 0; i < diagnosis->when->len; i++)
    {
      OdRule rule = { diagnosis->when->pdata[i], diagnosis, 0 };

      rule.weight = (int) od_condition_weight (rule.condition);
      /* The order of signs is that of their own weights. */
      if (od_condition_sign_weight (rule.condition) == 0)
        rule.weight += diagnosis->rank;
      g_array_append_val (rules, rule);
    }
}

static int
heavy_first (gconstpointer a, gconstpointer b)
{
  return ((const OdRule *) b)->weight - ((const OdRule *) a)->weight;
}

/* Rules of like weight keep their order: g_array_sort() is stable. */
static void
index_diagnoses (OdKnowledge *self)
{
  for (guint i = 0; i < self->parts.diagnoses->len; i++)
    {
      OdDiagnosis *diagnosis = self->parts.diagnoses->pdata[i];

      if (diagnosis->kind == OD_DIAGNOSIS_LINE)
        add_rules (self->line_rules, diagnosis);
      else if (diagnosis->kind != OD_DIAGNOSIS_REMARK)
        add_rules (self->verdict_rules, diagnosis);
    }
  g_array_sort (self->verdict_rules, heavy_first);
  g_array_sort (self->line_rules, heavy_first);
}

/* A verdict there must always be: a rule that asks for nothing. */
static gboolean
has_last_resort (const OdKnowledge *self)
{
  g_autoptr (OdFacts) nothing = od_facts_new ();

  return od_rules_find (self->verdict_rules, nothing) != NULL;
}

static OdKnowledge *
knowledge_new (gboolean check)
{
  OdKnowledge *self = g_new0 (OdKnowledge, 1);

  od_knowledge_parts_init (&self->parts, check);
  self->verdict_rules = g_array_new (FALSE, FALSE, sizeof (OdRule));
  self->line_rules = g_array_new (FALSE, FALSE, sizeof (OdRule));
  return self;
}

/* Takes @self when all files are read: gives it back ready, or frees it and says all that was wrong. */
static OdKnowledge *
finish (OdKnowledge *self, GError **error)
{
  g_autoptr (OdKnowledge) ready = self;
  g_autofree char *faults = NULL;

  if (ready->parts.providers == NULL)
    ready->parts.providers = od_providers_parse ("none", "<providers/>", strlen ("<providers/>"), NULL);
  od_knowledge_join_evidence (&ready->parts);
  index_diagnoses (ready);
  if (ready->parts.faults->len == 0 && !has_last_resort (ready))
    g_ptr_array_add (ready->parts.faults,
                     g_strdup ("diagnoses:1: no diagnosis always holds: a last one is missing"));
  if (ready->parts.faults->len == 0)
    {
      ready->index = od_rule_index_new (ready->verdict_rules);
      return g_steal_pointer (&ready);
    }

  g_ptr_array_add (ready->parts.faults, NULL);
  faults = g_strjoinv ("\n", (char **) ready->parts.faults->pdata);
  g_set_error_literal (error, OD_XML_ERROR, OD_XML_ERROR_CONTENT, faults);
  return NULL;
}

void
od_knowledge_free (OdKnowledge *self)
{
  if (self == NULL)
    return;
  od_rule_index_free (self->index);
  g_array_unref (self->verdict_rules);
  g_array_unref (self->line_rules);
  od_knowledge_parts_clear (&self->parts);
  g_free (self);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
read_resource (OdKnowledge *self, GResource *resource, const char *folder)
{
  g_autofree char *folder_path = g_strconcat (OD_KNOWLEDGE_PATH, folder, "/", NULL);
  g_auto (GStrv) names = g_resource_enumerate_children (resource, folder_path, 0, NULL);

  if (names == NULL)
    return;
  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder_path, names[i], NULL);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, path, 0, NULL);
      gsize length = 0;
      const char *text = g_bytes_get_data (bytes, &length);

      od_knowledge_read (&self->parts, path + strlen (OD_KNOWLEDGE_PATH), text, length);
    }
}

OdKnowledge *
od_knowledge_new_from_resource (GResource *resource, GError **error)
{
  OdKnowledge *self = knowledge_new (FALSE);

  read_resource (self, resource, "signs");
  od_knowledge_read_signs (&self->parts);
  read_resource (self, resource, "diagnoses");
  read_resource (self, resource, "providers");
  return finish (self, error);
}

static gboolean
read_file (OdKnowledge *self, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  gsize length;

  if (!g_str_has_suffix (name, ".xml"))
    return TRUE;
  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  od_knowledge_read (&self->parts, path, text, length);
  return TRUE;
}

static GPtrArray *
names_in (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

static gboolean
read_folder (OdKnowledge *self, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = names_in (folder, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!read_file (self, folder, names->pdata[i], error))
      return FALSE;
  return TRUE;
}

OdKnowledge *
od_knowledge_new_from_folder (const char *path, GError **error)
{
  g_autoptr (OdKnowledge) self = knowledge_new (TRUE);
  g_autofree char *signs = g_build_filename (path, "signs", NULL);
  g_autofree char *diagnoses = g_build_filename (path, "diagnoses", NULL);
  g_autofree char *providers = g_build_filename (path, "providers", NULL);

  if (g_file_test (signs, G_FILE_TEST_IS_DIR) && !read_folder (self, signs, error))
    return NULL;
  od_knowledge_read_signs (&self->parts);
  if (!read_folder (self, diagnoses, error))
    return NULL;
  if (g_file_test (providers, G_FILE_TEST_IS_DIR) && !read_folder (self, providers, error))
    return NULL;
  return finish (g_steal_pointer (&self), error);
}

const GPtrArray *
od_knowledge_diagnoses (const OdKnowledge *self)
{
  return self->parts.diagnoses;
}

const OdDigit *
od_knowledge_digit (const OdKnowledge *self, guint place, guint value)
{
  for (guint i = 0; i < self->parts.digits->len; i++)
    {
      const OdDigit *digit = self->parts.digits->pdata[i];

      if (digit->place == place && digit->value == value)
        return digit;
    }
  return NULL;
}

OdRuleIndex *
od_knowledge_index (const OdKnowledge *self)
{
  return self->index;
}

const OdProviders *
od_knowledge_providers (const OdKnowledge *self)
{
  return self->parts.providers;
}

const GArray *
od_knowledge_verdict_rules (const OdKnowledge *self)
{
  return self->verdict_rules;
}

const GArray *
od_knowledge_line_rules (const OdKnowledge *self)
{
  return self->line_rules;
}

const OdRule *
od_rules_find (const GArray *rules, const OdFacts *facts)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const OdRule *rule = &g_array_index (rules, OdRule, i);

      if (od_condition_holds (rule->condition, facts))
        return rule;
    }
  return NULL;
}

const char *
od_actor_name (OdActor actor)
{
  static const char *const names[] = { "nobody",   "you",       "network",
                                       "provider", "recipient", "recipient-provider" };

  return names[actor];
}

const char *
od_lasts_name (OdLasts lasts)
{
  static const char *const names[] = { "nothing", "temporary", "until-changed", "unclear" };

  return names[lasts];
}

const char *
od_diagnosis_kind_name (OdDiagnosisKind kind)
{
  static const char *const names[] = { "problem", "success", "remark", "line" };

  return names[kind];
}
