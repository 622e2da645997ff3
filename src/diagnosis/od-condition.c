/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Conditions, parsed once into clauses (one an attribute) of matches (one an alternative), with patterns
 * compiled (od-match.c). Immutable after that; any thread. Reads facts and nothing else. */

#include "od-condition-private.h"

#include <string.h>

static const OdFactInfo *
fact_of (const OdClause *clause)
{
  return &od_fact_list (NULL)[clause->fact];
}

static void
clause_free (gpointer data)
{
  OdClause *clause = data;

  g_ptr_array_unref (clause->matches);
  g_free (clause);
}

static gboolean
parse_matches (OdClause *clause, const char *text, gboolean are_signs, const OdMatchPlace *place)
{
  const char *at = text + strspn (text, " |");

  while (*at != '\0')
    {
      OdMatch *match = g_new0 (OdMatch, 1);

      g_ptr_array_add (clause->matches, match);
      at = are_signs ? od_match_parse_sign (match, at, place)
                     : od_match_parse (match, fact_of (clause), at, place);
      if (at == NULL)
        return FALSE;
      at += strspn (at, " |");
      clause->has_positive |= !match->negated;
      clause->has_pattern |= match->kind == OD_MATCH_PATTERN || match->kind == OD_MATCH_SIGN;
    }
  if (clause->matches->len > 0)
    return TRUE;
  od_xml_set_error (place->error, place->file_name, place->element, "“%s” has no value",
                    fact_of (clause)->name);
  return FALSE;
}

static guint
sign_weight (const OdClause *clause)
{
  guint weight = G_MAXUINT;

  for (guint i = 0; i < clause->matches->len; i++)
    {
      const OdMatch *match = clause->matches->pdata[i];

      if (match->kind == OD_MATCH_SIGN && !match->negated)
        weight = MIN (weight, match->sign->weight);
    }
  return weight != G_MAXUINT ? weight : 0;
}

static guint
clause_weight (const OdClause *clause)
{
  guint weight = G_MAXUINT;

  if (sign_weight (clause) > 0)
    return sign_weight (clause);
  for (guint i = 0; i < clause->matches->len; i++)
    weight = MIN (weight, od_match_weight (clause->matches->pdata[i], fact_of (clause)));
  return weight;
}

static gboolean
add_clause (OdCondition *self, const char *name, const char *value, const OdMatchPlace *place)
{
  gboolean are_signs = g_str_equal (name, "says");
  const OdFactInfo *fact = od_fact_list_find (are_signs ? "text" : name);
  OdClause *clause;

  if (fact == NULL)
    {
      od_xml_set_error (place->error, place->file_name, place->element, "unknown fact “%s”", name);
      return FALSE;
    }
  clause = g_new0 (OdClause, 1);
  clause->fact = (guint) (fact - od_fact_list (NULL));
  clause->is_text = g_str_equal (fact->name, "text");
  clause->matches = g_ptr_array_new_with_free_func ((GDestroyNotify) od_match_free);
  g_ptr_array_add (self->clauses, clause);
  g_ptr_array_add (self->names, (char *) fact->name);
  if (!parse_matches (clause, value, are_signs, place))
    return FALSE;
  self->weight += clause_weight (clause);
  self->sign_weight = MAX (self->sign_weight, sign_weight (clause));
  return TRUE;
}

static int
cheap_first (gconstpointer a, gconstpointer b)
{
  const OdClause *one = *(OdClause *const *) a;
  const OdClause *other = *(OdClause *const *) b;

  if (one->has_pattern != other->has_pattern)
    return one->has_pattern - other->has_pattern;
  return strcmp (fact_of (one)->name, fact_of (other)->name);
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
od_condition_parse (const char *file_name,
                    const OdXmlNode *element,
                    const char *const *skip,
                    OdPatterns *patterns,
                    GError **error)
{
  g_autoptr (OdCondition) self = g_new0 (OdCondition, 1);
  g_autoptr (GList) names = names_to_read (element, skip);
  OdMatchPlace place = { file_name, element, patterns, error };

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

/* Whether it asks for words, so that an open fact may stay unknown. */
static gboolean
asks_for_words (const OdClause *clause)
{
  return clause->has_pattern && clause->has_positive;
}

void
od_condition_set_open (OdCondition *self)
{
  for (guint i = 0; i < self->clauses->len; i++)
    self->is_open |= asks_for_words (self->clauses->pdata[i]);
}

static gboolean
clause_holds (const OdClause *clause, const OdFacts *facts, gboolean is_open)
{
  const GPtrArray *values = od_facts_values_at (facts, clause->fact);
  gboolean found = !clause->has_positive;

  if (values == NULL && is_open && fact_of (clause)->open && od_facts_has (facts, "given"))
    return TRUE;
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
    if (!clause_holds (self->clauses->pdata[i], facts, self->is_open))
      return FALSE;
  return TRUE;
}

static gboolean
is_text (const OdClause *clause)
{
  return clause->is_text;
}

gboolean
od_condition_holds_but_text (const OdCondition *self, const OdFacts *facts)
{
  for (guint i = 0; i < self->clauses->len; i++)
    if (!is_text (self->clauses->pdata[i]) && !clause_holds (self->clauses->pdata[i], facts, self->is_open))
      return FALSE;
  return TRUE;
}

void
od_condition_text_free (OdConditionText *self)
{
  g_ptr_array_unref (self->any);
  g_ptr_array_unref (self->none);
  g_free (self);
}

static void
add_patterns (OdConditionText *text, const OdMatch *match)
{
  GPtrArray *into = match->negated ? text->none : text->any;

  if (match->kind == OD_MATCH_PATTERN)
    g_ptr_array_add (into, match->pattern);
  else if (match->kind == OD_MATCH_SIGN)
    g_ptr_array_extend (into, match->sign->patterns, NULL, NULL);
  else
    text->is_plain = FALSE;
}

static OdConditionText *
text_of (const OdClause *clause)
{
  OdConditionText *text = g_new0 (OdConditionText, 1);

  text->any = g_ptr_array_new ();
  text->none = g_ptr_array_new ();
  text->has_any = clause->has_positive;
  text->is_plain = TRUE;
  for (guint i = 0; i < clause->matches->len; i++)
    add_patterns (text, clause->matches->pdata[i]);
  return text;
}

GPtrArray *
od_condition_texts (const OdCondition *self)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func ((GDestroyNotify) od_condition_text_free);

  for (guint i = 0; i < self->clauses->len; i++)
    if (is_text (self->clauses->pdata[i]))
      g_ptr_array_add (texts, text_of (self->clauses->pdata[i]));
  return texts;
}

/* Whether an alternative looks at the value of @fact, its own or by way of another. */
static OdReads
reads_of (const OdClause *clause, const OdMatch *match, const char *fact)
{
  if (match->kind == OD_MATCH_SAME && g_str_equal (match->value, fact))
    return OD_READS_VALUE;
  if (!g_str_equal (fact_of (clause)->name, fact))
    return OD_READS_NOT;
  return match->kind == OD_MATCH_KNOWN || match->kind == OD_MATCH_NOT_KNOWN ? OD_READS_KNOWN : OD_READS_VALUE;
}

OdReads
od_condition_reads (const OdCondition *self, const char *fact)
{
  OdReads reads = OD_READS_NOT;

  for (guint i = 0; i < self->clauses->len; i++)
    {
      const OdClause *clause = self->clauses->pdata[i];

      for (guint j = 0; j < clause->matches->len; j++)
        reads = MAX (reads, reads_of (clause, clause->matches->pdata[j], fact));
    }
  return reads;
}

guint
od_condition_weight (const OdCondition *self)
{
  return self->weight;
}

guint
od_condition_sign_weight (const OdCondition *self)
{
  return self->sign_weight;
}

gboolean
od_condition_is_guess (const OdCondition *self, const OdFacts *facts)
{
  for (guint i = 0; self->is_open && i < self->clauses->len; i++)
    {
      const OdClause *clause = self->clauses->pdata[i];

      if (fact_of (clause)->open && !od_facts_has (facts, fact_of (clause)->name))
        return TRUE;
    }
  return FALSE;
}

const char *const *
od_condition_facts (const OdCondition *self)
{
  return (const char *const *) self->names->pdata;
}
