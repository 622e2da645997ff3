/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks of where cases lead: examples to their diagnoses, codes, stages and errors to words of their own.
 * One thread. */

#include "check-knowledge.h"

#include <stdlib.h>
#include <string.h>

#include "od-diagnose.h"
#include "od-fact-list.h"
#include "od-knowledge-private.h"
#include "od-text.h"

/* Errors which say no more than that the stage failed, so that the stage's general answer is the right one.
 */
static const char *const general_errors[] = {
  "name-failed", "connection-failed", "tls-failed", "login-failed", "closed", "reset", NULL
};

/* The line of the example with that place in a diagnosis. */
static guint
example_line (Check *self, const OdDiagnosis *diagnosis, guint place)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const CheckFile *file = self->files->pdata[i];

      for (guint j = 0; g_str_equal (file->path, diagnosis->file_name) && j < file->root->children->len; j++)
        {
          const OdXmlNode *node = file->root->children->pdata[j];
          guint seen = 0;

          for (guint k = 0; node->line == diagnosis->line && k < node->children->len; k++)
            if (g_str_equal (((OdXmlNode *) node->children->pdata[k])->name, "example") && seen++ == place)
              return ((OdXmlNode *) node->children->pdata[k])->line;
        }
    }
  return diagnosis->line;
}

static const OdRule *
find_rule (Check *self, const OdFacts *facts, gboolean of_line)
{
  return od_rules_find (of_line ? od_knowledge_line_rules (self->knowledge)
                                : od_knowledge_verdict_rules (self->knowledge),
                        facts);
}

/* Weight of the heaviest condition of a diagnosis that holds; -1 if none does. */
static int
own_weight (const OdDiagnosis *diagnosis, const OdFacts *facts)
{
  int weight = -1;

  for (guint i = 0; i < diagnosis->when->len; i++)
    if (od_condition_holds (diagnosis->when->pdata[i], facts))
      weight = MAX (weight, (int) od_condition_weight (diagnosis->when->pdata[i]) + diagnosis->rank);
  return weight;
}

static gboolean
leads_to (const OdDiagnosis *diagnosis, const OdFacts *facts, const OdRule *rule)
{
  if (diagnosis->kind == OD_DIAGNOSIS_REMARK)
    return own_weight (diagnosis, facts) != -1;
  return rule != NULL && rule->diagnosis == diagnosis;
}

static void
check_example (Check *self, const OdDiagnosis *diagnosis, guint place)
{
  const OdFacts *facts = diagnosis->examples->pdata[place];
  const OdRule *rule = find_rule (self, facts, diagnosis->kind == OD_DIAGNOSIS_LINE);
  int own = own_weight (diagnosis, facts);
  g_autofree char *own_words = own == -1 ? g_strdup ("no <when> of it holds")
                                         : g_strdup_printf ("its own weight is %d", own);

  if (leads_to (diagnosis, facts, rule))
    return;
  check_fault (self, diagnosis->file_name, example_line (self, diagnosis, place),
               "this example of “%s” leads to “%s” (weight %d; %s)", diagnosis->id,
               rule != NULL ? rule->diagnosis->id : "nothing", rule != NULL ? rule->weight : 0, own_words);
}

/* A person must have something to do: whatever the case, one fix is offered. */
static void
check_fixes_of_example (Check *self, const OdDiagnosis *diagnosis, guint place)
{
  g_autoptr (GPtrArray) findings = od_diagnose (diagnosis->examples->pdata[place], self->knowledge);
  const OdFinding *verdict = findings->pdata[0];

  if (verdict->kind == OD_DIAGNOSIS_PROBLEM && verdict->fixes->len == 0)
    check_fault (self, diagnosis->file_name, example_line (self, diagnosis, place),
                 "no fix of “%s” is offered for this example", verdict->id);
}

void
check_examples (Check *self)
{
  const GPtrArray *diagnoses = od_knowledge_diagnoses (self->knowledge);

  for (guint i = 0; i < diagnoses->len; i++)
    {
      const OdDiagnosis *diagnosis = diagnoses->pdata[i];

      for (guint j = 0; j < diagnosis->examples->len; j++)
        {
          check_example (self, diagnosis, j);
          check_fixes_of_example (self, diagnosis, j);
        }
    }
}

static void
check_known_in (Check *self, const OdDiagnosis *diagnosis, guint place, const char *text)
{
  g_auto (GStrv) names = od_text_placeholders (text);

  for (guint i = 0; names[i] != NULL; i++)
    if (!od_facts_has (diagnosis->examples->pdata[place], names[i]))
      check_fault (self, diagnosis->file_name, example_line (self, diagnosis, place),
                   "the words “%s” need the fact %s, which this example does not know", text, names[i]);
}

void
check_known (Check *self)
{
  const GPtrArray *diagnoses = od_knowledge_diagnoses (self->knowledge);

  for (guint i = 0; i < diagnoses->len; i++)
    for (guint j = 0; j < ((OdDiagnosis *) diagnoses->pdata[i])->examples->len; j++)
      {
        const OdDiagnosis *diagnosis = diagnoses->pdata[i];

        check_known_in (self, diagnosis, j, diagnosis->title);
        check_known_in (self, diagnosis, j, diagnosis->summary);
      }
}

static void
note_reached (Check *self, const OdDiagnosis *diagnosis, GHashTable *reached)
{
  for (guint i = 0; i < diagnosis->examples->len; i++)
    {
      const OdFacts *facts = diagnosis->examples->pdata[i];
      const OdRule *rule = find_rule (self, facts, diagnosis->kind == OD_DIAGNOSIS_LINE);

      if (rule != NULL)
        g_hash_table_add (reached, (gpointer) rule->diagnosis);
      if (leads_to (diagnosis, facts, rule))
        g_hash_table_add (reached, (gpointer) diagnosis);
    }
}

void
check_reached (Check *self)
{
  const GPtrArray *diagnoses = od_knowledge_diagnoses (self->knowledge);
  g_autoptr (GHashTable) reached = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < diagnoses->len; i++)
    note_reached (self, diagnoses->pdata[i], reached);
  for (guint i = 0; i < diagnoses->len; i++)
    {
      const OdDiagnosis *diagnosis = diagnoses->pdata[i];

      if (!g_hash_table_contains (reached, diagnosis))
        check_fault (self, diagnosis->file_name, diagnosis->line, "no example reaches “%s”", diagnosis->id);
    }
}

static const OdDiagnosis *
answer_to (Check *self, gboolean of_line, const char *stage, const char *code)
{
  g_autoptr (OdFacts) facts = od_facts_new ();
  const OdRule *rule;

  if (of_line)
    od_facts_add (facts, "line.kind", "received", "example");
  if (of_line)
    od_facts_add (facts, "line.more", "no", "example");
  od_facts_add (facts, of_line ? "line.stage" : "stage", stage, "example");
  od_facts_add (facts, of_line ? "line.code" : "code", code, "example");
  rule = find_rule (self, facts, of_line);
  return rule != NULL ? rule->diagnosis : NULL;
}

/* Whether the code is answered in another way than one of its class that nobody uses. */
static gboolean
has_own_words (Check *self, gboolean of_line, const char *stage, const char *code)
{
  char unused[] = { code[0], '9', '8', '\0' };
  const OdDiagnosis *answer = answer_to (self, of_line, stage, code);

  return answer != NULL && answer != answer_to (self, of_line, stage, unused);
}

static gboolean
is_explained (Check *self, char **words)
{
  for (guint i = 1; words[i] != NULL; i++)
    if (has_own_words (self, FALSE, words[i], words[0]) || has_own_words (self, TRUE, words[i], words[0]))
      return TRUE;
  return FALSE;
}

static gboolean
is_entry (Check *self, const char *code)
{
  const GPtrArray *diagnoses = od_knowledge_diagnoses (self->knowledge);

  for (guint i = 0; i < diagnoses->len; i++)
    if (g_strcmp0 (((const OdDiagnosis *) diagnoses->pdata[i])->entry, code) == 0)
      return TRUE;
  return FALSE;
}

void
check_codes (Check *self)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (self->codes, &text, NULL, NULL))
    {
      check_fault (self, self->codes, 1, "the list of codes cannot be read");
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);

      if (g_ascii_isdigit (lines[i][0]) && !is_explained (self, words))
        check_fault (self, self->codes, i + 1, "the code %s has no words of its own at any of these stages",
                     words[0]);
      if ((g_ascii_isdigit (lines[i][0]) || lines[i][0] == 'X') && !is_entry (self, words[0]))
        check_fault (self, self->codes, i + 1, "%s is no entry of the reference", words[0]);
    }
}

static const OdDiagnosis *
pick (Check *self, const char *stage, const char *name, const char *value)
{
  g_autoptr (OdFacts) facts = od_facts_new ();

  od_facts_add (facts, "stage", stage, "example");
  if (name != NULL)
    od_facts_add (facts, name, value, "example");
  return od_diagnose_pick (facts, self->knowledge);
}

static const OdDiagnosis *
last_resort (Check *self)
{
  g_autoptr (OdFacts) nothing = od_facts_new ();

  return od_diagnose_pick (nothing, self->knowledge);
}

static char **
tokens_of (const char *fact)
{
  return g_strsplit (od_fact_list_find (fact)->values, " ", -1);
}

static void
check_stage (Check *self, const char *stage)
{
  const OdDiagnosis *last = last_resort (self);
  const OdDiagnosis *failed = pick (self, stage, "error", "connection-failed");
  gboolean talks = !g_strv_contains ((const char *const[]){ "lookup", "connect", "tls", NULL }, stage);

  if (failed == last)
    check_fault (self, last->file_name, last->line, "no general answer to an error at the stage %s", stage);
  for (const char *const *code = (const char *const[]){ "498", "598", NULL }; talks && *code; code++)
    {
      const OdDiagnosis *answer = pick (self, stage, "code", *code);

      if (answer == last || answer == failed)
        check_fault (self, last->file_name, last->line, "no general answer to %cyz at the stage %s", **code,
                     stage);
    }
}

void
check_stages (Check *self)
{
  g_auto (GStrv) stages = tokens_of ("stage");

  for (guint i = 0; stages[i] != NULL; i++)
    check_stage (self, stages[i]);
}

/* Whether some example shows words for an error that are better than what its stage says anyway. */
static gboolean
example_explains (Check *self, const char *error)
{
  const GPtrArray *diagnoses = od_knowledge_diagnoses (self->knowledge);

  for (guint i = 0; i < diagnoses->len; i++)
    for (guint j = 0; j < ((OdDiagnosis *) diagnoses->pdata[i])->examples->len; j++)
      {
        const OdDiagnosis *diagnosis = diagnoses->pdata[i];
        const OdFacts *facts = diagnosis->examples->pdata[j];
        const char *stage = od_facts_get (facts, "stage");

        if (g_strcmp0 (od_facts_get (facts, "error"), error) == 0 && diagnosis->kind != OD_DIAGNOSIS_REMARK &&
            diagnosis != last_resort (self) && (stage == NULL || diagnosis != pick (self, stage, NULL, NULL)))
          return TRUE;
      }
  return FALSE;
}

static gboolean
error_has_own_words (Check *self, const char *error)
{
  g_auto (GStrv) stages = tokens_of ("stage");

  for (guint i = 0; stages[i] != NULL; i++)
    if (pick (self, stages[i], "error", error) != pick (self, stages[i], NULL, NULL))
      return TRUE;
  return example_explains (self, error);
}

void
check_errors (Check *self)
{
  g_auto (GStrv) errors = tokens_of ("error");
  const OdDiagnosis *last = last_resort (self);

  for (guint i = 0; errors[i] != NULL; i++)
    if (!g_strv_contains (general_errors, errors[i]) && !error_has_own_words (self, errors[i]))
      check_fault (self, last->file_name, last->line, "the error “%s” has no words of its own", errors[i]);
}
