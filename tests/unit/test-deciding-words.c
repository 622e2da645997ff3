/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The words that decided, as they stand in the original; a property over random texts from a fixed seed: what
 * is told always stands there. */

#include <string.h>

#include "od-deciding-words.h"

static OdPatterns *patterns;

static OdCondition *
parse (const char *attributes)
{
  g_autofree char *text = g_strdup_printf ("<when %s/>", attributes);
  g_autoptr (OdXmlNode) node = od_xml_parse ("file.xml", text, strlen (text), NULL);
  g_autoptr (GError) error = NULL;
  OdCondition *condition = od_condition_parse ("file.xml", node, NULL, patterns, &error);

  g_assert_no_error (error);
  return condition;
}

/* "name=value;name=value" */
static OdFacts *
facts_from (const char *text)
{
  OdFacts *facts = od_facts_new ();
  g_auto (GStrv) pairs = g_strsplit (text, ";", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      od_facts_add (facts, pair[0], pair[1], "example");
    }
  return facts;
}

typedef struct
{
  const char *attributes;
  const char *facts;
  const char *words; /* joined by "|" */
} Row;

static const Row rows[] = {
  { "text=\"/mailbox .* full/\"", "text=Your Mailbox is FULL now", "Mailbox is FULL" },
  { "text=\"/mailbox … full/\"", "text=Your Mailbox is FULL now", "Mailbox is FULL" },
  { "text=\"/full/\"", "text=FULL", "FULL" },
  { "text=\"/mailbox is full/\"", "text=  Your  mailbox \t is   full .", "mailbox \t is   full" },
  { "text=\"/überschritten/\"", "text=Größe der Datei ÜBERSCHRITTEN, Ärger", "ÜBERSCHRITTEN" },
  { "text=\"/grösse überschritten/\"", "text=Die GRÖSSE überschritten", "GRÖSSE überschritten" },
  { "text=\"/strasse/\"", "text=Große Straße 5", "Straße" },
  { "text=\"/voll/\"", "text=Straße ist VOLL!", "VOLL" },
  /* Letters with their marks apart (a and U+0308). */
  { "text=\"/postfach voll/\"", "text=Empfa\xcc\x88nger: Postfach voll.", "Postfach voll" },
  { "text=\"/empfänger/\"", "text=der Empfa\xcc\x88nger fehlt", "Empfa\xcc\x88nger" },
  { "text=\"/profil/\"", "text=Das Proﬁl fehlt", "Proﬁl" },
  { "text=\"/fehlt/\"", "text=Das Proﬁl fehlt", "fehlt" },
  { "text=\"/can't find/\"", "text=We can’t find “user”", "can’t find" },
  { "text=\"/find \\x22user\\x22/\"", "text=We can’t find “user”", "find “user”" },
  { "text=\"/user - unknown/\"", "text=the user – unknown", "user – unknown" },
  { "text=\"/user unknown/\"", "text=the user\xc2\xa0\xe2\x80\x83unknown!",
    "user\xc2\xa0\xe2\x80\x83unknown" },
  /* An acute accent by itself folds to a space and a mark. */
  { "text=\"/find user/\"", "text=we can´t find user 5", "find user" },
  { "text=\"/mailbox/\"", "text=ＭＡＩＬＢＯＸ full", "ＭＡＩＬＢＯＸ" },
  { "text=\"/無効/\"", "text=アドレスが無効です", "無効" },
  { "text=\"/不存在/\"", "text=邮箱 不存在。", "不存在" },
  /* None inside another, the first find of each. */
  { "text=\"/full/ | /mailbox full/\"", "text=Mailbox full, full", "Mailbox full" },
  { "text=\"/mailbox full/ | /full/\"", "text=Mailbox full", "Mailbox full" },
  { "text=\"/quota/ | /full/\"", "text=Full: quota", "quota|Full" },
  { "text=\"!/spam/ /full/\"", "text=it is full", "full" },
  { "says=\"sign\"", "text=Over Quota of 5 MB", "Over Quota" },
  { "says=\"sign\" text=\"/mb/\"", "text=Over Quota of 5 MB", "Over Quota|MB" },
  /* Where no words decided. */
  { "status=\"5.2.2\" code=\"550\"", "status=5.2.2;code=550;text=x", "5.2.2" },
  { "code=\"550\"", "status=5.2.2;code=550", "550" },
  { "code=\"*\"", "code=550", "" },
  { "stage=\"rcpt\"", "stage=rcpt;text=full", "" },
  { "status=\"5.2.2\" text=\"/full/\"", "status=5.2.2;text=Full", "Full" },
};

static char *
told (const char *attributes, const OdFacts *facts)
{
  g_autoptr (OdCondition) condition = parse (attributes);
  g_auto (GStrv) words = od_deciding_words (condition, facts);

  return g_strjoinv ("|", words);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdFacts) facts = facts_from (rows[i].facts);
      g_autofree char *words = told (rows[i].attributes, facts);

      g_test_message ("%s in %s", rows[i].attributes, rows[i].facts);
      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_several_texts (void)
{
  g_autoptr (OdFacts) facts = facts_from ("text=First FULL");
  g_autofree char *words = NULL;

  od_facts_add (facts, "text", "second Full", "example");
  words = told ("text=\"/full/\"", facts);
  g_assert_cmpstr (words, ==, "FULL|Full");
}

static void
test_random (void)
{
  static const char *const bits[] = { "full",      "Mailbox", "ß", "ﬁ", " ", "  ", "é",
                                      "e\xcc\x81", "“",       "´", "İ", "ü", "\t", "メ",
                                      "ﾒﾞ",        "½",       "Å", "…", "x", "№",  "한" };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261125);
  g_autoptr (OdCondition) condition = parse ("text=\"/full/ | /mailbox … x/ | /é/ | /x.{0,9}/\"");
  guint found = 0;

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (OdFacts) facts = od_facts_new ();
      g_auto (GStrv) words = NULL;

      for (int i = g_rand_int_range (random, 1, 12); i > 0; i--)
        g_string_append (text, bits[g_rand_int_range (random, 0, (int) G_N_ELEMENTS (bits))]);
      od_facts_add (facts, "text", text->str, "example");
      words = od_deciding_words (condition, facts);
      for (guint i = 0; words[i] != NULL; i++, found++)
        {
          g_assert_nonnull (strstr (text->str, words[i]));
          g_assert_true (g_utf8_validate (words[i], -1, NULL));
        }
    }
  g_assert_cmpuint (found, >, 1000);
}

int
main (int argc, char **argv)
{
  static const char signs[] = "<signs><sign id=\"sign\"><pattern>over … quota</pattern></sign></signs>";
  g_autoptr (OdXmlNode) node = od_xml_parse ("signs", signs, strlen (signs), NULL);
  int result;

  g_test_init (&argc, &argv, NULL);
  patterns = od_patterns_new (TRUE);
  g_assert_true (od_patterns_read_signs (patterns, "signs", node, NULL));
  g_test_add_func ("/deciding-words/rows", test_rows);
  g_test_add_func ("/deciding-words/several-texts", test_several_texts);
  g_test_add_func ("/deciding-words/random", test_random);
  result = g_test_run ();
  od_patterns_free (patterns);
  return result;
}
