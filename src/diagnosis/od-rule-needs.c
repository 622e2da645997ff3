/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The patterns of a condition's attributes by number, for quick asking. Any thread. It looks at words only.
 */

#include "od-rule-needs.h"

static void
text_needs_free (gpointer data)
{
  OdTextNeeds *needs = data;

  g_array_unref (needs->any);
  g_array_unref (needs->none);
  g_free (needs);
}

static guint
place_of (OdPattern *pattern, GPtrArray *set, GHashTable *places)
{
  gpointer known = g_hash_table_lookup (places, pattern);

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  g_ptr_array_add (set, pattern);
  g_hash_table_insert (places, pattern, GUINT_TO_POINTER (set->len));
  return set->len - 1;
}

static GArray *
places_of (const GPtrArray *patterns, GPtrArray *set, GHashTable *places)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < patterns->len; i++)
    {
      guint place = place_of (patterns->pdata[i], set, places);

      g_array_append_val (all, place);
    }
  return all;
}

void
od_rule_needs_read (OdRuleNeeds *needs, const OdCondition *condition, GPtrArray *set, GHashTable *places)
{
  g_autoptr (GPtrArray) texts = od_condition_texts (condition);

  needs->texts = g_ptr_array_new_with_free_func (text_needs_free);
  needs->is_plain = TRUE;
  needs->is_clear = od_condition_sign_weight (condition) >= OD_SIGN_CLEAR;
  for (guint i = 0; i < texts->len; i++)
    {
      const OdConditionText *text = texts->pdata[i];
      OdTextNeeds *own = g_new0 (OdTextNeeds, 1);

      own->any = places_of (text->any, set, places);
      own->none = places_of (text->none, set, places);
      own->has_any = text->has_any;
      needs->is_plain &= text->is_plain;
      g_ptr_array_add (needs->texts, own);
    }
}

void
od_rule_needs_clear (OdRuleNeeds *needs)
{
  g_clear_pointer (&needs->texts, g_ptr_array_unref);
}

GArray *
od_rule_needs_openers (const OdRuleNeeds *needs)
{
  for (guint i = 0; needs->is_plain && i < needs->texts->len; i++)
    {
      const OdTextNeeds *text = needs->texts->pdata[i];

      if (text->has_any)
        return g_array_ref (text->any);
    }
  return NULL;
}

static gboolean
contains_one (OdPatternHits *hits, const GArray *places)
{
  const guint8 *opened = od_pattern_hits_opened (hits);
  const guint *ids = (const guint *) (gpointer) places->data;

  for (guint i = 0; i < places->len; i++)
    if (opened[ids[i]] && od_pattern_hits_contain (hits, ids[i]))
      return TRUE;
  return FALSE;
}

gboolean
od_rule_needs_hold (const OdRuleNeeds *needs, OdPatternHits *hits)
{
  for (guint i = 0; i < needs->texts->len; i++)
    {
      const OdTextNeeds *text = needs->texts->pdata[i];

      if (text->has_any && !contains_one (hits, text->any))
        return FALSE;
      if (contains_one (hits, text->none))
        return FALSE;
    }
  return TRUE;
}
