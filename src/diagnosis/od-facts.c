/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The set of facts: a list in the order of adding, in which the first of each name holds all its values: a
 * hundred thousand sets can be held at once, and few have more than a dozen names. Filled by one thread, then
 * read by any. It holds what it is given; it observes nothing and concludes nothing. */

#include "od-facts-private.h"

#include <string.h>

#include "od-fact-list.h"
#include "od-text.h"

static void
entry_free (gpointer data)
{
  OdFactEntry *entry = data;

  if (entry->values.pdata != &entry->only)
    g_free (entry->values.pdata);
  g_free (entry->fact.folded);
  g_free (entry);
}

static OdFactEntry *
entry_new (const OdFactInfo *info, const char *value, const char *source)
{
  gsize value_size = strlen (value) + 1;
  gsize source_size = source != NULL ? strlen (source) + 1 : 0;
  OdFactEntry *entry = g_malloc (sizeof (OdFactEntry) + value_size + source_size);

  entry->fact.name = info->name;
  entry->fact.place = (guint) (info - od_fact_list (NULL));
  entry->fact.value = memcpy (entry->words, value, value_size);
  entry->fact.source = source != NULL ? memcpy (entry->words + value_size, source, source_size) : NULL;
  entry->fact.folded = NULL;
  entry->only = entry;
  entry->values.pdata = &entry->only;
  entry->values.len = 0;
  return entry;
}

/* Two threads may both fold it; the first to be done decides. */
const char *
od_fact_folded (const OdFact *self)
{
  OdFact *fact = (OdFact *) self;
  const char *known = g_atomic_pointer_get (&fact->folded);
  char *folded;

  if (known != NULL)
    return known;
  if (od_fact_list (NULL)[self->place].type != OD_FACT_TEXT)
    return NULL;
  folded = od_text_fold (self->value);
  if (g_atomic_pointer_compare_and_exchange (&fact->folded, NULL, folded))
    return folded;
  g_free (folded);
  return g_atomic_pointer_get (&fact->folded);
}

OdFacts *
od_facts_new (void)
{
  OdFacts *self = g_new0 (OdFacts, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->list = g_ptr_array_new_full (8, entry_free);
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
  g_ptr_array_unref (self->list);
  g_free (self);
}

/* The first fact of the name, or NULL. */
static OdFactEntry *
first_of (const OdFacts *self, const char *name)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      OdFactEntry *entry = self->list->pdata[i];

      if (entry->fact.name == name || strcmp (entry->fact.name, name) == 0)
        return entry;
    }
  return NULL;
}

const GPtrArray *
od_facts_values (const OdFacts *self, const char *name)
{
  const OdFactEntry *first = first_of (self, name);

  return first != NULL ? &first->values : NULL;
}

const GPtrArray *
od_facts_values_at (const OdFacts *self, guint place)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const OdFactEntry *entry = self->list->pdata[i];

      if (entry->fact.place == place)
        return &entry->values;
    }
  return NULL;
}

static gboolean
has_value (const GPtrArray *values, const char *value)
{
  for (guint i = 0; i < values->len; i++)
    if (strcmp (((OdFact *) values->pdata[i])->value, value) == 0)
      return TRUE;
  return FALSE;
}

/* A second one is the end of being alone. */
static void
add_value (OdFactEntry *first, OdFactEntry *entry)
{
  gboolean was_alone = first->values.pdata == &first->only;

  if (first == entry)
    {
      first->values.len = 1;
      return;
    }
  first->values.pdata =
      g_renew (gpointer, was_alone ? NULL : first->values.pdata, (gsize) first->values.len + 1);
  first->values.pdata[0] = first;
  first->values.pdata[first->values.len++] = entry;
}

void
od_facts_add (OdFacts *self, const char *name, const char *value, const char *source)
{
  const OdFactInfo *info = od_fact_list_find (name);
  OdFactEntry *first;
  OdFactEntry *entry;

  if (info == NULL)
    {
      g_critical ("“%s” is not in the list of facts", name);
      return;
    }
  if (value == NULL || *value == '\0')
    return;
  first = first_of (self, info->name);
  if (first != NULL && has_value (&first->values, value))
    return;

  entry = entry_new (info, value, source);
  g_ptr_array_add (self->list, entry);
  add_value (first != NULL ? first : entry, entry);
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
