/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the index is made of: for od-rule-index.c, which makes and asks it, and od-knowledge-image.c, which
 * lays it down. */

#pragma once

#include "od-number-lists.h"
#include "od-rule-index.h"
#include "od-rule-memory.h"
#include "od-rule-needs.h"

G_BEGIN_DECLS

struct _OdRuleIndex
{
  const GArray *rules;
  OdRuleNeeds *needs; /* one a rule */
  OdPatternSet *set;
  OdNumberLists *opened; /* by pattern: rules that cannot hold without one like it */
  GArray *always;        /* the set of rules that no word rules out */
  OdReads *reads;        /* one a fact of the list */
  OdRuleMemory *memory;
};

/* Gives it what is another in each process. */
void od_rule_index_wake (OdRuleIndex *self);

G_END_DECLS
