/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The same words come again and again in a mailbox, so the answers to the last few thousand different cases
 * are kept (od-rule-memory). Else: which rules are left once stage, code, status … are known does not depend
 * on the words: they are found once for each combination of values and kept. Of them the first whose patterns
 * are among the hits of the one pass is the answer. Any thread. */

#include "od-rule-index-private.h"

#include <string.h>

#include "od-fact-list.h"

/* A set of rules: a bit for each, in their order. */
#define WORD_BITS 64

static GArray *
set_new (const OdRuleIndex *self)
{
  guint words = (self->rules->len + WORD_BITS - 1) / WORD_BITS;
  GArray *set = g_array_sized_new (FALSE, TRUE, sizeof (guint64), words);

  g_array_set_size (set, words);
  return set;
}

static void
set_add (GArray *set, guint rule)
{
  g_array_index (set, guint64, rule / WORD_BITS) |= (guint64) 1 << rule % WORD_BITS;
}

static void
note_reads (OdRuleIndex *self, const OdCondition *condition)
{
  gsize count = 0;
  const OdFactInfo *facts = od_fact_list (&count);

  for (gsize i = 0; i < count; i++)
    if (!g_str_equal (facts[i].name, "text"))
      self->reads[i] = MAX (self->reads[i], od_condition_reads (condition, facts[i].name));
}

static const OdRule *
rule_at (const OdRuleIndex *self, guint place)
{
  return &g_array_index (self->rules, OdRule, place);
}

/* Which rules a pattern opens, and which are open without. */
static void
link_rule (OdRuleIndex *self, guint rule, const GPtrArray *opened)
{
  g_autoptr (GArray) openers = od_rule_needs_openers (&self->needs[rule]);

  if (openers == NULL)
    set_add (self->always, rule);
  for (guint i = 0; openers != NULL && i < openers->len; i++)
    {
      guint pattern = g_array_index (openers, guint, i);

      g_array_append_val ((GArray *) opened->pdata[pattern], rule);
      if (od_pattern_set_always_asks (self->set, pattern))
        set_add (self->always, rule);
    }
}

static void
link_rules (OdRuleIndex *self, guint patterns)
{
  g_autoptr (GPtrArray) opened = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  self->always = set_new (self);
  for (guint i = 0; i < patterns; i++)
    g_ptr_array_add (opened, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < self->rules->len; i++)
    link_rule (self, i, opened);
  self->opened = od_number_lists_new (opened);
}

void
od_rule_index_wake (OdRuleIndex *self)
{
  self->memory = od_rule_memory_new ();
}

OdRuleIndex *
od_rule_index_new (const GArray *rules)
{
  OdRuleIndex *self = g_new0 (OdRuleIndex, 1);
  g_autoptr (GPtrArray) patterns = g_ptr_array_new ();
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  gsize facts = 0;

  od_fact_list (&facts);
  self->rules = rules;
  self->needs = g_new0 (OdRuleNeeds, rules->len);
  self->reads = g_new0 (OdReads, facts);
  od_rule_index_wake (self);
  for (guint i = 0; i < rules->len; i++)
    {
      od_rule_needs_read (&self->needs[i], rule_at (self, i)->condition, patterns, places);
      note_reads (self, rule_at (self, i)->condition);
    }
  self->set = od_pattern_set_new (patterns);
  link_rules (self, patterns->len);
  return self;
}

void
od_rule_index_free (OdRuleIndex *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->rules->len; i++)
    od_rule_needs_clear (&self->needs[i]);
  g_free (self->needs);
  g_array_unref (self->always);
  od_number_lists_free (self->opened);
  g_free (self->reads);
  od_rule_memory_free (self->memory);
  od_pattern_set_free (self->set);
  g_free (self);
}

/* Everything the rules may see of the facts but the words; of those, whether there are any: blank ones are
 * not none. */
static void
write_key (const OdRuleIndex *self, const OdFacts *facts, GString *key)
{
  const GPtrArray *list = od_facts_list (facts);

  for (guint i = 0; i < list->len; i++)
    {
      const OdFact *fact = list->pdata[i];

      if (self->reads[fact->place] == OD_READS_NOT)
        continue;
      g_string_append_c (key, (char) (1 + fact->place / 100));
      g_string_append_c (key, (char) (1 + fact->place % 100));
      if (self->reads[fact->place] == OD_READS_VALUE)
        g_string_append (key, fact->value);
    }
  g_string_append_c (key, od_facts_has (facts, "text") ? '+' : '-');
}

static GArray *
rules_left (const OdRuleIndex *self, const OdFacts *facts)
{
  GArray *left = set_new (self);

  for (guint i = 0; i < self->rules->len; i++)
    if (od_condition_holds_but_text (rule_at (self, i)->condition, facts))
      set_add (left, i);
  return left;
}

static GArray *
rules_for (OdRuleIndex *self, const OdFacts *facts, const char *key)
{
  GArray *left = od_rule_memory_left (self->memory, key);

  if (left != NULL)
    return left;
  left = rules_left (self, facts);
  od_rule_memory_keep_left (self->memory, key, left);
  return left;
}

/* All the words there are, folded; @joined keeps them where there are several: so far apart that no pattern
 * reaches from one to another. */
static const char *
words_of (const OdFacts *facts, char **joined)
{
  const GPtrArray *texts = od_facts_values (facts, "text");
  char apart[OD_PATTERN_REACH + 2];
  g_autoptr (GString) all = NULL;

  if (texts == NULL)
    return "";
  if (texts->len == 1)
    return od_fact_folded (texts->pdata[0]);
  all = g_string_new (NULL);
  memset (apart, '\n', sizeof apart - 1);
  apart[sizeof apart - 1] = '\0';
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? apart : "", od_fact_folded (texts->pdata[i]));
  *joined = g_string_free (g_steal_pointer (&all), FALSE);
  return *joined;
}

static gboolean
holds (const OdRuleIndex *self, guint place, const OdFacts *facts, OdPatternHits *hits)
{
  const OdRuleNeeds *needs = &self->needs[place];

  return needs->is_plain ? od_rule_needs_hold (needs, hits)
                         : od_condition_holds (rule_at (self, place)->condition, facts);
}

/* A rule that is heavier by this is not doubted for what another hears. */
#define BEYOND_DOUBT 100

/* Nor do any of the rules behind it doubt @best, for they are lighter still. */
static gboolean
is_beyond_doubt (const OdRuleIndex *self, guint place, const OdRule *best)
{
  return best != NULL && rule_at (self, place)->weight + BEYOND_DOUBT <= best->weight;
}

/* Whether it hears something else in the words than @best does, and as clearly. */
static gboolean
contradicts (const OdRuleIndex *self, guint place, const OdRule *best)
{
  return self->needs[place].is_clear &&
         g_strcmp0 (rule_at (self, place)->diagnosis->meaning, best->diagnosis->meaning) != 0;
}

/* Takes the rules out of @left that the words seen so far rule out. */
static void
keep_open (const OdRuleIndex *self, const OdPatternHits *hits, guint64 *left)
{
  g_autoptr (GArray) open = set_new (self);
  guint count = 0;
  const guint *patterns = od_pattern_hits_open (hits, &count);

  memcpy (open->data, self->always->data, self->always->len * sizeof (guint64));
  for (guint i = 0; i < count; i++)
    {
      guint rule_count = 0;
      const guint *rules = od_number_lists_get (self->opened, patterns[i], &rule_count);

      for (guint j = 0; j < rule_count; j++)
        set_add (open, rules[j]);
    }
  for (guint i = 0; i < open->len; i++)
    left[i] &= g_array_index (open, guint64, i);
}

/* Lets a rule answer that is no heavier than those before it. FALSE where the answer cannot change any more.
 */
static gboolean
consider (const OdRuleIndex *self,
          guint place,
          const OdFacts *facts,
          OdPatternHits *hits,
          OdRuleAnswer *answer)
{
  if (answer->rule == NULL)
    {
      if (holds (self, place, facts, hits))
        answer->rule = rule_at (self, place);
      return TRUE;
    }
  if (is_beyond_doubt (self, place, answer->rule))
    return FALSE;
  if (contradicts (self, place, answer->rule) && holds (self, place, facts, hits))
    answer->rival = rule_at (self, place);
  return answer->rival == NULL;
}

static OdRuleAnswer
find_answer (OdRuleIndex *self, const OdFacts *facts, const char *key, const char *words)
{
  g_autoptr (GArray) kept = rules_for (self, facts, key);
  g_autoptr (GArray) left = g_array_copy (kept);
  OdPatternHits *hits = od_pattern_set_scan (self->set, words);
  OdRuleAnswer answer = { NULL, NULL };

  keep_open (self, hits, (guint64 *) (gpointer) left->data);
  for (guint i = 0; i < left->len; i++)
    for (guint64 bits = g_array_index (left, guint64, i); bits != 0; bits &= bits - 1)
      if (!consider (self, WORD_BITS * i + (guint) __builtin_ctzll (bits), facts, hits, &answer))
        return answer;
  return answer;
}

const OdRule *
od_rule_index_find (OdRuleIndex *self, const OdFacts *facts, const OdRule **rival)
{
  g_autoptr (GString) key = g_string_sized_new (OD_RULE_MEMORY_MAX_KEY + 1);
  g_autofree char *joined = NULL;
  gsize short_length;
  OdRuleAnswer answer = { NULL, NULL };

  write_key (self, facts, key);
  short_length = key->len;
  g_string_append_c (key, '\n');
  od_pattern_set_prepare (self->set, words_of (facts, &joined), key);
  if (!od_rule_memory_answer (self->memory, key, &answer))
    {
      g_autofree char *short_key = g_strndup (key->str, short_length);

      answer = find_answer (self, facts, short_key, key->str + short_length + 1);
      od_rule_memory_keep_answer (self->memory, key, &answer);
    }
  if (rival != NULL)
    *rival = answer.rival;
  return answer.rule;
}
