/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The same words come again and again in a mailbox, so the answers to the last few thousand different cases
 * are kept. Else: which rules are left once stage, code, status … are known does not depend on the words:
 * that list is made once for each combination of values and kept (at most MAX_KEPT, then all are forgotten).
 * Of the list the first whose patterns are among the hits of the one pass is the answer. Any thread: a lock
 * guards the lists.
 */

#include "od-rule-index.h"

#include <string.h>

#include "od-fact-list.h"
#include "od-number-lists.h"
#include "od-rule-needs.h"

#define MAX_KEPT    4096
#define MAX_ANSWERS 8192
/* Longer words are no answer's key: they hardly come twice. */
#define MAX_KEY 600

struct _OdRuleIndex
{
  const GArray *rules;
  OdRuleNeeds *needs; /* one a rule */
  OdPatternSet *set;
  OdNumberLists *opened; /* by pattern: rules that cannot hold without one like it */
  guint8 *always;        /* one a rule: no word rules it out */
  OdReads *reads;        /* one a fact of the list */
  GRWLock lock;
  GHashTable *kept;    /* key → GArray of guint: places of rules */
  GHashTable *answers; /* key with the words → KeptAnswer, which holds the key */
};

typedef struct
{
  const OdRule *rule;
  const OdRule *rival;
} Answer;

typedef struct
{
  Answer answer;
  char key[];
} KeptAnswer;

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

  self->always[rule] = openers == NULL;
  for (guint i = 0; openers != NULL && i < openers->len; i++)
    {
      guint pattern = g_array_index (openers, guint, i);

      g_array_append_val ((GArray *) opened->pdata[pattern], rule);
      self->always[rule] |= od_pattern_set_always_asks (self->set, pattern);
    }
}

static void
link_rules (OdRuleIndex *self, guint patterns)
{
  g_autoptr (GPtrArray) opened = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  self->always = g_new0 (guint8, self->rules->len);
  for (guint i = 0; i < patterns; i++)
    g_ptr_array_add (opened, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < self->rules->len; i++)
    link_rule (self, i, opened);
  self->opened = od_number_lists_new (opened);
}

OdRuleIndex *
od_rule_index_new (const GArray *rules)
{
  OdRuleIndex *self = g_new0 (OdRuleIndex, 1);
  g_autoptr (GPtrArray) patterns = g_ptr_array_new ();
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  gsize facts = 0;

  od_fact_list (&facts);
  g_rw_lock_init (&self->lock);
  self->rules = rules;
  self->needs = g_new0 (OdRuleNeeds, rules->len);
  self->reads = g_new0 (OdReads, facts);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
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
  g_free (self->always);
  od_number_lists_free (self->opened);
  g_free (self->reads);
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->answers);
  od_pattern_set_free (self->set);
  g_rw_lock_clear (&self->lock);
  g_free (self);
}

/* Everything the rules may see of the facts but the words. */
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
}

static GArray *
rules_left (const OdRuleIndex *self, const OdFacts *facts)
{
  GArray *left = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->rules->len; i++)
    if (od_condition_holds_but_text (rule_at (self, i)->condition, facts))
      g_array_append_val (left, i);
  return left;
}

static GArray *
look_up (OdRuleIndex *self, const char *key)
{
  GArray *left;

  g_rw_lock_reader_lock (&self->lock);
  left = g_hash_table_lookup (self->kept, key);
  if (left != NULL)
    g_array_ref (left);
  g_rw_lock_reader_unlock (&self->lock);
  return left;
}

static void
keep (OdRuleIndex *self, const char *key, GArray *left)
{
  g_rw_lock_writer_lock (&self->lock);
  if (g_hash_table_size (self->kept) >= MAX_KEPT)
    g_hash_table_remove_all (self->kept);
  g_hash_table_insert (self->kept, g_strdup (key), g_array_ref (left));
  g_rw_lock_writer_unlock (&self->lock);
}

static GArray *
rules_for (OdRuleIndex *self, const OdFacts *facts, const char *key)
{
  GArray *left = look_up (self, key);

  if (left != NULL)
    return left;
  left = rules_left (self, facts);
  keep (self, key, left);
  return left;
}

static gboolean
look_up_answer (OdRuleIndex *self, const char *key, Answer *answer)
{
  const KeptAnswer *known;

  g_rw_lock_reader_lock (&self->lock);
  known = g_hash_table_lookup (self->answers, key);
  if (known != NULL)
    *answer = known->answer;
  g_rw_lock_reader_unlock (&self->lock);
  return known != NULL;
}

static void
keep_answer (OdRuleIndex *self, const GString *key, const Answer *answer)
{
  KeptAnswer *kept = g_malloc (sizeof *kept + key->len + 1);

  kept->answer = *answer;
  memcpy (kept->key, key->str, key->len + 1);
  g_rw_lock_writer_lock (&self->lock);
  if (g_hash_table_size (self->answers) >= MAX_ANSWERS)
    g_hash_table_remove_all (self->answers);
  g_hash_table_replace (self->answers, kept->key, kept);
  g_rw_lock_writer_unlock (&self->lock);
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

/* Whether it hears something else in the words than @best does, and about as clearly. */
static gboolean
contradicts (const OdRuleIndex *self, guint place, const OdRule *best)
{
  return self->needs[place].is_clear && rule_at (self, place)->weight + BEYOND_DOUBT > best->weight &&
         g_strcmp0 (rule_at (self, place)->diagnosis->meaning, best->diagnosis->meaning) != 0;
}

/* The rules that the words seen so far do not rule out: one byte a rule. */
static guint8 *
open_rules (const OdRuleIndex *self, const OdPatternHits *hits)
{
  guint8 *open = g_memdup2 (self->always, self->rules->len);
  guint count = 0;
  const guint *patterns = od_pattern_hits_open (hits, &count);

  for (guint i = 0; i < count; i++)
    {
      guint rule_count = 0;
      const guint *rules = od_number_lists_get (self->opened, patterns[i], &rule_count);

      for (guint j = 0; j < rule_count; j++)
        open[rules[j]] = TRUE;
    }
  return open;
}

static Answer
find_answer (OdRuleIndex *self, const OdFacts *facts, const char *key, const char *words)
{
  g_autoptr (GArray) left = rules_for (self, facts, key);
  OdPatternHits *hits = od_pattern_set_scan (self->set, words);
  g_autofree guint8 *open = open_rules (self, hits);
  Answer answer = { NULL, NULL };

  for (guint i = 0; i < left->len && answer.rival == NULL; i++)
    {
      guint place = g_array_index (left, guint, i);

      if (!open[place] || (answer.rule != NULL && !contradicts (self, place, answer.rule)))
        continue;
      if (!holds (self, place, facts, hits))
        continue;
      if (answer.rule == NULL)
        answer.rule = rule_at (self, place);
      else
        answer.rival = rule_at (self, place);
    }
  return answer;
}

const OdRule *
od_rule_index_find (OdRuleIndex *self, const OdFacts *facts, const OdRule **rival)
{
  g_autoptr (GString) key = g_string_sized_new (MAX_KEY + 1);
  g_autofree char *joined = NULL;
  gsize short_length;
  Answer answer = { NULL, NULL };

  write_key (self, facts, key);
  short_length = key->len;
  g_string_append_c (key, '\n');
  od_pattern_set_prepare (self->set, words_of (facts, &joined), key);
  if (key->len > MAX_KEY || !look_up_answer (self, key->str, &answer))
    {
      g_autofree char *short_key = g_strndup (key->str, short_length);

      answer = find_answer (self, facts, short_key, key->str + short_length + 1);
      if (key->len <= MAX_KEY)
        keep_answer (self, key, &answer);
    }
  if (rival != NULL)
    *rival = answer.rival;
  return answer.rule;
}
