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

static void
test_fold (void)
{
  g_autofree char *folded = od_text_fold ("  Über\xc2\xa0"
                                          "5.7.1\t STRASSE \n ﬁn ");
  g_assert_cmpstr (folded, ==, "über 5.7.1 strasse fin");
  g_autofree char *collapsed = od_text_collapse ("\n  Ab \n  c ");
  g_assert_cmpstr (collapsed, ==, "Ab c");
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
  g_test_add_func ("/text/expand", test_expand);
  g_test_add_func ("/text/isolate", test_isolate);
  return g_test_run ();
}
