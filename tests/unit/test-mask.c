/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Secrets are found in every encoding a server may echo them in, and nothing of them stays. */

#include "od-mask.h"

#include <string.h>

static const char *const passwords[] = { "hunter2-canary", "pä%ß n\"€'\\", "日本語パス", "a%25b%2fc",
                                         "x+y/z=?>~\xc3\xbf" };

static char *
mask (const char *secret, const char *bytes, gsize length)
{
  g_autoptr (OdMask) self = od_mask_new ();
  gsize out_length = 0;
  od_mask_add (self, secret, strlen (secret));
  char *out = od_mask_apply (self, bytes, length, &out_length);
  g_assert_cmpuint (out[out_length], ==, 0);
  return out;
}

static void
assert_masked (const char *secret, const char *encoded)
{
  g_autofree char *line = g_strconcat ("<", encoded, encoded, "> end", NULL);
  g_autofree char *out = mask (secret, line, strlen (line));
  g_assert_cmpstr (out, ==, "<" OD_MASK_TEXT "> end");
}

static void
test_plain_and_hex (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr (GString) hex = g_string_new (NULL);
      for (const char *p = passwords[i]; *p != '\0'; p++)
        g_string_append_printf (hex, "%02x", (guchar) *p);
      g_autofree char *upper = g_ascii_strup (hex->str, -1);
      assert_masked (passwords[i], passwords[i]);
      assert_masked (passwords[i], hex->str);
      assert_masked (passwords[i], upper);
    }
}

static void
test_percent (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr (GString) lower = g_string_new (NULL);
      for (const char *p = passwords[i]; *p != '\0'; p++)
        g_string_append_printf (lower, "%%%02x", (guchar) *p);
      g_autofree char *some = g_uri_escape_string (passwords[i], NULL, FALSE);
      assert_masked (passwords[i], lower->str);
      assert_masked (passwords[i], some);
    }
}

/* Only what the neighbours decide alone may stay of the base64 of a beginning, the secret and "cd": at most
 * one character of "c" and, in a group of its own, "ZA==" for "d". */
static void
test_base64 (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    for (gsize shift = 0; shift < 6; shift++)
      {
        g_autofree char *plain = g_strdup_printf ("%.*s%scd", (int) shift, "uvwxyz", passwords[i]);
        g_autofree char *encoded = g_base64_encode ((const guchar *) plain, strlen (plain));
        for (guint url = 0; url < 2; url++)
          {
            if (url == 1)
              g_strdelimit (g_strdelimit (encoded, "+", '-'), "/", '_');
            g_autofree char *out = mask (passwords[i], encoded, strlen (encoded));
            const char *after = strstr (out, OD_MASK_TEXT);
            g_assert_nonnull (after);
            g_assert_cmpuint ((gsize) (after - out), ==, shift * 8 / 6);
            g_assert_cmpuint (strlen (after + strlen (OD_MASK_TEXT)), <=, 5);
          }
      }
}

static void
test_short_and_nul (void)
{
  g_autofree char *word = mask ("ab", "ab, cab ab. YWI= 6162", 21);
  g_assert_cmpstr (word, ==, OD_MASK_TEXT ", cab " OD_MASK_TEXT ". " OD_MASK_TEXT " " OD_MASK_TEXT);
  g_autofree char *none = mask ("", "text", 4);
  g_assert_cmpstr (none, ==, "text");
  g_autofree char *nul = mask ("secret", "\0u\0secret", 9);
  g_assert_cmpmem (nul, 3, "\0u\0", 3);
  g_assert_cmpstr (nul + 3, ==, OD_MASK_TEXT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask/plain-and-hex", test_plain_and_hex);
  g_test_add_func ("/mask/percent", test_percent);
  g_test_add_func ("/mask/base64", test_base64);
  g_test_add_func ("/mask/short-and-nul", test_short_and_nul);
  return g_test_run ();
}
