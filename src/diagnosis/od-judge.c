/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the facts say of each possible cause: the first evidence that holds decides, a cause's own before what
 * it shares with others. Any thread. */

#include "od-case-private.h"

#include <glib/gi18n-lib.h>

static const OdEvidenceRule *
first_that_holds (const GPtrArray *rules, const OdFacts *facts)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const OdEvidenceRule *rule = rules->pdata[i];

      if (od_condition_holds (rule->condition, facts))
        return rule;
    }
  return NULL;
}

/* Adds where the values of one fact come from, each place once. */
static void
add_sources (GPtrArray *sources, const OdFacts *facts, const char *name)
{
  const GPtrArray *values = od_facts_values (facts, name);

  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      char *source = ((OdFact *) values->pdata[i])->source;

      if (source != NULL && !g_ptr_array_find_with_equal_func (sources, source, g_str_equal, NULL))
        g_ptr_array_add (sources, g_strdup (source));
    }
}

static char **
sources_of (const OdEvidenceRule *rule, const OdFacts *facts)
{
  GPtrArray *sources = g_ptr_array_new ();
  const char *const *names = rule != NULL ? od_condition_facts (rule->condition) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    add_sources (sources, facts, names[i]);
  g_ptr_array_add (sources, NULL);
  return (char **) g_ptr_array_free (sources, FALSE);
}

/* What was decided about a cause, by which rule of which evidence; no rule: none applies. */
typedef struct
{
  OdCauseState state;
  const OdEvidenceRule *rule;
  const OdEvidence *evidence;
} Decision;

static const GPtrArray *
rules_for (const OdEvidence *evidence, OdCauseState state)
{
  if (state == OD_CAUSE_RULED_OUT)
    return evidence->ruled_out;
  return state == OD_CAUSE_CONFIRMED ? evidence->confirmed : evidence->likely;
}

static Decision
try_state (const OdCauseRule *cause, const OdFacts *facts, OdCauseState state)
{
  for (guint i = 0; i < cause->evidence->len; i++)
    {
      const OdEvidence *evidence = cause->evidence->pdata[i];
      const OdEvidenceRule *rule = first_that_holds (rules_for (evidence, state), facts);

      if (rule != NULL)
        return (Decision){ state, rule, evidence };
    }
  return (Decision){ OD_CAUSE_NOT_TESTED, NULL, NULL };
}

/* In the order ruled out, confirmed, likely. */
static Decision
decide (const OdCauseRule *cause, const OdFacts *facts)
{
  static const OdCauseState order[] = { OD_CAUSE_RULED_OUT, OD_CAUSE_CONFIRMED, OD_CAUSE_LIKELY };
  Decision decision = { OD_CAUSE_NOT_TESTED, NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (order) && decision.rule == NULL; i++)
    decision = try_state (cause, facts, order[i]);
  return decision;
}

/* What could still tell more about it. */
static GPtrArray *
open_probes (const OdCauseRule *cause, OdCauseState state)
{
  GPtrArray *probes = g_ptr_array_new ();

  if (state == OD_CAUSE_NOT_TESTED || state == OD_CAUSE_LIKELY)
    for (guint i = 0; i < cause->evidence->len; i++)
      g_ptr_array_extend (probes, ((OdEvidence *) cause->evidence->pdata[i])->probes, NULL, NULL);
  return probes;
}

static char *
say_of (const OdCase *this_case, const OdEvidence *evidence, const char *text)
{
  return od_case_say_in (this_case, evidence->id != NULL ? "evidence" : this_case->diagnosis->id, text);
}

/* Why nothing was decided: the first evidence that says so speaks. */
static char *
say_untested (const OdCase *this_case, const OdCauseRule *cause)
{
  for (guint i = 0; i < cause->evidence->len; i++)
    {
      const OdEvidence *evidence = cause->evidence->pdata[i];

      if (evidence->untested != NULL)
        return say_of (this_case, evidence, evidence->untested);
    }
  return g_strdup (_ ("Nothing here speaks for it or against it."));
}

static OdCause *
judge_cause (const OdCase *this_case, const OdCauseRule *rule)
{
  OdCause *cause = g_new0 (OdCause, 1);
  Decision decision = decide (rule, this_case->facts);

  cause->id = g_strdup (rule->id);
  cause->title = od_case_say (this_case, rule->title);
  cause->state = decision.state;
  cause->sources = sources_of (decision.rule, this_case->facts);
  cause->probes = open_probes (rule, decision.state);
  if (decision.rule != NULL)
    cause->evidence = say_of (this_case, decision.evidence, decision.rule->text);
  else
    cause->evidence = say_untested (this_case, rule);
  return cause;
}

static void
cause_free (gpointer data)
{
  OdCause *cause = data;

  g_free (cause->id);
  g_free (cause->title);
  g_free (cause->evidence);
  g_strfreev (cause->sources);
  g_ptr_array_unref (cause->probes);
  g_free (cause);
}

GPtrArray *
od_judge_causes (const OdCase *this_case)
{
  static const OdCauseState order[] = { OD_CAUSE_CONFIRMED, OD_CAUSE_LIKELY, OD_CAUSE_NOT_TESTED,
                                        OD_CAUSE_RULED_OUT };
  const GPtrArray *rules = this_case->diagnosis->causes;
  GPtrArray *causes = g_ptr_array_new_with_free_func (cause_free);

  for (guint place = 0; place < G_N_ELEMENTS (order); place++)
    for (guint i = 0; i < rules->len; i++)
      if (decide (rules->pdata[i], this_case->facts).state == order[place])
        g_ptr_array_add (causes, judge_cause (this_case, rules->pdata[i]));
  return causes;
}
