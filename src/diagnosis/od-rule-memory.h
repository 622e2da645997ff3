/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What od-rule-index.c found before, so that it need not be found again. Bounded: when there is too much, all
 * is forgotten. Any thread. */

#pragma once

#include "od-knowledge-private.h"

G_BEGIN_DECLS

/* Longer keys are not kept: such words hardly come twice. */
#define OD_RULE_MEMORY_MAX_KEY 600

typedef struct
{
  const OdRule *rule;
  const OdRule *rival;
} OdRuleAnswer;

typedef struct _OdRuleMemory OdRuleMemory;

OdRuleMemory *od_rule_memory_new (void);
void od_rule_memory_free (OdRuleMemory *self);

/* Which rules are left once all is known but the words: (transfer full), NULL where it is not kept. */
GArray *od_rule_memory_left (OdRuleMemory *self, const char *key);
void od_rule_memory_keep_left (OdRuleMemory *self, const char *key, GArray *left);

/* FALSE where it is not kept. */
gboolean od_rule_memory_answer (OdRuleMemory *self, const GString *key, OdRuleAnswer *answer);
void od_rule_memory_keep_answer (OdRuleMemory *self, const GString *key, const OdRuleAnswer *answer);

G_END_DECLS
