/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The quick way to a rule against the slow one: for every example of the knowledge, for mixtures of their
 * words from a fixed seed, with full caches and from many threads. */

#include <string.h>

#include "od-knowledge-private.h"
#include "od-rule-index.h"

/* Examples whose deciding word stands inside of another, which the index does not see (od-pattern-set.h) and
 * does not need to: in the program another rule takes them by their signs. */
static const char *const inside_words[] = { "Dateianhang nicht erlaubt", NULL };

static const OdKnowledge *
own (void)
{
  return od_knowledge_get_default ();
}

static const OdRule *
slowly (const OdFacts *facts)
{
  return od_rules_find (od_knowledge_verdict_rules (own ()), facts);
}

static void
assert_same (OdRuleIndex *index, const OdFacts *facts)
{
  const char *text = od_facts_get (facts, "text");
  const OdRule *quick = od_rule_index_find (index, facts, NULL);
  const OdRule *slow = slowly (facts);

  g_assert_true (quick == od_rule_index_find (index, facts, NULL)); /* as it was kept */
  if (quick == slow || (text != NULL && g_strv_contains (inside_words, text)))
    return;
  g_error ("“%s”: %s:%d by the index, %s:%d one after another", text != NULL ? text : "",
           quick->diagnosis->id, quick->weight, slow->diagnosis->id, slow->weight);
}

typedef void (*Visit) (const OdFacts *facts, gpointer user_data);

static void
each_example (Visit visit, gpointer user_data)
{
  const GPtrArray *diagnoses = od_knowledge_diagnoses (own ());

  for (guint i = 0; i < diagnoses->len; i++)
    {
      const OdDiagnosis *diagnosis = diagnoses->pdata[i];

      for (guint j = 0; diagnosis->kind != OD_DIAGNOSIS_LINE && j < diagnosis->examples->len; j++)
        visit (diagnosis->examples->pdata[j], user_data);
    }
}

static void
visit_same (const OdFacts *facts, gpointer user_data)
{
  assert_same (user_data, facts);
}

/* Twice, the second time from what was kept. */
static void
test_examples (void)
{
  each_example (visit_same, od_knowledge_index (own ()));
  each_example (visit_same, od_knowledge_index (own ()));
}

/* Two indexes over the same rules do not disturb each other. */
static void
test_second_index (void)
{
  g_autoptr (OdRuleIndex) second = od_rule_index_new (od_knowledge_verdict_rules (own ()));

  each_example (visit_same, second);
  each_example (visit_same, od_knowledge_index (own ()));
}

static OdFacts *
facts_of (const char *stage, const char *code, const char *text)
{
  OdFacts *facts = od_facts_new ();

  od_facts_add (facts, "stage", stage, "example");
  od_facts_add (facts, "code", code, "example");
  od_facts_add (facts, "text", text, "example");
  return facts;
}

/* The words and nothing but the words: the same facts with and without them differ. */
static void
test_words_count (void)
{
  OdRuleIndex *index = od_knowledge_index (own ());

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (OdFacts) full = facts_of ("rcpt", "550", "Mailbox is full");
      g_autoptr (OdFacts) capitals = facts_of ("rcpt", "550", "MAILBOX  IS FULL");
      g_autoptr (OdFacts) silent = facts_of ("rcpt", "550", NULL);
      g_autoptr (OdFacts) other = facts_of ("rcpt", "451", "Mailbox is full");

      g_assert_cmpstr (od_rule_index_find (index, full, NULL)->diagnosis->meaning, ==, "mailbox-full");
      g_assert_true (od_rule_index_find (index, capitals, NULL) == od_rule_index_find (index, full, NULL));
      g_assert_cmpstr (od_rule_index_find (index, silent, NULL)->diagnosis->meaning, !=, "mailbox-full");
      assert_same (index, silent);
      assert_same (index, other);
    }
}

/* Blank words are not the same as none, though nothing can be found in either. */
static void
test_blank_words (void)
{
  OdRuleIndex *index = od_knowledge_index (own ());
  g_autoptr (OdFacts) none = facts_of (NULL, "535", NULL);
  g_autoptr (OdFacts) blank = facts_of (NULL, "535", " ");

  od_facts_add (none, "given", "reply", "example");
  od_facts_add (blank, "given", "reply", "example");
  assert_same (index, none);
  assert_same (index, blank);
  assert_same (index, none);
}

static void
test_several_texts (void)
{
  g_autoptr (OdFacts) facts = facts_of ("rcpt", "550", "this is your mailbox");

  od_facts_add (facts, "text", "the moon is full", "example");
  assert_same (od_knowledge_index (own ()), facts);
  g_assert_cmpstr (od_rule_index_find (od_knowledge_index (own ()), facts, NULL)->diagnosis->meaning, !=,
                   "mailbox-full");
}

/* Longer words than are kept. */
static void
test_long_words (void)
{
  g_autofree char *space = g_strnfill (70000, '.');
  g_autofree char *near = g_strdup_printf ("mailbox is full %s", space);
  g_autofree char *far = g_strdup_printf ("%s mailbox is full", space);
  g_autoptr (OdFacts) found = facts_of ("rcpt", "550", near);
  g_autoptr (OdFacts) missed = facts_of ("rcpt", "550", far);

  g_assert_cmpstr (od_rule_index_find (od_knowledge_index (own ()), found, NULL)->diagnosis->meaning, ==,
                   "mailbox-full");
  g_assert_cmpstr (od_rule_index_find (od_knowledge_index (own ()), missed, NULL)->diagnosis->meaning, !=,
                   "mailbox-full");
}

/* Conditions of a small knowledge of its own, in the order of their weights. */
typedef struct
{
  OdPatterns *patterns;
  OdDiagnosis diagnoses[4];
  GPtrArray *conditions;
  GArray *rules;
} Small;

static const char small_signs[] = "<signs><sign id=\"full\" weight=\"300\"><pattern>full</pattern></sign>"
                                  "<sign id=\"spam\" weight=\"250\"><pattern>spam</pattern></sign>"
                                  "<sign id=\"hint\" weight=\"80\"><pattern>maybe</pattern></sign></signs>";
static const char *const small_conditions[] = { "<when says=\"full\"/>", "<when says=\"spam\"/>",
                                                "<when says=\"hint !spam\" text=\"*\"/>", "<when/>" };

static void
small_init (Small *self)
{
  g_autoptr (OdXmlNode) signs = od_xml_parse ("signs", small_signs, strlen (small_signs), NULL);

  self->patterns = od_patterns_new (TRUE);
  g_assert_true (od_patterns_read_signs (self->patterns, "signs", signs, NULL));
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) od_condition_free);
  self->rules = g_array_new (FALSE, TRUE, sizeof (OdRule));
  for (guint i = 0; i < G_N_ELEMENTS (small_conditions); i++)
    {
      const char *text = small_conditions[i];
      g_autoptr (OdXmlNode) node = od_xml_parse ("rules", text, strlen (text), NULL);
      OdCondition *condition = od_condition_parse ("rules", node, NULL, self->patterns, NULL);
      OdRule rule = { condition, &self->diagnoses[i], 0 };

      g_assert_nonnull (condition);
      self->diagnoses[i].meaning = (char *) text;
      g_ptr_array_add (self->conditions, condition);
      g_array_append_val (self->rules, rule);
    }
}

static void
small_clear (Small *self)
{
  g_array_unref (self->rules);
  g_ptr_array_unref (self->conditions);
  od_patterns_free (self->patterns);
}

static int
place_of (const Small *self, const OdRule *rule)
{
  return rule != NULL ? (int) (rule - (const OdRule *) (gpointer) self->rules->data) : -1;
}

typedef struct
{
  const char *text;
  int rule;
  int rival;
} RivalRow;

static const RivalRow rival_rows[] = {
  { "it is full", 0, -1 },      { "full of spam", 0, 1 }, { "spam", 1, -1 },
  { "maybe full", 0, -1 },      { "maybe", 2, -1 },       { "maybe spam", 1, -1 },
  { "spam, maybe full", 0, 1 }, { "nothing", 3, -1 },
};

static void
test_rival (void)
{
  Small small = { 0 };
  g_autoptr (OdRuleIndex) index = NULL;

  small_init (&small);
  index = od_rule_index_new (small.rules);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (rival_rows); i++)
    {
      const RivalRow *row = &rival_rows[i % G_N_ELEMENTS (rival_rows)];
      g_autoptr (OdFacts) facts = od_facts_new ();
      const OdRule *rival = NULL;

      od_facts_add (facts, "text", row->text, "example");
      g_assert_cmpint (place_of (&small, od_rule_index_find (index, facts, &rival)), ==, row->rule);
      g_assert_cmpint (place_of (&small, rival), ==, row->rival);
    }
  /* Like meanings are no rivals. */
  small.diagnoses[1].meaning = small.diagnoses[0].meaning;
  g_clear_pointer (&index, od_rule_index_free);
  index = od_rule_index_new (small.rules);
  {
    g_autoptr (OdFacts) facts = od_facts_new ();
    const OdRule *rival = NULL;

    od_facts_add (facts, "text", "full of spam", "example");
    g_assert_cmpint (place_of (&small, od_rule_index_find (index, facts, &rival)), ==, 0);
    g_assert_null (rival);
  }
  g_clear_pointer (&index, od_rule_index_free);
  small_clear (&small);
}

/* More different cases than are kept. */
static void
test_full_caches (void)
{
  Small small = { 0 };
  g_autoptr (OdRuleIndex) index = NULL;

  small_init (&small);
  index = od_rule_index_new (small.rules);
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (OdFacts) facts = od_facts_new ();

      od_facts_addf (facts, "example", "text", "%s %u", i % 3 == 0 ? "full" : "spam", i);
      g_assert_cmpint (place_of (&small, od_rule_index_find (index, facts, NULL)), ==, i % 3 == 0 ? 0 : 1);
    }
  g_clear_pointer (&index, od_rule_index_free);
  small_clear (&small);
}

static void
collect (const OdFacts *facts, gpointer user_data)
{
  g_ptr_array_add (user_data, (gpointer) facts);
}

static OdFacts *
mixture (GRand *random, const GPtrArray *examples)
{
  const guint count = examples->len;
  OdFacts *mixed = od_facts_copy (examples->pdata[g_rand_int_range (random, 0, (int) count)]);
  const OdFacts *other = examples->pdata[g_rand_int_range (random, 0, (int) count)];

  od_facts_set (mixed, "code", od_facts_get (other, "code"), "example");
  od_facts_set (mixed, "status", od_facts_get (other, "status"), "example");
  od_facts_set (mixed, "stage", od_facts_get (other, "stage"), "example");
  return mixed;
}

/* Facts of one example with the code, status and stage of another: the lists that are left must fit. */
static void
test_random (void)
{
  g_autoptr (GPtrArray) examples = g_ptr_array_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20261125);

  each_example (collect, examples);
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (OdFacts) facts = mixture (random, examples);

      od_facts_set (facts, "text", NULL, NULL);
      assert_same (od_knowledge_index (own ()), facts);
    }
}

static gpointer
find_often (gpointer data)
{
  each_example (visit_same, data);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (OdRuleIndex) fresh = od_rule_index_new (od_knowledge_verdict_rules (own ()));
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("find", find_often, fresh);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-index/examples", test_examples);
  g_test_add_func ("/rule-index/second-index", test_second_index);
  g_test_add_func ("/rule-index/words-count", test_words_count);
  g_test_add_func ("/rule-index/blank-words", test_blank_words);
  g_test_add_func ("/rule-index/several-texts", test_several_texts);
  g_test_add_func ("/rule-index/long-words", test_long_words);
  g_test_add_func ("/rule-index/rival", test_rival);
  g_test_add_func ("/rule-index/full-caches", test_full_caches);
  g_test_add_func ("/rule-index/random", test_random);
  g_test_add_func ("/rule-index/threads", test_threads);
  return g_test_run ();
}
