/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Expressions as words: tables, and a property over random expressions from a fixed seed: what PCRE finds
 * where a word begins is said by a word, or by a rest that is asked. */

#include <string.h>

#include "od-pattern.h"
#include "od-phrase.h"

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The words sorted, with "$" behind those that must end a word, joined by "|". */
static char *
said_by (const GArray *words)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < words->len; i++)
    {
      const OdWord *word = &g_array_index (words, OdWord, i);

      g_ptr_array_add (texts, g_strconcat (word->text, word->whole ? "$" : "", NULL));
    }
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("|", (char **) texts->pdata);
}

typedef struct
{
  const char *expression;
  const char *words;
} WordRow;

/* Whatever is here has no rest. */
static const WordRow word_rows[] = {
  { "full", "full" },
  { "full|quota", "full|quota" },
  { "mail ?box(es)?", "mail box|mail boxes|mailbox|mailboxes" },
  { "gr[ae]y", "gray|grey" },
  { "gr[ea]y-?\\s?list", "gray list|gray- list|gray-list|graylist|grey list|grey- list|grey-list|greylist" },
  { "(a(b|c)|d)e", "abe|ace|de" },
  { "(?:one|two) (?:three|four)", "one four|one three|two four|two three" },
  { "((((deep))))", "deep" },
  { "\\bfull\\b", "full$" },
  { "\\b(full|over)\\b", "full$|over$" },
  { "full\\b mail", "full mail" },
  { "full\\bmail", "" },
  { "x:\\b", "x:" },
  { "ab{2}", "abb" },
  { "ab{1,3}c", "abbbc|abbc|abc" },
  { "a{0}b", "b" },
  { "ab??c", "abc|ac" },
  { "ab?+c", "abc|ac" },
  { "over *quota", "over quota|overquota" },
  { "over +quota", "over quota" },
  { "settings[a-z]*", "settings" },
  { "settings.*", "settings" },
  { "settings(a|b)*", "settings" },
  { "5\\.7\\.1", "5.7.1" },
  { "\\(grey\\)", "(grey)" },
  { "a[.*+]b", "a*b|a+b|a.b" },
  { "a[]x]b", "a]b|axb" },
  { "a[x\\]]b", "a]b|axb" },
  { "a[x-]b", "a-b|axb" },
  { "a[-x]b", "a-b|axb" },
  { " full", "full" },
  { "a{b}", "a{b}" },
  { "a{,2}", "a{,2}" },
  { "(?:о|а)тказ", "атказ|отказ" },
  { "no (\\btls\\b|ssl)\\b", "no ssl$|no tls$" },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (word_rows); i++)
    {
      g_autoptr (OdPhrase) phrase = od_phrase_new (word_rows[i].expression);
      g_autofree char *said = said_by (phrase->words);

      g_test_message ("%s", word_rows[i].expression);
      g_assert_cmpstr (said, ==, word_rows[i].words);
      g_assert_cmpuint (phrase->rests->len, ==, 0);
    }
}

typedef struct
{
  const char *expression;
  const char *words;
  const char *rest;
  const char *guard; /* "": always to be asked */
} RestRow;

static const RestRow rest_rows[] = {
  { "full|\\d+ messages", "full", "\\d+ messages", "messages" },
  { "\\b(full|over \\d+ mails)\\b", "full$", "\\bover \\d+ mails\\b", "mails$" },
  { "mailbox .* full", "", "mailbox .* full", "full" },
  { "mailbox[^;]{0,40}(full|over)", "", "mailbox[^;]{0,40}(full|over)", "full|over" },
  { "(?!no )mailbox", "", "(?!no )mailbox", "" },
  { "(?!no[)] )\\bmailbox", "", "(?!no[)] )\\bmailbox", "mailbox" },
  { "mailbox(?= full)", "", "mailbox(?= full)", "mailbox" },
  { "^mailbox", "", "^mailbox", "mailbox" },
  { "mailbox$", "", "mailbox$", "mailbox" },
  { "full [a-z]*\\b", "", "full [a-z]*\\b", "full " },
  { "(settings[a-z]*) now", "", "(settings[a-z]*) now", "settings" },
  /* A word that may begin inside of another is no guard. */
  { "\\d+messages", "", "\\d+messages", "" },
  { "storage[a-z]*limit", "", "storage[a-z]*limit", "storage" },
  { "[a-z]+quota", "", "[a-z]+quota", "" },
  { "[^ ]*quota", "", "[^ ]*quota", "" },
  { "\\d+ *mails", "", "\\d+ *mails", "" },
  /* Too short to guard anything. */
  { "\\d+ mb", "", "\\d+ mb", "" },
  { "(full|\\d)", "full", "\\d", "" },
  { "(so|many)+ words", "", "(so|many)+ words", "words" },
  { "(mails){2,}", "", "(mails){2,}", "mails" },
  { "[[:alpha:]] mail", "", "[[:alpha:]] mail", "mail" },
  { "a[^x]mail", "", "a[^x]mail", "mail" },
  /* Not read here. */
  { "mail\\x41", "", "mail\\x41", "" },
  { "mail\\p{L}box", "", "mail\\p{L}box", "" },
  { "(mail)\\1", "", "(mail)\\1", "" },
  { "(?i)mail", "", "(?i)mail", "" },
  { "(?<name>mail)", "", "(?<name>mail)", "" },
  { "(?>mail)", "", "(?>mail)", "" },
  { "(*UTF)mail", "", "(*UTF)mail", "" },
  { "mail)", "", "mail)", "" },
  { "(mail", "", "(mail", "" },
  { "(mail\\)", "", "(mail\\)", "" },
  { "mail[", "", "mail[", "" },
  { "mail[a", "", "mail[a", "" },
  { "*mail", "", "*mail", "" },
  { "mail**", "", "mail**", "" },
  { "mail\\", "", "mail\\", "" },
  { "mail{2,1}", "", "mail{2,1}", "" },
  { "mail(?=", "", "mail(?=", "" },
};

static void
test_rests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rest_rows); i++)
    {
      g_autoptr (OdPhrase) phrase = od_phrase_new (rest_rows[i].expression);
      g_autofree char *said = said_by (phrase->words);
      const OdRest *rest = &g_array_index (phrase->rests, OdRest, 0);
      g_autofree char *guard = NULL;

      g_test_message ("%s", rest_rows[i].expression);
      g_assert_cmpstr (said, ==, rest_rows[i].words);
      g_assert_cmpuint (phrase->rests->len, ==, 1);
      g_assert_cmpstr (rest->expression, ==, rest_rows[i].rest);
      guard = said_by (rest->guard);
      g_assert_cmpstr (guard, ==, rest_rows[i].guard);
    }
}

/* What may be absent altogether is always to be asked: no word says it. */
static void
test_nothing (void)
{
  g_autoptr (OdPhrase) phrase = od_phrase_new ("(full)?");
  g_autoptr (OdPhrase) empty = od_phrase_new ("");

  g_assert_cmpuint (phrase->rests->len, ==, 1);
  g_assert_cmpuint (g_array_index (phrase->rests, OdRest, 0).guard->len, ==, 0);
  g_assert_cmpuint (empty->rests->len, ==, 1);
}

static void
test_too_many (void)
{
  g_autoptr (OdPhrase) phrase = od_phrase_new ("mailbox[abcdefgh]{3}[abcdefgh]{3} is full");
  g_autoptr (OdPhrase) fits = od_phrase_new ("mailbox[abcdefgh]{3}[ab]{3}");

  g_assert_cmpuint (fits->words->len, ==, 8 * 8 * 8 * 2 * 2 * 2);
  g_assert_cmpuint (phrase->words->len, ==, 0);
  g_assert_cmpuint (phrase->rests->len, ==, 1);
  g_assert_cmpuint (g_array_index (phrase->rests, OdRest, 0).guard->len, >, 0);
}

static char *
repeated (const char *text, guint times)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static void
test_deep (void)
{
  const char *const texts[] = { "(", "(a|", ")", "[", "(?:", "(?!", "\\", "{", "(a{9})*", "((a)", "a|", "(" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *expression = repeated (texts[i], 2000);
      g_autoptr (OdPhrase) phrase = od_phrase_new (expression);

      g_assert_cmpuint (phrase->words->len + phrase->rests->len, >, 0);
    }
}

static const char *const bits[] = { "a",     "b",   "full", " ",     "mail", "(",   ")",     "|",   "?",
                                    "*",     "+",   "[ab]", "[^a]",  "\\b",  "\\d", "\\.",   ".",   "{2}",
                                    "{1,2}", "(?:", "(?=",  "[a-c]", "1",    "-",   "ab ab", "\\s", "\\w" };

static char *
random_of (GRand *random, const char *const *from, guint count, guint most)
{
  GString *text = g_string_new (NULL);
  guint length = (guint) g_rand_int_range (random, 1, (int) most);

  for (guint i = 0; i < length; i++)
    g_string_append (text, from[g_rand_int_range (random, 0, (int) count)]);
  return g_string_free (text, FALSE);
}

static gboolean
stands_in (const GArray *words, const char *text, int from)
{
  for (guint i = 0; i < words->len; i++)
    {
      const OdWord *word = &g_array_index (words, OdWord, i);

      for (const char *at = strstr (text + from, word->text); at != NULL; at = strstr (at + 1, word->text))
        if (!word->whole || !g_ascii_isalnum (at[strlen (word->text)]))
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_said (const OdPhrase *phrase, const char *text)
{
  if (stands_in (phrase->words, text, 0))
    return TRUE;
  for (guint i = 0; i < phrase->rests->len; i++)
    {
      const OdRest *rest = &g_array_index (phrase->rests, OdRest, i);

      if (rest->guard->len == 0 || stands_in (rest->guard, text, 0))
        return TRUE;
    }
  return FALSE;
}

static void
test_random (void)
{
  static const char *const letters[] = { "a", "b", "full", " ", "mail", "1", "-", "." };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261125);
  guint found = 0;

  for (guint round = 0; round < 6000; round++)
    {
      g_autofree char *expression = random_of (random, bits, G_N_ELEMENTS (bits), 9);
      g_autoptr (OdPhrase) phrase = od_phrase_new (expression);
      OdPattern *pattern = od_pattern_new_piece (expression);

      for (guint i = 0; i < 4; i++)
        {
          g_autofree char *text = random_of (random, letters, G_N_ELEMENTS (letters), 8);

          if (strstr (text, "  ") != NULL || !od_pattern_find (pattern, text, NULL, NULL))
            continue;
          found++;
          if (!is_said (phrase, text))
            g_error ("/%s/ is in “%s”, and no word says so", expression, text);
        }
      od_pattern_free (pattern);
    }
  g_assert_cmpuint (found, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phrase/words", test_words);
  g_test_add_func ("/phrase/rests", test_rests);
  g_test_add_func ("/phrase/nothing", test_nothing);
  g_test_add_func ("/phrase/too-many", test_too_many);
  g_test_add_func ("/phrase/deep", test_deep);
  g_test_add_func ("/phrase/random", test_random);
  return g_test_run ();
}
