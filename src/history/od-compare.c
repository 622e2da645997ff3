/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What came of the two runs, and the order of the parts. */

#include "od-compare-private.h"

#include <glib/gi18n-lib.h>

#include "od-event-words.h"

void
od_difference_free (OdDifference *self)
{
  g_free (self->name);
  g_free (self->label);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

OdDifference *
od_compare_add (GPtrArray *list,
                OdDifferenceGroup group,
                const char *name,
                const char *label,
                const char *before,
                const char *after)
{
  OdDifference *self = g_new0 (OdDifference, 1);

  self->group = group;
  self->name = g_strdup (name);
  self->label = g_strdup (label);
  self->before = g_strdup (before);
  self->after = g_strdup (after);
  g_ptr_array_add (list, self);
  return self;
}

const char *
od_difference_group_name (OdDifferenceGroup group)
{
  static const char *const names[] = { "outcome", "setting", "fact", "dialogue" };

  return names[group];
}

const char *
od_difference_group_label (OdDifferenceGroup group)
{
  static const char *const labels[] = {
    [OD_DIFFERENCE_OUTCOME] = N_ ("What came of it"),
    [OD_DIFFERENCE_SETTING] = N_ ("What was set otherwise"),
    [OD_DIFFERENCE_FACT] = N_ ("What was found otherwise"),
    [OD_DIFFERENCE_DIALOGUE] = N_ ("Where the dialogues part"),
  };

  return _ (labels[group]);
}

static void
compare_verdicts (GPtrArray *list, const OdFinding *before, const OdFinding *after)
{
  if (!g_str_equal (before->id, after->id))
    od_compare_add (list, OD_DIFFERENCE_OUTCOME, "verdict", _ ("Finding"), before->title, after->title);
}

static void
compare_stages (GPtrArray *list, const OdFacts *before, const OdFacts *after)
{
  const char *one = od_facts_get (before, "stage");
  const char *other = od_facts_get (after, "stage");

  if (g_strcmp0 (one, other) == 0)
    return;
  od_compare_add (list, OD_DIFFERENCE_OUTCOME, "stage", _ ("How far it came"),
                  one != NULL ? od_stage_words (od_stage_from_name (one)) : NULL,
                  other != NULL ? od_stage_words (od_stage_from_name (other)) : NULL);
}

/* Numbers that both runs have and that differ. */
static void
compare_numbers (GPtrArray *list, const OdFacts *before, const OdFacts *after)
{
  static const struct
  {
    const char *fact;
    const char *label;
  } numbers[] = { { "code", N_ ("Code of the reply that decided") },
                  { "status", N_ ("Its detailed code") },
                  { "recipients.accepted", N_ ("Recipients accepted") } };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const char *one = od_facts_get (before, numbers[i].fact);
      const char *other = od_facts_get (after, numbers[i].fact);

      if (one != NULL && other != NULL && !g_str_equal (one, other))
        od_compare_add (list, OD_DIFFERENCE_OUTCOME, numbers[i].fact, _ (numbers[i].label), one, other);
    }
}

static const OdCause *
find_cause (const OdFinding *finding, const char *id)
{
  for (guint i = 0; i < finding->causes->len; i++)
    {
      const OdCause *cause = g_ptr_array_index (finding->causes, i);

      if (g_str_equal (cause->id, id))
        return cause;
    }
  return NULL;
}

/* Causes both findings know, of which more or something else is known now. */
static void
compare_causes (GPtrArray *list, const OdFinding *before, const OdFinding *after)
{
  for (guint i = 0; i < after->causes->len; i++)
    {
      const OdCause *cause = g_ptr_array_index (after->causes, i);
      const OdCause *earlier = find_cause (before, cause->id);
      g_autofree char *name = g_strconcat ("cause:", cause->id, NULL);

      if (earlier != NULL && earlier->state != cause->state)
        od_compare_add (list, OD_DIFFERENCE_OUTCOME, name, cause->title,
                        od_cause_state_label (earlier->state), od_cause_state_label (cause->state));
    }
}

static gboolean
has_remark (const OdResult *result, const char *id)
{
  for (guint i = 1; i < result->findings->len; i++)
    if (g_str_equal (((const OdFinding *) result->findings->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

/* The remarks of @of that @other has not. */
static void
add_remarks (GPtrArray *list, const OdResult *of, const OdResult *other, gboolean is_before)
{
  for (guint i = 1; i < of->findings->len; i++)
    {
      const OdFinding *remark = g_ptr_array_index (of->findings, i);
      g_autofree char *name = g_strconcat ("remark:", remark->id, NULL);

      if (!has_remark (other, remark->id))
        od_compare_add (list, OD_DIFFERENCE_OUTCOME, name, _ ("Also noticed"),
                        is_before ? remark->title : NULL, is_before ? NULL : remark->title);
    }
}

GPtrArray *
od_compare (const OdResult *before, const OdResult *after)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) od_difference_free);
  const OdFinding *one = od_result_get_verdict (before);
  const OdFinding *other = od_result_get_verdict (after);

  compare_verdicts (list, one, other);
  compare_stages (list, before->facts, after->facts);
  /* Of another finding the dialogue tells the numbers, further down. */
  if (g_str_equal (one->id, other->id))
    compare_numbers (list, before->facts, after->facts);
  compare_causes (list, one, other);
  add_remarks (list, before, after, TRUE);
  add_remarks (list, after, before, FALSE);
  od_compare_settings (list, before, after);
  od_compare_facts (list, before, after);
  od_compare_dialogue (list, before, after);
  return list;
}
