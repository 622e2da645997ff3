/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Conditions, parsed once into clauses (one an attribute) of matches (one an alternative), with patterns
 * compiled (od-match.c). Immutable after that; any thread. Reads facts and nothing else. */

#include "od-condition.h"

#include <string.h>

#include "od-match.h"

/* One attribute. */
typedef struct
{
  const OdFactInfo *fact;
  GPtrArray *matches;
  gboolean has_positive;
  gboolean has_pattern;
} Clause;

struct _OdCondition
{
  GPtrArray *clauses; /* Clause *, the cheap ones first */
  GPtrArray *names;   /* const char *, NULL-terminated */
  guint weight;
};

static void
clause_free (gpointer data)
{
  Clause *clause = data;

  g_ptr_array_unref (clause->matches);
  g_free (clause);
}

static gboolean
parse_matches (Clause *clause, const char *text, const OdMatchPlace *place)
{
  const char *at = text + strspn (text, " |");

  while (*at != '\0')
    {
      OdMatch *match = g_new0 (OdMatch, 1);

      g_ptr_array_add (clause->matches, match);
      at = od_match_parse (match, clause->fact, at, place);
      if (at == NULL)
        return FALSE;
      at += strspn (at, " |");
      clause->has_positive |= !match->negated;
      clause->has_pattern |= match->kind == OD_MATCH_PATTERN;
    }
  if (clause->matches->len > 0)
    return TRUE;
  od_xml_set_error (place->error, place->file_name, place->element, "“%s” has no value", clause->fact->name);
  return FALSE;
}

static guint
clause_weight (const Clause *clause)
{
  guint weight = G_MAXUINT;

  for (guint i = 0; i < clause->matches->len; i++)
    weight = MIN (weight, od_match_weight (clause->matches->pdata[i], clause->fact));
  return weight;
}

static gboolean
add_clause (OdCondition *self, const char *name, const char *value, const OdMatchPlace *place)
{
  const OdFactInfo *fact = od_fact_list_find (name);
  Clause *clause;

  if (fact == NULL)
    {
      od_xml_set_error (place->error, place->file_name, place->element, "unknown fact “%s”", name);
      return FALSE;
    }
  clause = g_new0 (Clause, 1);
  clause->fact = fact;
  clause->matches = g_ptr_array_new_with_free_func ((GDestroyNotify) od_match_free);
  g_ptr_array_add (self->clauses, clause);
  g_ptr_array_add (self->names, (char *) fact->name);
  if (!parse_matches (clause, value, place))
    return FALSE;
  self->weight += clause_weight (clause);
  return TRUE;
}

static int
cheap_first (gconstpointer a, gconstpointer b)
{
  const Clause *one = *(Clause *const *) a;
  const Clause *other = *(Clause *const *) b;

  if (one->has_pattern != other->has_pattern)
    return one->has_pattern - other->has_pattern;
  return strcmp (one->fact->name, other->fact->name);
}

static GList *
names_to_read (const OdXmlNode *element, const char *const *skip)
{
  GList *names = g_hash_table_get_keys (element->attributes);
  GList *kept = NULL;

  for (GList *l = names; l != NULL; l = l->next)
    if (skip == NULL || !g_strv_contains (skip, l->data))
      kept = g_list_insert_sorted (kept, l->data, (GCompareFunc) strcmp);
  g_list_free (names);
  return kept;
}

OdCondition *
od_condition_parse (const char *file_name, const OdXmlNode *element, const char *const *skip, GError **error)
{
  g_autoptr (OdCondition) self = g_new0 (OdCondition, 1);
  g_autoptr (GList) names = names_to_read (element, skip);
  OdMatchPlace place = { file_name, element, error };

  self->clauses = g_ptr_array_new_with_free_func (clause_free);
  self->names = g_ptr_array_new ();
  for (GList *l = names; l != NULL; l = l->next)
    if (!add_clause (self, l->data, od_xml_node_attribute (element, l->data), &place))
      return NULL;
  g_ptr_array_sort (self->clauses, cheap_first);
  g_ptr_array_add (self->names, NULL);
  return g_steal_pointer (&self);
}

void
od_condition_free (OdCondition *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->clauses);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static gboolean
clause_holds (const Clause *clause, const OdFacts *facts)
{
  const GPtrArray *values = od_facts_values (facts, clause->fact->name);
  gboolean found = !clause->has_positive;

  for (guint i = 0; i < clause->matches->len; i++)
    {
      const OdMatch *match = clause->matches->pdata[i];

      if (match->negated && od_match_holds (match, values, facts))
        return FALSE;
      if (!match->negated && !found)
        found = od_match_holds (match, values, facts);
    }
  return found;
}

gboolean
od_condition_holds (const OdCondition *self, const OdFacts *facts)
{
  for (guint i = 0; i < self->clauses->len; i++)
    if (!clause_holds (self->clauses->pdata[i], facts))
      return FALSE;
  return TRUE;
}

guint
od_condition_weight (const OdCondition *self)
{
  return self->weight;
}

const char *const *
od_condition_facts (const OdCondition *self)
{
  return (const char *const *) self->names->pdata;
}
