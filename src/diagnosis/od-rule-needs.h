/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a rule asks of the words of a reply, as places in a pattern set. Immutable once read; any thread. */

#pragma once

#include "od-condition.h"
#include "od-pattern-set.h"

G_BEGIN_DECLS

/* One attribute on the words. */
typedef struct
{
  GArray *any;  /* guint: places in the pattern set; one of them must be there, if has_any */
  GArray *none; /* none of them may be there */
  gboolean has_any;
} OdTextNeeds;

typedef struct
{
  GPtrArray *texts;  /* OdTextNeeds *; all must hold */
  gboolean is_plain; /* patterns are all it asks; else only od_condition_holds() can tell */
  gboolean is_clear; /* it asks for a sign that is clear by itself */
} OdRuleNeeds;

/* @set: OdPattern *, gets those that are new; @places: OdPattern * → place in @set + 1. */
void od_rule_needs_read (OdRuleNeeds *needs,
                         const OdCondition *condition,
                         GPtrArray *set,
                         GHashTable *places);
void od_rule_needs_clear (OdRuleNeeds *needs);
/* Places of the patterns of which one must be there: (transfer full) GArray of guint, NULL if it needs none.
 */
GArray *od_rule_needs_openers (const OdRuleNeeds *needs);
/* Of plain needs. */
gboolean od_rule_needs_hold (const OdRuleNeeds *needs, OdPatternHits *hits);

G_END_DECLS
