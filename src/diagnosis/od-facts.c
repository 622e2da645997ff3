/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The set of facts: a list in the order of adding, and the values of each name together: a hundred thousand
 * sets can be held at once, and few have more than a dozen names. Filled by one thread, then read by any. It
 * holds what it is given; it observes nothing and concludes nothing. */

#include "od-facts.h"

#include "od-fact-list.h"
#include "od-text.h"

struct _OdFacts
{
  gatomicrefcount ref_count;
  GPtrArray *list;   /* OdFact *, owned */
  GPtrArray *groups; /* GPtrArray of OdFact *, not owned: the values of one name; never empty */
};

static void
fact_free (gpointer data)
{
  OdFact *fact = data;

  g_free (fact->value);
  g_free (fact->source);
  g_free (fact->folded);
  g_free (fact);
}

static OdFact *
fact_new (const OdFactInfo *info, const char *value, const char *source)
{
  OdFact *fact = g_new0 (OdFact, 1);

  fact->name = info->name;
  fact->place = (guint) (info - od_fact_list (NULL));
  fact->value = g_strdup (value);
  fact->source = g_strdup (source);
  return fact;
}

const char *
od_fact_folded (const OdFact *self)
{
  OdFact *fact = (OdFact *) self;

  if (od_fact_list (NULL)[self->place].type != OD_FACT_TEXT)
    return NULL;
  if (g_once_init_enter (&fact->folded))
    g_once_init_leave (&fact->folded, od_text_fold (self->value));
  return fact->folded;
}

OdFacts *
od_facts_new (void)
{
  OdFacts *self = g_new0 (OdFacts, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->list = g_ptr_array_new_with_free_func (fact_free);
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return self;
}

OdFacts *
od_facts_ref (OdFacts *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
od_facts_unref (OdFacts *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->list);
  g_free (self);
}

/* The values of the name with that place, or NULL. */
static GPtrArray *
group_at (const OdFacts *self, guint place)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      GPtrArray *group = self->groups->pdata[i];

      if (((OdFact *) group->pdata[0])->place == place)
        return group;
    }
  return NULL;
}

const GPtrArray *
od_facts_values (const OdFacts *self, const char *name)
{
  const OdFactInfo *info = od_fact_list_find (name);

  return info != NULL ? group_at (self, (guint) (info - od_fact_list (NULL))) : NULL;
}

static gboolean
has_value (const OdFacts *self, const char *name, const char *value)
{
  const GPtrArray *values = od_facts_values (self, name);

  for (guint i = 0; values != NULL && i < values->len; i++)
    if (g_str_equal (((OdFact *) values->pdata[i])->value, value))
      return TRUE;
  return FALSE;
}

static void
add_to_group (OdFacts *self, OdFact *fact)
{
  GPtrArray *group = group_at (self, fact->place);

  if (group == NULL)
    {
      group = g_ptr_array_sized_new (1);
      g_ptr_array_add (self->groups, group);
    }
  g_ptr_array_add (group, fact);
}

void
od_facts_add (OdFacts *self, const char *name, const char *value, const char *source)
{
  const OdFactInfo *info = od_fact_list_find (name);
  OdFact *fact;

  if (info == NULL)
    {
      g_critical ("“%s” is not in the list of facts", name);
      return;
    }
  if (value == NULL || *value == '\0' || has_value (self, name, value))
    return;

  fact = fact_new (info, value, source);
  g_ptr_array_add (self->list, fact);
  add_to_group (self, fact);
}

void
od_facts_addf (OdFacts *self, const char *source, const char *name, const char *format, ...)
{
  g_autofree char *value = NULL;
  va_list arguments;

  va_start (arguments, format);
  value = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  od_facts_add (self, name, value, source);
}

void
od_facts_set (OdFacts *self, const char *name, const char *value, const char *source)
{
  GPtrArray *group = (GPtrArray *) od_facts_values (self, name);

  if (group != NULL)
    g_ptr_array_remove (self->groups, group);
  for (guint i = self->list->len; i > 0; i--)
    if (g_str_equal (((OdFact *) self->list->pdata[i - 1])->name, name))
      g_ptr_array_remove_index (self->list, i - 1);

  od_facts_add (self, name, value, source);
}

gboolean
od_facts_has (const OdFacts *self, const char *name)
{
  return od_facts_values (self, name) != NULL;
}

const char *
od_facts_get (const OdFacts *self, const char *name)
{
  const GPtrArray *values = od_facts_values (self, name);

  return values != NULL ? ((OdFact *) values->pdata[0])->value : NULL;
}

gboolean
od_facts_get_number (const OdFacts *self, const char *name, double *number)
{
  const char *value = od_facts_get (self, name);
  char *end = NULL;

  if (value == NULL)
    return FALSE;
  *number = g_ascii_strtod (value, &end);
  return end != value && *end == '\0';
}

GPtrArray *
od_facts_list (const OdFacts *self)
{
  return self->list;
}

OdFacts *
od_facts_copy (const OdFacts *self)
{
  OdFacts *copy = od_facts_new ();

  for (guint i = 0; i < self->list->len; i++)
    {
      const OdFact *fact = self->list->pdata[i];
      od_facts_add (copy, fact->name, fact->value, fact->source);
    }
  return copy;
}
