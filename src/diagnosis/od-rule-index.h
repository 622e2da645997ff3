/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The quick way from facts to the rule that decides, for thousands of replies: gives what od_rules_find()
 * gives. The words are matched in one pass; what the other facts leave of the rules is remembered by their
 * values. Any thread. */

#pragma once

#include "od-knowledge-private.h"
#include "od-pattern-set.h"

G_BEGIN_DECLS

/* @rules: OdRule, outlive the index. (transfer full) */
OdRuleIndex *od_rule_index_new (const GArray *rules);
void od_rule_index_free (OdRuleIndex *self);
/* @rival: (out) (optional): the heaviest rule of another meaning that holds as well, by clear words; NULL if
 * there is none. */
const OdRule *od_rule_index_find (OdRuleIndex *self, const OdFacts *facts, const OdRule **rival);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdRuleIndex, od_rule_index_free)

G_END_DECLS
