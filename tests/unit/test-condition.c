/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Conditions: every form of a value, with facts for which it holds and for which it does not; weights;
 * faults. */

#include <string.h>

#include "od-condition.h"

/* "name=value;name=value" */
static OdFacts *
facts_from (const char *text)
{
  OdFacts *facts = od_facts_new ();
  g_auto (GStrv) pairs = g_strsplit (text, ";", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      if (*pairs[i] != '\0')
        od_facts_add (facts, pair[0], pair[1], "example");
    }
  return facts;
}

static OdPatterns *patterns;

static OdCondition *
parse (const char *attributes, GError **error)
{
  g_autofree char *text = g_strdup_printf ("\n<when %s/>", attributes);
  g_autoptr (OdXmlNode) node = od_xml_parse ("file.xml", text, strlen (text), NULL);

  g_assert_nonnull (node);
  return od_condition_parse ("file.xml", node, NULL, patterns, error);
}

typedef struct
{
  const char *attributes;
  const char *holds;
  const char *holds_not;
  guint weight;
} Row;

static const Row rows[] = {
  { "code=\"550 571\"", "code=571", "code=572", 30 },
  { "code=\"550\"", "code=550", "", 30 },
  { "status=\"5.1.*\"", "status=5.1.10", "status=5.2.1", 15 },
  { "status=\"5.1.1\"", "status=5.1.1", "status=5.1.10", 40 },
  { "code=\"4*\"", "code=451", "code=541", 5 },
  { "status=\"5.*.1*0\"", "status=5.1.100", "status=5.1.1001", 15 },
  { "status=\"5.*.1*0\"", "status=5.1.10", "status=5.1.1", 15 },
  { "status=\"5.7.9??*\"", "status=5.7.900", "status=5.7.90", 15 },
  { "status=\"5.7.9??*\"", "status=5.7.9999", "status=5.7.850", 15 },
  { "code=\"500..599\"", "code=599", "code=600", 5 },
  { "status=\"5.1.1 5.1.*\"", "status=5.1.2", "status=5.2.1", 15 },
  { "tls.leaf.days-left=\"..-1\"", "tls.leaf.days-left=-1", "tls.leaf.days-left=0", 20 },
  { "tls.leaf.days-left=\"14..\"", "tls.leaf.days-left=14", "tls.leaf.days-left=13.9", 20 },
  { "login=\"!ok\"", "login=refused", "login=ok", 5 },
  { "login=\"!ok\"", "", "login=ok", 5 },
  { "port=\"!25 !587\"", "port=465", "port=587", 5 },
  { "auth.offered=\"!PLAIN\"", "auth.offered=LOGIN", "auth.offered=LOGIN;auth.offered=PLAIN", 5 },
  { "auth.offered=\"PLAIN\"", "auth.offered=LOGIN;auth.offered=PLAIN", "auth.offered=LOGIN", 20 },
  { "queue-id=\"*\"", "queue-id=4A", "", 20 },
  { "status=\"-\"", "code=550", "status=5.0.0", 5 },
  { "status=\"- 5.0.0\"", "status=5.0.0", "status=5.1.1", 5 },
  { "status=\"- 5.0.0\"", "", "status=5.1.1", 5 },
  { "text=\"/mailbox (is )?full/ | /quota/\"", "text=Your MAILBOX  is\tFull.", "text=mailbox was full", 60 },
  { "text=\"/mailbox (is )?full/ | /quota/\"", "text=over Quota", "", 60 },
  { "text=\"/a\\/b/\"", "text=see A/B", "text=see AB", 60 },
  { "text=\"!/spam/\"", "text=no thanks", "text=this is SPAM", 5 },
  { "user=\"$address\"", "user=a@b.example;address=a@b.example", "user=a;address=a@b.example", 20 },
  { "user=\"!$address\"", "user=a;address=a@b.example", "user=a@b.example;address=a@b.example", 5 },
  { "user=\"$address\"", "user=x;address=x", "user=x", 20 },
  { "provider=\"gmx\"", "provider=gmx", "provider=webde", 50 },
  { "error=\"timed-out refused\"", "error=refused", "error=closed", 35 },
  { "error=\"tls-*\"", "error=tls-alert", "error=closed", 5 },
  { "stage=\"rcpt\" code=\"550\" status=\"5.1.1\"", "stage=rcpt;code=550;status=5.1.1", "stage=rcpt;code=550",
    80 },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OdCondition) condition = parse (rows[i].attributes, &error);
      g_autoptr (OdFacts) good = facts_from (rows[i].holds);
      g_autoptr (OdFacts) bad = facts_from (rows[i].holds_not);

      g_assert_no_error (error);
      g_test_message ("%s", rows[i].attributes);
      g_assert_true (od_condition_holds (condition, good));
      g_assert_false (od_condition_holds (condition, bad));
      g_assert_cmpuint (od_condition_weight (condition), ==, rows[i].weight);
    }
}

static void
test_empty_always_holds (void)
{
  g_autoptr (OdCondition) condition = parse ("", NULL);
  g_autoptr (OdFacts) nothing = od_facts_new ();

  g_assert_true (od_condition_holds (condition, nothing));
  g_assert_cmpuint (od_condition_weight (condition), ==, 0);
  g_assert_null (od_condition_facts (condition)[0]);
}

static void
test_facts_it_reads (void)
{
  g_autoptr (OdCondition) condition = parse ("stage=\"rcpt\" code=\"550\"", NULL);

  g_assert_cmpstr (od_condition_facts (condition)[0], ==, "code");
  g_assert_cmpstr (od_condition_facts (condition)[1], ==, "stage");
  g_assert_null (od_condition_facts (condition)[2]);
}

static void
test_faults (void)
{
  static const char *const faults[][2] = {
    { "cod=\"550\"", "unknown fact “cod”" },
    { "stage=\"rctp\"", "“rctp” is no value of the fact “stage”" },
    { "stage=\"x*\"", "no value of “stage” is like “x*”" },
    { "port=\"smtp\"", "“smtp” is no value of the fact “port”" },
    { "text=\"/(/\"", "broken pattern" },
    { "text=\"/open\"", "has no end" },
    { "text=\"/a/b/\"", "has no end" },
    { "text=\"/Full/\"", "never matches" },
    { "text=\"/straße/\"", "never matches" },
    { "stage=\"/rcpt/\"", "a pattern needs a text" },
    { "user=\"$adress\"", "unknown fact “adress”" },
    { "code=\"\"", "has no value" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (faults[i][0], &error));
      g_assert_error (error, OD_XML_ERROR, OD_XML_ERROR_CONTENT);
      g_assert_true (g_str_has_prefix (error->message, "file.xml:2: "));
      g_assert_nonnull (strstr (error->message, faults[i][1]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  patterns = od_patterns_new (TRUE);
  g_test_add_func ("/condition/rows", test_rows);
  g_test_add_func ("/condition/empty-always-holds", test_empty_always_holds);
  g_test_add_func ("/condition/facts-it-reads", test_facts_it_reads);
  g_test_add_func ("/condition/faults", test_faults);
  return g_test_run ();
}
