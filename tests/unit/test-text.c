/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Safe display, folding and placeholders: tables, and a property over random bytes from a fixed seed. */

#include "od-text.h"

#include <string.h>

static void
test_make_safe (void)
{
  static const struct
  {
    const char *bytes;
    gssize length;
    const char *safe;
  } cases[] = {
    { "plain <b>&amp;", -1, "plain <b>&amp;" },
    { "a\0b", 3, "a\\x00b" },
    { "\x1b[2J\x07", -1, "\\x1b[2J\\x07" },
    { "gr\xfc\xdf", -1, "gr\\xfc\\xdf" },
    { "größe\tx", -1, "größe x" },
    { "\xe2\x80\xaetxt\xe2\x81\xa6", -1, "\\u{202E}txt\\u{2066}" },
    { "a\xe2\x80\x8b\xef\xbb\xbf", -1, "a\\u{200B}\\u{FEFF}" },
    { "\xf3\xa0\x81\x81", -1, "\\u{E0041}" },
    { "\xe2\x80\xa8", -1, "\\u{2028}" },
    { "\xc2\x9b", -1, "\\x9b" },
    { "one\r\ntwo", -1, "one\\x0d\\x0atwo" },
    { "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81z", -1, "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81…z" },
    { "\xe2\x82", -1, "\\xe2\\x82" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *safe = od_text_make_safe (cases[i].bytes, cases[i].length);
      g_assert_cmpstr (safe, ==, cases[i].safe);
    }
}

static void
assert_harmless (const char *safe)
{
  g_assert_true (g_utf8_validate (safe, -1, NULL));
  for (const char *p = safe; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      g_assert_false (c < 0x20 || (c >= 0x7f && c < 0xa0));
      g_assert_false ((c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e));
      g_assert_false ((c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0x061c);
      g_assert_false (c >= 0xe0000 && c <= 0xe0fff);
    }
}

/* Half of the rounds are random bytes, half random code points, so that valid UTF-8 comes up, too. */
static void
test_make_safe_property (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20240722);
  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) bytes = g_string_new (NULL);
      for (guint i = 0; i < 24; i++)
        {
          gunichar c = (gunichar) g_rand_int_range (random, 0, round % 4 == 1 ? 0x10ffff : 0x2100);
          if (round % 2 == 0)
            g_string_append_c (bytes, (char) g_rand_int_range (random, 0, 256));
          else
            g_string_append_unichar (bytes, c);
        }
      g_autofree char *safe = od_text_make_safe (bytes->str, (gssize) bytes->len);
      assert_harmless (safe);
    }
  for (gunichar c = 1; c < 0x110000; c++)
    {
      char bytes[6];
      g_autofree char *safe = od_text_make_safe (bytes, g_unichar_to_utf8 (c, bytes));
      assert_harmless (safe);
    }
}

/* Every letter of the planes in use folds the short way as the long way: a letter that only the long way
 * knows (U+FB01) stands behind it. */
static void
test_fold_letters (void)
{
  for (gunichar c = 0x80; c < 0xffff; c++)
    {
      char letter[8] = "";
      g_autofree char *text = NULL;
      g_autofree char *folded = NULL;
      g_autofree char *longer = NULL;
      g_autofree char *folded_longer = NULL;
      g_autofree char *wanted = NULL;

      if (!g_unichar_validate (c) || !g_unichar_isdefined (c))
        continue;
      letter[g_unichar_to_utf8 (c, letter)] = '\0';
      text = g_strdup_printf ("A %s  B", letter);
      longer = g_strconcat (text, "\xef\xac\x81", NULL);
      folded = od_text_fold (text);
      folded_longer = od_text_fold (longer);
      wanted = g_strconcat (folded, "fi", NULL);
      g_assert_cmpstr (folded_longer, ==, wanted);
    }
}

static void
test_fold (void)
{
  g_autofree char *folded = od_text_fold ("  Über\xc2\xa0"
                                          "5.7.1\t STRASSE \n ﬁn ");
  g_assert_cmpstr (folded, ==, "über 5.7.1 strasse fin");
  g_autofree char *collapsed = od_text_collapse ("\n  Ab \n  c ");
  g_assert_cmpstr (collapsed, ==, "Ab c");
}

/* A letter that is no ASCII behind the text makes it go the long way, which must give the same. */
static void
assert_same_both_ways (const char *text)
{
  g_autofree char *longer = g_strconcat (text, "|é", NULL);
  g_autofree char *with_bar = g_strconcat (text, "|", NULL);
  g_autofree char *folded = od_text_fold (with_bar);
  g_autofree char *folded_longer = od_text_fold (longer);
  g_autofree char *folded_wanted = g_strconcat (folded, "é", NULL);
  g_autofree char *safe = od_text_make_safe (with_bar, -1);
  g_autofree char *safe_longer = od_text_make_safe (longer, -1);
  g_autofree char *safe_wanted = g_strconcat (safe, "é", NULL);

  g_assert_cmpstr (folded_longer, ==, folded_wanted);
  g_assert_cmpstr (safe_longer, ==, safe_wanted);
}

static void
test_short_cuts (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261125);
  g_autofree char *none = od_text_fold (" \t\v\f\r\n ");

  g_assert_cmpstr (none, ==, "");
  for (char c = 1; c < 0x7f; c++)
    {
      const char text[] = { 'a', c, 'B', c, c, 'Z', '\0' };

      assert_same_both_ways (text);
      assert_same_both_ways (text + 1);
    }
  for (guint round = 0; round < 5000; round++)
    {
      char text[20] = "";

      for (int i = g_rand_int_range (random, 0, (int) sizeof text); i > 0; i--)
        text[i - 1] = (char) g_rand_int_range (random, 1, 0x80);
      assert_same_both_ways (text);
    }
}

typedef struct
{
  const char *text;
  const char *piece; /* of the folded text */
  const char *original;
} UnfoldRow;

static const UnfoldRow unfold_rows[] = {
  { "Mailbox FULL", "full", "FULL" },
  { "  Mailbox \t FULL ", "box full", "box \t FULL" },
  { "\v\fMailbox\vFULL", "mailbox full", "Mailbox\vFULL" },
  { "Größe ÜBER 5", "grösse über", "Größe ÜBER" },
  { "Straße X", "se x", "ße X" }, /* half of a letter is the letter */
  { "das Proﬁl hier", "profil", "Proﬁl" },
  { "das Proﬁl hier", "hier", "hier" },
  { "Empfa\xcc\x88nger da", "empfänger", "Empfa\xcc\x88nger" },
  { "Empfa\xcc\x88nger da", "da", "da" },
  { "can´t find", "find", "find" },
  { "“we can’t” – find", "\"we can't\" - f", "“we can’t” – f" },
  { "a\xc2\xa0\xe2\x80\x83"
    "b c",
    "b c", "b c" },
  { "İstanbul BOX", "box", "BOX" },
  { "ＭＡＩＬ ½ №5 box", "no5", "№5" },
  { "ＭＡＩＬ ½ №5 box", "box", "box" },
};

static void
test_unfold (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unfold_rows); i++)
    {
      const UnfoldRow *row = &unfold_rows[i];
      g_autofree char *folded = od_text_fold (row->text);
      const char *piece = strstr (folded, row->piece);
      g_autofree char *original = NULL;
      gsize start;

      g_assert_nonnull (piece);
      start = (gsize) (piece - folded);
      original = od_text_unfold (row->text, folded, start, start + strlen (row->piece));
      g_assert_cmpstr (original, ==, row->original);
    }
}

/* Places that are none, and bytes that are no UTF-8. */
static void
test_unfold_odd (void)
{
  static const char *const texts[] = { "",      " ",        "a",        "\xcc\x88",          " \xcc\x88",
                                       "a\xe2", "\xff\xfe", "\xf0\x9f", "é\xcc\x88\xcc\x88", "\xe2\x80\xa8" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize start = 0; start < 12; start++)
      for (gsize end = 0; end < 12; end++)
        {
          g_autofree char *folded = od_text_fold (texts[i]);
          g_autofree char *original = od_text_unfold (texts[i], folded, start, end);

          g_assert_true (g_utf8_validate (original, -1, NULL));
          g_assert_true (end > start || *original == '\0');
        }
}

/* Nothing is lost: the pieces before, in and behind any place make up the whole. */
static void
test_unfold_property (void)
{
  static const char *const bits[] = { "a",         "B", "ß", "ﬁ", " ", "  ", "é",
                                      "e\xcc\x81", "“", "´", "İ", "½", "…",  "メ" };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261125);

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *folded = NULL;
      g_autofree char *whole = NULL;

      for (int i = g_rand_int_range (random, 1, 9); i > 0; i--)
        g_string_append (text, bits[g_rand_int_range (random, 0, (int) G_N_ELEMENTS (bits))]);
      folded = od_text_fold (text->str);
      whole = od_text_unfold (text->str, folded, 0, strlen (folded));
      g_assert_cmpstr (whole, ==, g_strstrip (text->str));
    }
}

static char *
look_up (const char *name, gpointer user_data)
{
  return g_str_equal (name, "host") ? g_strdup ("mx.test {port}") : NULL;
}

static void
test_expand (void)
{
  static const char *const cases[][2] = {
    { "to {host}!", "to mx.test {port}!" },
    { "{{host}}", "{host}" },
    { "{none}", "…" },
    { "open {", "open {" },
    { "{}", "{}" },
    { "a } b", "a } b" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = od_text_expand (cases[i][0], look_up, NULL);
      g_assert_cmpstr (text, ==, cases[i][1]);
    }
  g_auto (GStrv) names = od_text_placeholders ("{b} {a} {{c}} {b}");
  g_autofree char *joined = g_strjoinv (" ", names);
  g_assert_cmpstr (joined, ==, "a b");
}

static void
test_isolate (void)
{
  g_autofree char *left = od_text_isolate ("mx.test");
  g_autofree char *right = od_text_isolate ("שלום");
  g_assert_cmpstr (left, ==, "mx.test");
  g_assert_cmpstr (right, ==, "\xe2\x81\xa8שלום\xe2\x81\xa9");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/make-safe", test_make_safe);
  g_test_add_func ("/text/make-safe-property", test_make_safe_property);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-letters", test_fold_letters);
  g_test_add_func ("/text/short-cuts", test_short_cuts);
  g_test_add_func ("/text/unfold", test_unfold);
  g_test_add_func ("/text/unfold-odd", test_unfold_odd);
  g_test_add_func ("/text/unfold-property", test_unfold_property);
  g_test_add_func ("/text/expand", test_expand);
  g_test_add_func ("/text/isolate", test_isolate);
  return g_test_run ();
}
