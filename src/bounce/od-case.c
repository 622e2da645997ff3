/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The story value: holds facts and further readings. Any thread. It reads nothing. */

#include "od-case.h"

G_DEFINE_BOXED_TYPE (OdCase, od_case, od_case_ref, od_case_unref)

OdCase *
od_case_new (OdFacts *facts)
{
  OdCase *self = g_new0 (OdCase, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->facts = facts;
  self->readings = g_ptr_array_new_with_free_func ((GDestroyNotify) od_facts_unref);
  return self;
}

OdCase *
od_case_ref (OdCase *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
od_case_unref (OdCase *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  od_facts_unref (self->facts);
  g_ptr_array_unref (self->readings);
  g_free (self);
}

void
od_case_add_reading (OdCase *self, OdFacts *facts)
{
  g_ptr_array_add (self->readings, facts);
}

void
od_case_set_span (OdCase *self, gsize start, gsize length)
{
  self->start = start;
  self->length = length;
}

gboolean
od_case_is_quoted (const OdFacts *facts)
{
  const GPtrArray *texts = od_facts_values (facts, "text");

  return texts != NULL && g_str_equal (((const OdFact *) texts->pdata[0])->source, OD_CASE_QUOTED);
}

GPtrArray *
od_cases_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) od_case_unref);
}
