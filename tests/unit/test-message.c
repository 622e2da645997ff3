/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The test message and its dot-stuffing: headers, sizes and encodings, and a round trip against a decoder
 * written from RFC 5321 §4.5.2 alone, for random bytes and every split point. */

#include "od-dot-stuffing.h"
#include "od-message.h"

#include <string.h>

static OdAddress anna = { (char *) "anna", (char *) "example.org", (char *) "example.org",
                          (char *) "anna@example.org", FALSE };
static OdAddress joerg = { (char *) "jörg", (char *) "example.org", (char *) "example.org",
                           (char *) "jörg@example.org", TRUE };

static GBytes *
compose (OdAddress *from,
         const char *subject,
         const char *text,
         guint64 size,
         gboolean ascii_only,
         GError **error)
{
  g_autoptr (GPtrArray) to = g_ptr_array_new ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 ("2026-11-24T20:00:00+01:00", NULL);
  OdMessageParts parts = { from, to, subject, text, date, "x1@example.org", size, ascii_only };

  g_ptr_array_add (to, &anna);
  g_ptr_array_add (to, &anna);
  return od_message_compose (&parts, error);
}

static char *
compose_text (OdAddress *from, const char *subject, const char *text, guint64 size, gboolean ascii_only)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = compose (from, subject, text, size, ascii_only, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_lines (const char *text)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\r\n");

      g_assert_cmpuint (length, <=, 998);
      g_assert_true (g_str_has_prefix (text + length, "\r\n"));
      text += length + 2;
    }
}

static void
assert_holds (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is missing in:\n%s", part, text);
}

static void
test_headers (void)
{
  g_autofree char *text = compose_text (&anna, "Prüfung", "Grüße\n.\n", 0, FALSE);

  assert_lines (text);
  assert_holds (text, "Date: Tue, 24 Nov 2026 20:00:00 +0100\r\n");
  assert_holds (text, "Message-Id: <x1@example.org>\r\n");
  assert_holds (text, "From: anna@example.org\r\n");
  assert_holds (text, "To: anna@example.org,\r\n anna@example.org\r\n");
  assert_holds (text, "Subject: =?");
  assert_holds (text, "Auto-Submitted: auto-generated\r\n");
  assert_holds (text, "MIME-Version: 1.0\r\n");
  assert_holds (text, "Content-Transfer-Encoding: 8bit\r\n");
  assert_holds (text, "\r\n\r\nGrüße\r\n.\r\n");
}

static void
test_ascii_only (void)
{
  g_autofree char *text = compose_text (&anna, "Prüfung", "Grüße\n", 5000, TRUE);

  g_assert_true (g_str_is_ascii (text));
  assert_lines (text);
  assert_holds (text, "Content-Transfer-Encoding: quoted-printable\r\n");
  assert_holds (text, "\r\nGr=C3=BC=C3=9Fe\r\n");
}

static void
test_smtputf8 (void)
{
  g_autofree char *text = compose_text (&joerg, "x", "y", 0, FALSE);
  g_autoptr (GError) error = NULL;

  assert_holds (text, "From: jörg@example.org\r\n");
  g_assert_null (compose (&joerg, "x", "y", 0, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_line_ends_and_long_lines (void)
{
  g_autofree char *line = g_strnfill (5000, 'x');
  g_autofree char *mixed = compose_text (&anna, "x", "a\rb\nc\r\nd\n\r.e", 0, FALSE);
  g_autofree char *folded = compose_text (&anna, "x", line, 0, FALSE);
  g_autofree char *subject = compose_text (&anna, line, "x", 0, FALSE);

  assert_holds (mixed, "\r\n\r\na\r\nb\r\nc\r\nd\r\n\r\n.e\r\n");
  assert_lines (mixed);
  assert_lines (folded);
  assert_lines (subject);
}

static void
test_sizes (void)
{
  const guint64 sizes[] = { 0, 1024, 100 * 1024, 5 * 1024 * 1024 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint off = 0; off < 3; off++)
      {
        g_autofree char *text = compose_text (&anna, "x", "Grüße", sizes[i] + off, i % 2);

        g_assert_cmpuint (strlen (text), >=, sizes[i] + off);
        if (i > 0)
          g_assert_cmpuint (strlen (text), <, sizes[i] + off + 80);
        assert_lines (text);
      }
}

static void
test_refusals (void)
{
  const char *subjects[] = { "a\r\nBcc: x@y.z", "a\nb", "\xff", "a\x1b[0m" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_assert_null (compose (&anna, subjects[i], "x", 0, FALSE, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_clear_error (&error);
    }
  g_assert_null (compose (&anna, "x", "x", (guint64) OD_MESSAGE_MAX_SIZE + 1, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* What a server keeps of the wire: lines up to the lone dot, one leading dot taken off. */
static GByteArray *
receive (const GByteArray *wire)
{
  GByteArray *kept = g_byte_array_new ();
  gsize at = 0;

  for (;;)
    {
      gsize end = at;

      while (wire->data[end] != '\r' && wire->data[end] != '\n')
        g_assert_cmpuint (++end, <, wire->len);
      g_assert_cmpuint (end + 1, <, wire->len);
      g_assert_true (wire->data[end] == '\r' && wire->data[end + 1] == '\n');
      if (end - at == 1 && wire->data[at] == '.')
        {
          g_assert_cmpuint (end + 2, ==, wire->len);
          return kept;
        }
      at += wire->data[at] == '.' ? 1 : 0;
      g_byte_array_append (kept, wire->data + at, end + 2 - at);
      at = end + 2;
    }
}

/* CRLF, CR and LF each end a line; the last line is ended. */
static GByteArray *
expected (const char *text, gsize length)
{
  GByteArray *lines = g_byte_array_new ();

  for (gsize i = 0; i < length; i++)
    {
      gboolean ends = text[i] == '\r' || text[i] == '\n';

      g_byte_array_append (lines, (const guint8 *) (ends ? "\r\n" : text + i), ends ? 2 : 1);
      if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n')
        i++;
    }
  if (length > 0 && text[length - 1] != '\r' && text[length - 1] != '\n')
    g_byte_array_append (lines, (const guint8 *) "\r\n", 2);
  return lines;
}

static void
assert_round_trip (const char *text, gsize length, gsize split)
{
  OdDotStuffing state = OD_DOT_STUFFING_INIT;
  g_autoptr (GByteArray) wire = g_byte_array_new ();
  g_autoptr (GByteArray) kept = NULL;
  g_autoptr (GByteArray) wanted = expected (text, length);

  od_stuff_dots (&state, text, split, wire);
  od_stuff_dots (&state, text + split, length - split, wire);
  od_end_dots (&state, wire);
  kept = receive (wire);
  g_assert_cmpmem (kept->data, kept->len, wanted->data, wanted->len);
}

static void
test_dots (void)
{
  const char *texts[] = { "",      ".",       "..",          ".x", "a\r\n.\r\nb", "\n.\n",
                          "\r.\r", "\n.\r\n", "\r\r\n.\r\r", "a",  "\r\n.\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize split = 0; split <= strlen (texts[i]); split++)
      assert_round_trip (texts[i], strlen (texts[i]), split);
}

static void
test_random_dots (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5321);
  const char letters[] = "..\r\r\n\n\r\nax\0";

  for (guint round = 0; round < 2000; round++)
    {
      char text[40];

      for (guint i = 0; i < sizeof text; i++)
        text[i] = letters[g_rand_int_range (rand, 0, sizeof letters)];
      for (gsize split = 0; split <= sizeof text; split++)
        assert_round_trip (text, sizeof text, split);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/headers", test_headers);
  g_test_add_func ("/message/ascii-only", test_ascii_only);
  g_test_add_func ("/message/smtputf8", test_smtputf8);
  g_test_add_func ("/message/line-ends", test_line_ends_and_long_lines);
  g_test_add_func ("/message/sizes", test_sizes);
  g_test_add_func ("/message/refusals", test_refusals);
  g_test_add_func ("/message/dots", test_dots);
  g_test_add_func ("/message/random-dots", test_random_dots);
  return g_test_run ();
}
