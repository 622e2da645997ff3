/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Replies to diagnoses: stage, code and status by the first bytes, then the words. What the quick way
 * (od-rule-index) gives holds by the slow one as well, unless that finds something heavier: the quick one
 * does not look inside of words. Not asked where there may be addresses and ids, which the quick one leaves
 * out. */

#include "fuzz-input.h"
#include "od-condition.h"
#include "od-diagnose.h"
#include "od-knowledge-private.h"
#include "od-rule-index.h"
#include "od-text.h"

#include <string.h>

static const char *const stages[] = { "greeting", "ehlo", "starttls", "auth", "mail",
                                      "rcpt",     "data", "message",  "quit" };

static OdFacts *
facts_of (FuzzInput *input)
{
  OdFacts *facts = od_facts_new ();
  guint class = 2 + fuzz_take_number (input, 4);
  guint rest = fuzz_take_number (input, 100);
  guint stage = fuzz_take_number (input, G_N_ELEMENTS (stages) + 1);
  guint status = fuzz_take_number (input, 81);
  g_autofree char *text = fuzz_take_rest (input, NULL);
  g_autofree char *safe = od_text_make_safe (text, -1);

  od_facts_addf (facts, "fuzz", "code", "%u%02u", class, rest);
  if (stage < G_N_ELEMENTS (stages))
    od_facts_add (facts, "stage", stages[stage], "fuzz");
  else
    od_facts_add (facts, "given", "reply", "fuzz");
  if (status > 0)
    od_facts_addf (facts, "fuzz", "status", "%u.%u.%u", class, status / 10, status % 10);
  od_facts_add (facts, "text", safe, "fuzz");
  return facts;
}

static void
check_findings (const OdFacts *facts, const OdKnowledge *knowledge)
{
  g_autoptr (GPtrArray) findings = od_diagnose (facts, knowledge);

  g_assert (findings->len > 0);
  for (guint i = 0; i < findings->len; i++)
    {
      const OdFinding *finding = findings->pdata[i];

      g_assert (finding->title != NULL && *finding->title != '\0');
      g_assert (strchr (finding->title, '{') == NULL);
    }
}

static void
check_words (const OdFacts *facts, const OdKnowledge *knowledge)
{
  g_auto (GStrv) words = od_diagnose_words (facts, knowledge);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    g_assert (*words[i] != '\0' && g_utf8_validate (words[i], -1, NULL));
}

static gboolean
may_be_shortened (const OdFacts *facts)
{
  const char *text = od_facts_get (facts, "text");

  return text != NULL && strpbrk (text, ".@[]:=/#-_0123456789") != NULL;
}

static gboolean
is_right (const OdRule *quick, const OdFacts *facts, const OdKnowledge *knowledge, gboolean thoroughly)
{
  gboolean holds = od_condition_holds (quick->condition, facts);
  const OdRule *slow;

  if ((holds && !thoroughly) || may_be_shortened (facts))
    return TRUE;
  slow = od_rules_find (od_knowledge_verdict_rules (knowledge), facts);
  return quick->weight < slow->weight || (holds && quick->weight == slow->weight);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  const OdKnowledge *knowledge = od_knowledge_get_default ();
  g_autoptr (OdFacts) facts = facts_of (&input);
  const OdRule *quick = od_rule_index_find (od_knowledge_index (knowledge), facts, NULL);

  g_assert (quick != NULL && is_right (quick, facts, knowledge, size % 16 == 0));
  g_assert (quick == od_rule_index_find (od_knowledge_index (knowledge), facts, NULL));
  check_findings (facts, knowledge);
  check_words (facts, knowledge);
  return 0;
}
