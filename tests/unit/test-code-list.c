/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The reference of codes: its order, what a search finds, digits in words, and the addresses of sources. It
 * reads the program's own knowledge, but asks only for what no edit of it should change. */

#include "od-code-list.h"
#include "od-source-link.h"

#include <string.h>

static GPtrArray *
all (void)
{
  return od_code_list (od_knowledge_get_default ());
}

/* How many entries a typed text finds. */
static guint
count (const GPtrArray *entries, const char *typed)
{
  g_autofree char *query = od_code_query_fold (typed);
  guint found = 0;

  for (guint i = 0; i < entries->len; i++)
    found += od_code_entry_matches (entries->pdata[i], query) ? 1 : 0;
  return found;
}

static const OdCodeEntry *
find (const GPtrArray *entries, const char *label)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((const OdCodeEntry *) entries->pdata[i])->label, label))
      return entries->pdata[i];
  g_error ("no entry %s", label);
}

static void
test_order (void)
{
  g_autoptr (GPtrArray) entries = all ();

  g_assert_cmpuint (entries->len, >, 100);
  for (guint i = 1; i < entries->len; i++)
    {
      const OdCodeEntry *before = entries->pdata[i - 1];
      const OdCodeEntry *entry = entries->pdata[i];

      g_assert_cmpuint (before->order, <=, entry->order);
      g_assert_true (entry->is_status || !before->is_status);
    }
  g_assert_cmpuint (find (entries, "X.7.2")->order, <, find (entries, "X.7.10")->order);
}

static void
test_titles (void)
{
  g_autoptr (GPtrArray) entries = all ();

  for (guint i = 0; i < entries->len; i++)
    {
      const OdCodeEntry *entry = entries->pdata[i];

      g_assert_cmpstr (entry->title, !=, "");
      g_assert_null (strchr (entry->title, '{'));
    }
}

static void
test_numbers (void)
{
  g_autoptr (GPtrArray) entries = all ();
  g_autofree char *typed = od_code_query_fold ("5.1.1");
  g_autofree char *label = od_code_query_fold (" X.1.1 ");

  g_assert_cmpuint (count (entries, "550"), >=, 1);
  g_assert_cmpuint (count (entries, "55"), >, count (entries, "550"));
  g_assert_cmpuint (count (entries, "5.1"), >=, 9);
  g_assert_cmpuint (count (entries, "5.1"), ==, count (entries, "x.1"));
  g_assert_cmpuint (count (entries, "550 5.1"), ==, count (entries, "550") + count (entries, "5.1"));
  g_assert_cmpuint (count (entries, "599"), ==, 0);
  g_assert_cmpuint (count (entries, "1.1.1"), ==, 0);
  g_assert_cmpuint (count (entries, ""), ==, entries->len);
  g_assert_true (od_code_entry_is (find (entries, "X.1.1"), typed));
  g_assert_true (od_code_entry_is (find (entries, "X.1.1"), label));
  g_assert_false (od_code_entry_is (find (entries, "X.1.10"), typed));
  g_assert_false (od_code_entry_is (find (entries, "550"), "55"));
}

static void
test_words (void)
{
  g_autoptr (GPtrArray) entries = all ();

  g_assert_cmpuint (count (entries, "mailbox"), >, 1);
  g_assert_cmpuint (count (entries, "MAILBOX"), ==, count (entries, "mailbox"));
  g_assert_cmpuint (count (entries, "mailbox full"), <, count (entries, "mailbox"));
  g_assert_cmpuint (count (entries, "mailbox 55"), <=, count (entries, "55"));
  g_assert_cmpuint (count (entries, "xylophone"), ==, 0);
  g_assert_cmpuint (count (entries, "\xff"), ==, 0);
}

static void
test_umlauts (void)
{
  g_autofree char *sign = od_code_query_fold ("Empfänger größer");
  g_autofree char *letters = od_code_query_fold ("EMPFAENGER groesser");
  g_autofree char *bare = od_code_query_fold ("empfanger grosser");

  g_assert_cmpstr (sign, ==, letters);
  g_assert_cmpstr (sign, ==, bare);
}

static void
test_digits (void)
{
  const OdKnowledge *knowledge = od_knowledge_get_default ();
  g_autoptr (GPtrArray) entries = all ();

  for (guint i = 0; i < entries->len; i++)
    {
      const OdCodeEntry *entry = entries->pdata[i];
      g_auto (GStrv) digits = od_code_entry_digits (entry, knowledge);

      if (g_strv_length (digits) < 3 && entry->label[1] <= '5')
        g_error ("%s is not taken apart", entry->label);
    }
  for (guint place = OD_PLACE_CLASS; place <= OD_PLACE_SUBJECT; place++)
    for (const char *value = place == OD_PLACE_CLASS ? "245" : "01234567"; *value != '\0'; value++)
      g_assert_nonnull (od_knowledge_digit (knowledge, place, (guint) (*value - '0')));
  g_assert_null (od_knowledge_digit (knowledge, OD_PLACE_CLASS, 3));
}

static void
test_findings (void)
{
  const OdKnowledge *knowledge = od_knowledge_get_default ();
  g_autoptr (GPtrArray) entries = all ();

  for (guint i = 0; i < entries->len; i++)
    {
      const OdCodeEntry *entry = entries->pdata[i];
      g_autoptr (OdFinding) finding = od_code_entry_finding (entry, knowledge);
      g_auto (GStrv) examples = od_code_entry_examples (entry);

      if (finding == NULL || examples[0] == NULL)
        g_error ("%s has no example that leads to it", entry->label);
      g_assert_cmpstr (finding->id, ==, entry->diagnosis->id);
    }
}

static void
test_links (void)
{
  static const struct
  {
    const char *source;
    const char *link;
  } cases[] = {
    { "RFC 5321 §4.2.2", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.2" },
    { "RFC 5321 §4.2.3, §3.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3" },
    { "RFC 5321 §B.2", "https://www.rfc-editor.org/rfc/rfc5321#appendix-B.2" },
    { "RFC 4954 §6 (534)", "https://www.rfc-editor.org/rfc/rfc4954#section-6" },
    { "RFC 7293", "https://www.rfc-editor.org/rfc/rfc7293" },
    { "RFC 5248; IANA enhanced status codes, X.7.13", "https://www.rfc-editor.org/rfc/rfc5248" },
    { "IANA enhanced status codes, X.7.28", "https://www.iana.org/assignments/smtp-enhanced-status-codes/" },
    { "draft-murchison-sasl-login", "https://datatracker.ietf.org/doc/draft-murchison-sasl-login" },
    { "support.example.org/a/answer/1", "https://support.example.org/a/answer/1" },
    { "Practice of mail servers", NULL },
    { "help.example.org (POP3 and IMAP)", NULL },
    { "RFC", NULL },
    { "RFC x/y.z", NULL },
    { "javascript:alert(1)/a.b", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *link = od_source_link (cases[i].source);

      g_assert_cmpstr (link, ==, cases[i].link);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/code-list/order", test_order);
  g_test_add_func ("/code-list/titles", test_titles);
  g_test_add_func ("/code-list/numbers", test_numbers);
  g_test_add_func ("/code-list/words", test_words);
  g_test_add_func ("/code-list/umlauts", test_umlauts);
  g_test_add_func ("/code-list/digits", test_digits);
  g_test_add_func ("/code-list/findings", test_findings);
  g_test_add_func ("/code-list/links", test_links);
  return g_test_run ();
}
