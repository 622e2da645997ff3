/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the two runs found out: each fact that both can know. A run that ended early has not found less out
 * about what comes later: that it ended is told already. */

#include <string.h>

#include "od-compare-private.h"
#include "od-fact-list.h"
#include "od-fact-words.h"
#include "od-steady-text.h"

/* Whether a run has come to the place in the dialogue at which the other one found @fact out. */
static gboolean
has_been_there (const OdResult *run, const OdResult *other, const OdFact *fact)
{
  guint64 index;

  if (!g_str_has_prefix (fact->source, "event:") ||
      !g_ascii_string_to_unsigned (fact->source + strlen ("event:"), 10, 0, G_MAXUINT32, &index, NULL) ||
      index >= od_transcript_get_length (other->transcript))
    return TRUE;

  OdStage stage = od_transcript_get_event (other->transcript, (guint) index)->stage;
  for (guint i = 0; i < od_transcript_get_length (run->transcript); i++)
    if (od_transcript_get_event (run->transcript, i)->stage == stage)
      return TRUE;
  return FALSE;
}

static char *
comparable (const char *value, OdFactKind kind)
{
  return kind == OD_FACT_STEADY ? od_steady_text (value) : g_strdup (value);
}

static gboolean
is_among (const char *value, const GPtrArray *facts, OdFactKind kind)
{
  g_autofree char *wanted = comparable (value, kind);

  for (guint i = 0; facts != NULL && i < facts->len; i++)
    {
      g_autofree char *found = comparable (((const OdFact *) facts->pdata[i])->value, kind);

      if (g_str_equal (wanted, found))
        return TRUE;
    }
  return FALSE;
}

/* (transfer full): the values of @facts that are not among @others, in words; NULL if there are none. */
static char *
values_only_in (const GPtrArray *facts, const GPtrArray *others, OdFactKind kind)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; facts != NULL && i < facts->len; i++)
    {
      const OdFact *fact = g_ptr_array_index (facts, i);

      if (!is_among (fact->value, others, kind))
        g_ptr_array_add (words, (char *) od_fact_value_words (fact->name, fact->value));
    }
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}

static gboolean
can_be_compared (const char *name, OdFactKind kind, const OdResult *before, const OdResult *after)
{
  const GPtrArray *one = od_facts_values (before->facts, name);
  const GPtrArray *two = od_facts_values (after->facts, name);

  if (one != NULL && two != NULL)
    return TRUE;
  if (kind != OD_FACT_EITHER || (one == NULL && two == NULL))
    return FALSE;
  return one != NULL ? has_been_there (after, before, g_ptr_array_index (one, 0))
                     : has_been_there (before, after, g_ptr_array_index (two, 0));
}

static guint
count_of (const GPtrArray *facts)
{
  return facts != NULL ? facts->len : 0;
}

static void
compare_fact (GPtrArray *list, const char *name, const OdResult *before, const OdResult *after)
{
  OdFactKind kind = od_fact_kind (name);

  if (kind == OD_FACT_PASSING || !can_be_compared (name, kind, before, after))
    return;

  const GPtrArray *one = od_facts_values (before->facts, name);
  const GPtrArray *two = od_facts_values (after->facts, name);
  g_autofree char *gone = values_only_in (one, two, kind);
  g_autofree char *come = values_only_in (two, one, kind);
  if (gone == NULL && come == NULL)
    return;

  OdDifference *difference =
      od_compare_add (list, OD_DIFFERENCE_FACT, name, od_fact_label (name), gone, come);
  difference->some = count_of (one) > 1 || count_of (two) > 1;
}

void
od_compare_facts (GPtrArray *list, const OdResult *before, const OdResult *after)
{
  gsize count;
  const OdFactInfo *facts = od_fact_list (&count);

  for (gsize i = 0; i < count; i++)
    compare_fact (list, facts[i].name, before, after);
}
