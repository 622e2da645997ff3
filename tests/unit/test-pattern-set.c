/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Many patterns in one text: pieces in reach and out of it, expressions behind guards, long texts, several
 * sets and threads; and a property over random patterns and texts from a fixed seed. */

#include <string.h>

#include "od-pattern-set.h"

static OdXmlNode *node;
static OdPatterns *patterns;

static OdPattern *
intern (const char *text)
{
  g_autoptr (GError) error = NULL;
  OdPattern *pattern = od_patterns_intern (patterns, "file.xml", node, text, &error);

  g_assert_no_error (error);
  return pattern;
}

static OdPatternSet *
set_of (const char *const *texts, guint count)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (list, intern (texts[i]));
  return od_pattern_set_new (list);
}

static gboolean
is_in (const char *pattern, const char *text)
{
  g_autoptr (OdPatternSet) set = set_of (&pattern, 1);
  g_autoptr (GString) prepared = g_string_new (NULL);

  od_pattern_set_prepare (set, text, prepared);
  return od_pattern_hits_contain (od_pattern_set_scan (set, prepared->str), 0);
}

typedef struct
{
  const char *pattern;
  const char *text;
  gboolean found;
} Row;

static const Row rows[] = {
  { "full", "mailbox full", TRUE },
  { "full", "mailbox fine", FALSE },
  { "full", "", FALSE },
  { "listed", "blacklisted", FALSE },
  { "mailbox … full", "mailbox is full", TRUE },
  { "mailbox … full", "full mailbox", FALSE },
  { "mailbox … full", "mailboxfull", FALSE },
  { "mailbox … full", "mailbox full", TRUE },
  { "mailbox … full", "mailbox (full)", TRUE },
  { "a ‥ b ‥ c", "a b c", TRUE },
  { "a ‥ b ‥ c", "a c b", FALSE },
  { "a ‥ b ‥ c", "b a b c", TRUE },
  { "a ‥ b ‥ c ‥ d", "a b a b c d", TRUE },
  { "a ‥ a", "a", FALSE },
  { "a ‥ a", "a a", TRUE },
  /* The first "user" is too far away, the second is not. */
  { "user ‥ unknown", "user of this great system: user unknown", TRUE },
  { "user ‥ unknown", "user of this great system: unknown user", FALSE },
  /* An expression behind a guard: the guard alone is not enough. */
  { "\\d+ messages", "12 messages", TRUE },
  { "\\d+ messages", "many messages", FALSE },
  { "\\d+ messages … hour", "12 messages an hour", TRUE },
  { "\\d+ messages … hour", "some messages an hour", FALSE },
  { "hour … \\d+ messages", "in an hour 12 messages", TRUE },
  { "hour … \\d+ messages", "in an hour some messages", FALSE },
  { "full|\\d+ messages", "12 messages", TRUE },
  { "full|\\d+ messages", "it is full", TRUE },
  { "full|\\d+ messages", "few messages", FALSE },
  /* Without a guard. */
  { "\\d\\d\\d", "a 123", TRUE },
  { "\\d\\d\\d", "a 12", FALSE },
  { "\\d\\d\\d … full", "123 full", TRUE },
  { "\\d\\d\\d … full", "12 full", FALSE },
  { "gr[ea]y-?\\s?list", "graylisted", TRUE },
  { "a{4,}", "aaaaa", TRUE },
  { "a{4,}", "aaa", FALSE },
  { "домен[а-я]* … отказ", "доменное имя: отказано", TRUE },
  { "n[éè]", "né", TRUE },
  /* Domains of addresses are names, not words. */
  { "mailbox … full", "info@mailbox-full.example", FALSE },
  { "full", "info@full.example is full", TRUE },
  { "full", "full@example.org", TRUE },
  { "full", "ends@full.example. full", TRUE },
  { "\\d+ messages", "a@5.example messages", FALSE },
  { "n[éè]", "nê", FALSE },
  { "дом[а-я]н", "домен", TRUE },
  { "дом[а-ге-я]н", "домдн", FALSE },
  { "x[a-cé.]y", "xby xéz", TRUE },
  { "x[a-cé.]y", "x.y", TRUE },
  { "x[a-cé.]y", "xdy", FALSE },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("/%s/ in “%s”", rows[i].pattern, rows[i].text);
      g_assert_cmpint (is_in (rows[i].pattern, rows[i].text), ==, rows[i].found);
    }
}

/* What is a reply's own goes, what may tell stays. */
static void
test_prepare (void)
{
  static const struct
  {
    const char *text;
    const char *prepared;
  } texts[] = {
    { "<bea@mailbox-full.example>: user unknown", "<bea@#.#>: user unknown" },
    { "client host [192.0.2.25] blocked, answer 127.255.255.252",
      "client host [0.0.0.0] blocked, answer 127.255.255.252" },
    { "queued as 4b2f31a0c9 with 1234567890 bytes", "queued as # with 00000 bytes" },
    { "limit of 2048 kb, try in 300 seconds", "limit of 2048 kb, try in 300 seconds" },
    { "see rfc5321 and 5.1.1 (cs01)", "see rfc5321 and 5.1.1 (cs01)" },
    { "x-mailbox12-17a", "x-mailbox12-17a" },
    { "gfx22@example.com...user unknown", "gfx22@#.#...user unknown" },
    { "", "" },
    { "@", "@" },
  };
  const char *pattern = "mailbox";
  g_autoptr (OdPatternSet) set = set_of (&pattern, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) prepared = g_string_new ("@");

      od_pattern_set_prepare (set, texts[i].text, prepared);
      g_assert_cmpstr (prepared->str + 1, ==, texts[i].prepared);
    }
}

/* Both ways of asking reach equally far, to the byte. */
static void
test_reach (void)
{
  for (guint gap = 1; gap < 100; gap++)
    {
      g_autofree char *dots = g_strnfill (gap, '.');
      g_autofree char *text = g_strdup_printf ("mailbox%sfull", dots);

      g_assert_cmpint (is_in ("mailbox … full", text), ==, gap <= OD_PATTERN_REACH);
      g_assert_cmpint (is_in ("mailbox ‥ full", text), ==, gap <= OD_PATTERN_SHORT_REACH);
      g_assert_cmpint (is_in ("mailbox … full\\d?", text), ==, gap <= OD_PATTERN_REACH);
      g_assert_cmpint (od_pattern_find (intern ("mailbox … full"), text, NULL, NULL), ==,
                       gap <= OD_PATTERN_REACH);
      g_assert_cmpint (od_pattern_find (intern ("mailbox ‥ full"), text, NULL, NULL), ==,
                       gap <= OD_PATTERN_SHORT_REACH);
    }
}

/* The last words of a long run of the same are seen as well. */
static void
test_many_finds (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 25; i++)
    g_string_append (text, "user, ");
  g_string_append (text, "that is unknown");
  g_assert_true (is_in ("user ‥ unknown", text->str));
}

static char *
far_text (gsize before, const char *words)
{
  g_autofree char *space = g_strnfill (before, '.');

  return g_strconcat (space, words, NULL);
}

static void
test_long_text (void)
{
  g_autofree char *near = far_text (60000, "mailbox full 12 messages");
  g_autofree char *far = far_text (65000, "mailbox full 12 messages");
  g_autofree char *huge = far_text (3000000, "mailbox full 12 messages");

  g_assert_true (is_in ("mailbox … full", near));
  g_assert_true (is_in ("\\d+ messages", near));
  for (const char *const *text = (const char *const[]){ far, huge, NULL }; *text != NULL; text++)
    {
      g_assert_false (is_in ("full", *text));
      g_assert_false (is_in ("mailbox … full", *text));
      g_assert_false (is_in ("\\d+ messages", *text));
    }
}

static gboolean
is_open (const OdPatternHits *hits, guint place)
{
  guint count = 0;
  const guint *open = od_pattern_hits_open (hits, &count);

  for (guint i = 0; i < count; i++)
    if (open[i] == place)
      return TRUE;
  return FALSE;
}

/* Nothing of one text is left in the next. */
static void
test_forgets (void)
{
  const char *const texts[] = { "full", "mailbox … quota", "\\d+ messages", "\\d\\d\\d" };
  g_autoptr (OdPatternSet) set = set_of (texts, G_N_ELEMENTS (texts));
  OdPatternHits *hits = od_pattern_set_scan (set, "full mailbox, quota of 123 messages");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (od_pattern_hits_contain (hits, i));
  hits = od_pattern_set_scan (set, "the quota of a mailbox is some messages");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (od_pattern_hits_contain (hits, i));
  hits = od_pattern_set_scan (set, "");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (od_pattern_hits_contain (hits, i));
}

/* What may be there: by a word of it, or always where no word can tell. */
static void
test_open (void)
{
  const char *const texts[] = { "full", "mailbox … quota", "\\d+ messages", "\\d\\d\\d" };
  g_autoptr (OdPatternSet) set = set_of (texts, G_N_ELEMENTS (texts));
  OdPatternHits *hits = od_pattern_set_scan (set, "the quota of a mailbox is some messages");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_cmpint (od_pattern_set_always_asks (set, i), ==, i == 3);
      g_assert_cmpint (is_open (hits, i), ==, i == 1 || i == 2);
      g_assert_cmpint (od_pattern_hits_opened (hits)[i] != 0, ==, i > 0);
    }
  hits = od_pattern_set_scan (set, "");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_false (is_open (hits, i));
      g_assert_cmpint (od_pattern_hits_opened (hits)[i] != 0, ==, i == 3);
    }
}

static void
test_two_sets (void)
{
  const char *const one_text = "full";
  const char *const other_text = "\\d+ messages";
  g_autoptr (OdPatternSet) one = set_of (&one_text, 1);
  OdPatternSet *other = set_of (&other_text, 1);

  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (od_pattern_hits_contain (od_pattern_set_scan (one, "it is full"), 0));
      g_assert_false (od_pattern_hits_contain (od_pattern_set_scan (other, "it is full"), 0));
      g_assert_true (od_pattern_hits_contain (od_pattern_set_scan (other, "12 messages"), 0));
      g_assert_false (od_pattern_hits_contain (od_pattern_set_scan (one, "12 messages"), 0));
    }
  od_pattern_set_free (other);
  g_assert_true (od_pattern_hits_contain (od_pattern_set_scan (one, "it is full"), 0));
}

/* A pattern keeps its place in every set it is in. */
static void
test_shared_patterns (void)
{
  const char *const forth[] = { "full", "quota" };
  const char *const back[] = { "quota", "full" };
  g_autoptr (OdPatternSet) one = set_of (forth, 2);
  g_autoptr (OdPatternSet) other = set_of (back, 2);

  g_assert_true (od_pattern_hits_contain (od_pattern_set_scan (one, "full"), 0));
  g_assert_true (od_pattern_hits_contain (od_pattern_set_scan (other, "full"), 1));
}

static const char *const shared_texts[] = { "full", "mailbox … full", "\\d+ messages", "user ‥ unknown" };

static gpointer
scan_often (gpointer data)
{
  OdPatternSet *set = data;
  guint wrong = 0;

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%smailbox %u messages", i % 2 == 0 ? "full " : "", i);
      OdPatternHits *hits = od_pattern_set_scan (set, text);

      wrong += od_pattern_hits_contain (hits, 0) != (i % 2 == 0);
      wrong += od_pattern_hits_contain (hits, 1);
      wrong += !od_pattern_hits_contain (hits, 2);
      wrong += od_pattern_hits_contain (hits, 3);
    }
  return GUINT_TO_POINTER (wrong);
}

static void
test_threads (void)
{
  g_autoptr (OdPatternSet) set = set_of (shared_texts, G_N_ELEMENTS (shared_texts));
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("scan", scan_often, set);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 0);
}

static void
assert_refused (const char *text, const char *why)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++) /* it stays refused */
    {
      g_clear_error (&error);
      g_test_message ("%s", text);
      g_assert_null (od_patterns_intern (patterns, "file.xml", node, text, &error));
      g_assert_error (error, OD_XML_ERROR, OD_XML_ERROR_CONTENT);
      g_assert_true (g_str_has_prefix (error->message, "file.xml:1: "));
      g_assert_nonnull (strstr (error->message, why));
    }
}

static void
test_refused (void)
{
  assert_refused ("(a … b)", "inside of parentheses");
  assert_refused ("(a ‥ b)|c", "inside of parentheses");
  assert_refused ("a … (b … c)", "inside of parentheses");
  assert_refused ("[a…] b", "inside of parentheses");
  assert_refused ("a … b|c", "“|” beside “…”");
  assert_refused ("a|b ‥ c", "“|” beside “…”");
  assert_refused ("a …", "nothing before or behind");
  assert_refused ("… a", "nothing before or behind");
  assert_refused ("a … … b", "nothing before or behind");
  assert_refused ("a … b … c … d … e", "too many pieces");
  assert_refused ("Full", "never matches");
  assert_refused ("groß", "never matches");
  assert_refused ("mailbox … Full", "never matches");
  assert_refused ("it’s", "never matches");
  assert_refused ("ﬁn", "never matches");
  assert_refused ("(full", "broken pattern");
  assert_refused ("mailbox … full)", "broken pattern");
  assert_refused ("(full)?", "asks for nothing");
  assert_refused ("mailbox … (full)?", "asks for nothing");
  assert_refused ("a[^é]", "no ASCII");
  assert_refused ("{no-such-word}", "no word");
  intern ("(a|b) … [c|d] … e\\|");
}

static char *
random_words (GRand *random, const char *const *words, guint count, guint most)
{
  GString *text = g_string_new (NULL);
  guint length = (guint) g_rand_int_range (random, 1, (int) most);

  for (guint i = 0; i < length; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", words[g_rand_int_range (random, 0, (int) count)]);
  return g_string_free (text, FALSE);
}

/* Of whole words the one pass finds what asking one after another finds. */
static void
test_random (void)
{
  static const char *const parts[] = { "\\ba\\b",          "\\bbe\\b",   "\\bbe{1,}\\b",  "\\b(a|be)\\b",
                                       "\\bnot (a|be)\\b", "\\b\\d+\\b", "\\bnot \\d+\\b" };
  static const char *const words[] = { "a", "be", "not", "5", "bee", "12345678901234567890" };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261125);
  guint found = 0;

  for (guint round = 0; round < 400; round++)
    {
      g_autofree char *first = random_words (random, parts, G_N_ELEMENTS (parts), 2);
      g_autofree char *second = random_words (random, parts, G_N_ELEMENTS (parts), 2);
      g_autofree char *pattern = g_strconcat (first, round % 2 == 0 ? " … " : " ‥ ", second, NULL);
      g_autoptr (OdPatternSet) set = set_of ((const char *const[]){ pattern }, 1);

      for (guint i = 0; i < 20; i++)
        {
          g_autofree char *text = random_words (random, words, G_N_ELEMENTS (words), 8);
          gboolean wanted = od_pattern_find (intern (pattern), text, NULL, NULL);

          found += wanted;
          if (od_pattern_hits_contain (od_pattern_set_scan (set, text), 0) != wanted)
            g_error ("/%s/ in “%s”: %d", pattern, text, wanted);
        }
    }
  g_assert_cmpuint (found, >, 1000);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  node = od_xml_parse ("file.xml", "<x/>", strlen ("<x/>"), NULL);
  patterns = od_patterns_new (TRUE);
  g_test_add_func ("/pattern-set/rows", test_rows);
  g_test_add_func ("/pattern-set/prepare", test_prepare);
  g_test_add_func ("/pattern-set/reach", test_reach);
  g_test_add_func ("/pattern-set/many-finds", test_many_finds);
  g_test_add_func ("/pattern-set/long-text", test_long_text);
  g_test_add_func ("/pattern-set/forgets", test_forgets);
  g_test_add_func ("/pattern-set/open", test_open);
  g_test_add_func ("/pattern-set/two-sets", test_two_sets);
  g_test_add_func ("/pattern-set/shared-patterns", test_shared_patterns);
  g_test_add_func ("/pattern-set/threads", test_threads);
  g_test_add_func ("/pattern-set/refused", test_refused);
  g_test_add_func ("/pattern-set/random", test_random);
  result = g_test_run ();
  od_patterns_free (patterns);
  od_xml_node_free (node);
  return result;
}
