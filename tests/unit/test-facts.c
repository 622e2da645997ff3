/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Facts: several values, each once; where they come from; numbers; the closed list. */

#include "od-fact-list.h"
#include "od-facts.h"

static void
test_several_values (void)
{
  g_autoptr (OdFacts) facts = od_facts_new ();

  od_facts_add (facts, "auth.offered", "PLAIN", "event:4");
  od_facts_add (facts, "auth.offered", "LOGIN", "event:4");
  od_facts_add (facts, "auth.offered", "PLAIN", "event:9");
  od_facts_add (facts, "auth.offered", "", "event:9");
  od_facts_add (facts, "auth.offered", NULL, "event:9");
  g_assert_cmpuint (od_facts_list (facts)->len, ==, 2);
  g_assert_cmpuint (od_facts_values (facts, "auth.offered")->len, ==, 2);
  g_assert_cmpstr (od_facts_get (facts, "auth.offered"), ==, "PLAIN");
  g_assert_cmpstr (((OdFact *) od_facts_list (facts)->pdata[0])->source, ==, "event:4");
}

static void
test_set_replaces (void)
{
  g_autoptr (OdFacts) facts = od_facts_new ();

  od_facts_add (facts, "tls.verify", "expired", "event:1");
  od_facts_add (facts, "port", "587", "settings");
  od_facts_add (facts, "tls.verify", "name-mismatch", "event:1");
  od_facts_set (facts, "tls.verify", "ok", "event:2");
  g_assert_cmpuint (od_facts_list (facts)->len, ==, 2);
  g_assert_cmpstr (od_facts_get (facts, "tls.verify"), ==, "ok");
  od_facts_set (facts, "tls.verify", NULL, NULL);
  g_assert_false (od_facts_has (facts, "tls.verify"));
  g_assert_null (od_facts_get (facts, "tls.verify"));
  g_assert_cmpstr (od_facts_get (facts, "port"), ==, "587");
}

static void
test_numbers (void)
{
  g_autoptr (OdFacts) facts = od_facts_new ();
  double number = 0;

  od_facts_addf (facts, "event:1", "tls.leaf.days-left", "%d", -12);
  od_facts_add (facts, "text", "12 monkeys", "event:2");
  g_assert_true (od_facts_get_number (facts, "tls.leaf.days-left", &number));
  g_assert_cmpfloat (number, ==, -12);
  g_assert_false (od_facts_get_number (facts, "text", &number));
  g_assert_false (od_facts_get_number (facts, "port", &number));
}

static void
test_text_is_folded (void)
{
  g_autoptr (OdFacts) facts = od_facts_new ();

  od_facts_add (facts, "text", "Mailbox  FULL\tnow", "event:1");
  od_facts_add (facts, "code", "552", "event:1");
  g_assert_cmpstr (od_fact_folded (od_facts_list (facts)->pdata[0]), ==, "mailbox full now");
  g_assert_cmpstr (od_facts_get (facts, "text"), ==, "Mailbox  FULL\tnow");
  g_assert_null (od_fact_folded (od_facts_list (facts)->pdata[1]));
}

static void
test_copy_is_apart (void)
{
  g_autoptr (OdFacts) facts = od_facts_new ();
  g_autoptr (OdFacts) copy = NULL;

  od_facts_add (facts, "stage", "auth", "event:1");
  copy = od_facts_copy (facts);
  od_facts_add (copy, "code", "535", "event:1");
  g_assert_true (od_facts_has (copy, "stage"));
  g_assert_true (od_facts_has (copy, "code"));
  g_assert_false (od_facts_has (facts, "code"));
}

static void
test_list_is_closed (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (OdFacts) facts = od_facts_new ();
      od_facts_add (facts, "weather", "fine", "event:1");
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*weather*not in the list*");
}

/* The list itself: names once, tokens with words, a sentence for everything. */
static void
test_list_is_sound (void)
{
  gsize count;
  const OdFactInfo *list = od_fact_list (&count);

  for (gsize i = 0; i < count; i++)
    {
      g_assert_true (od_fact_list_find (list[i].name) == &list[i]);
      g_assert_true ((list[i].type == OD_FACT_TOKEN) == (list[i].values != NULL));
      g_assert_true (g_str_has_suffix (list[i].doc, "."));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/facts/several-values", test_several_values);
  g_test_add_func ("/facts/set-replaces", test_set_replaces);
  g_test_add_func ("/facts/numbers", test_numbers);
  g_test_add_func ("/facts/text-is-folded", test_text_is_folded);
  g_test_add_func ("/facts/copy-is-apart", test_copy_is_apart);
  g_test_add_func ("/facts/list-is-closed", test_list_is_closed);
  g_test_add_func ("/facts/list-is-sound", test_list_is_sound);
  return g_test_run ();
}
