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

#define MAX_KEPT    4096
#define MAX_ANSWERS 8192
/* Longer words are no answer's key: they hardly come twice. */
#define MAX_KEY 600

/* One attribute on the words. */
typedef struct
{
  GArray *any; /* guint: places in the pattern set */
  GArray *none;
  gboolean has_any;
} TextNeeds;

typedef struct
{
  GPtrArray *texts; /* TextNeeds * */
  gboolean is_plain;
  gboolean is_clear; /* it asks for a sign that is clear by itself */
} RuleNeeds;

struct _OdRuleIndex
{
  const GArray *rules;
  RuleNeeds *needs; /* one a rule */
  OdPatternSet *set;
  OdReads *reads; /* one a fact of the list */
  GRWLock lock;
  GHashTable *kept;    /* key → GArray of guint: places of rules */
  GHashTable *answers; /* key with the words → Answer */
};

typedef struct
{
  const OdRule *rule;
  const OdRule *rival;
} Answer;

static void
text_needs_free (gpointer data)
{
  TextNeeds *needs = data;

  g_array_unref (needs->any);
  g_array_unref (needs->none);
  g_free (needs);
}

/* Places of @patterns in @set, which grows by those that are new. */
static GArray *
places_of (const GPtrArray *patterns, GPtrArray *set)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < patterns->len; i++)
    {
      OdPattern *pattern = patterns->pdata[i];
      guint place;

      if (pattern->scan_id < 0)
        {
          pattern->scan_id = (int) set->len;
          g_ptr_array_add (set, pattern);
        }
      place = (guint) pattern->scan_id;
      g_array_append_val (places, place);
    }
  return places;
}

static void
read_needs (RuleNeeds *needs, const OdCondition *condition, GPtrArray *set)
{
  g_autoptr (GPtrArray) texts = od_condition_texts (condition);

  needs->texts = g_ptr_array_new_with_free_func (text_needs_free);
  needs->is_plain = TRUE;
  needs->is_clear = od_condition_sign_weight (condition) >= OD_SIGN_CLEAR;
  for (guint i = 0; i < texts->len; i++)
    {
      const OdConditionText *text = texts->pdata[i];
      TextNeeds *own = g_new0 (TextNeeds, 1);

      own->any = places_of (text->any, set);
      own->none = places_of (text->none, set);
      own->has_any = text->has_any;
      needs->is_plain &= text->is_plain;
      g_ptr_array_add (needs->texts, own);
    }
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

OdRuleIndex *
od_rule_index_new (const GArray *rules)
{
  OdRuleIndex *self = g_new0 (OdRuleIndex, 1);
  g_autoptr (GPtrArray) patterns = g_ptr_array_new ();
  gsize facts = 0;

  od_fact_list (&facts);
  g_rw_lock_init (&self->lock);
  self->rules = rules;
  self->needs = g_new0 (RuleNeeds, rules->len);
  self->reads = g_new0 (OdReads, facts);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < rules->len; i++)
    {
      read_needs (&self->needs[i], rule_at (self, i)->condition, patterns);
      note_reads (self, rule_at (self, i)->condition);
    }
  self->set = od_pattern_set_new (patterns);
  return self;
}

void
od_rule_index_free (OdRuleIndex *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->rules->len; i++)
    g_clear_pointer (&self->needs[i].texts, g_ptr_array_unref);
  g_free (self->needs);
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
  const Answer *known;

  g_rw_lock_reader_lock (&self->lock);
  known = g_hash_table_lookup (self->answers, key);
  if (known != NULL)
    *answer = *known;
  g_rw_lock_reader_unlock (&self->lock);
  return known != NULL;
}

static void
keep_answer (OdRuleIndex *self, const char *key, const Answer *answer)
{
  g_rw_lock_writer_lock (&self->lock);
  if (g_hash_table_size (self->answers) >= MAX_ANSWERS)
    g_hash_table_remove_all (self->answers);
  g_hash_table_insert (self->answers, g_strdup (key), g_memdup2 (answer, sizeof *answer));
  g_rw_lock_writer_unlock (&self->lock);
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

static gboolean
words_hold (const RuleNeeds *needs, OdPatternHits *hits)
{
  for (guint i = 0; i < needs->texts->len; i++)
    {
      const TextNeeds *text = needs->texts->pdata[i];

      if (text->has_any && !contains_one (hits, text->any))
        return FALSE;
      if (contains_one (hits, text->none))
        return FALSE;
    }
  return TRUE;
}

/* All the words there are, folded; @joined keeps them where there are several. */
static const char *
words_of (const OdFacts *facts, char **joined)
{
  const GPtrArray *texts = od_facts_values (facts, "text");
  g_autoptr (GString) all = NULL;

  if (texts == NULL)
    return "";
  if (texts->len == 1)
    return ((const OdFact *) texts->pdata[0])->folded;
  all = g_string_new (NULL);
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? "\n" : "", ((const OdFact *) texts->pdata[i])->folded);
  *joined = g_string_free (g_steal_pointer (&all), FALSE);
  return *joined;
}

static gboolean
holds (const OdRuleIndex *self, guint place, const OdFacts *facts, OdPatternHits *hits)
{
  const RuleNeeds *needs = &self->needs[place];

  return needs->is_plain ? words_hold (needs, hits)
                         : od_condition_holds (rule_at (self, place)->condition, facts);
}

/* Whether it hears something else in the words than @best does, and as clearly. */
static gboolean
contradicts (const OdRuleIndex *self, guint place, const OdRule *best)
{
  return self->needs[place].is_clear &&
         g_strcmp0 (rule_at (self, place)->diagnosis->meaning, best->diagnosis->meaning) != 0;
}

static const OdRule *
find_rival (const OdRuleIndex *self,
            const GArray *left,
            guint from,
            const OdFacts *facts,
            OdPatternHits *hits,
            const OdRule *best)
{
  for (guint i = from; i < left->len; i++)
    {
      guint place = g_array_index (left, guint, i);

      if (contradicts (self, place, best) && holds (self, place, facts, hits))
        return rule_at (self, place);
    }
  return NULL;
}

static Answer
find_answer (OdRuleIndex *self, const OdFacts *facts, const char *key, const char *words)
{
  g_autoptr (GArray) left = rules_for (self, facts, key);
  OdPatternHits *hits = od_pattern_set_scan (self->set, words);
  Answer answer = { NULL, NULL };

  for (guint i = 0; i < left->len && answer.rule == NULL; i++)
    {
      guint place = g_array_index (left, guint, i);

      if (!holds (self, place, facts, hits))
        continue;
      answer.rule = rule_at (self, place);
      answer.rival = find_rival (self, left, i + 1, facts, hits, answer.rule);
    }
  return answer;
}

const OdRule *
od_rule_index_find (OdRuleIndex *self, const OdFacts *facts, const OdRule **rival)
{
  g_autoptr (GString) key = g_string_sized_new (256);
  g_autofree char *joined = NULL;
  g_autofree char *short_key = NULL;
  const char *words = words_of (facts, &joined);
  Answer answer = { NULL, NULL };

  write_key (self, facts, key);
  short_key = g_strdup (key->str);
  g_string_append_c (key, '\n');
  g_string_append (key, words);
  if (key->len > MAX_KEY || !look_up_answer (self, key->str, &answer))
    {
      answer = find_answer (self, facts, short_key, words);
      if (key->len <= MAX_KEY)
        keep_answer (self, key->str, &answer);
    }
  if (rival != NULL)
    *rival = answer.rival;
  return answer.rule;
}
