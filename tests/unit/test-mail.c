/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Mails taken apart: what is found in good ones, and that hostile ones end in a clear word, in little memory
 * and time (SECURITY.md §4). */

#include "od-bounce.h"
#include "od-mail.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

static OdMail *
parse (const char *bytes)
{
  g_autoptr (GError) error = NULL;
  OdMail *mail = od_mail_parse (bytes, strlen (bytes), &error);

  g_assert_no_error (error);
  g_assert_nonnull (mail);
  return mail;
}

static void
refuse (const char *bytes, gsize length, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  OdMail *mail = od_mail_parse (bytes, length, &error);

  g_assert_null (mail);
  g_assert_error (error, OD_MAIL_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
}

/* Kilobytes the process has held at most. */
static long
peak_memory (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  return usage.ru_maxrss;
}

static void
test_headers (void)
{
  g_autoptr (OdMail) mail =
      parse ("Return-Path: <>\r\nFROM: =?iso-8859-1?q?J=FCrgen?= <j@example.org>\r\nSubject: =?utf-8?b?"
             "w4RwZmVs?=\r\n\tand more\r\nMessage-ID: <1@example.org>\r\nAuto-Submitted: "
             "auto-replied\r\nContent-Type: Text/Plain\r\n\r\nhello\r\n");

  g_assert_cmpstr (mail->from, ==, "Jürgen <j@example.org>");
  g_assert_cmpstr (mail->subject, ==, "Äpfel and more");
  g_assert_cmpstr (mail->message_id, ==, "<1@example.org>");
  g_assert_cmpstr (mail->auto_submitted, ==, "auto-replied");
  g_assert_cmpstr (mail->return_path, ==, "<>");
  g_assert_cmpstr (mail->content_type, ==, "text/plain");
  g_assert_cmpstr (mail->report_type, ==, "");
  g_assert_cmpstr (mail->text, ==, "hello\r\n");
  g_assert_null (od_fields_get (mail->headers, "x-none"));
  g_assert_null (mail->per_message);
  g_assert_null (mail->original);
}

static void
test_report (void)
{
  g_autoptr (OdMail) mail = parse (
      "From: d@example.org\nContent-Type: multipart/report; report-type=\"Delivery-Status\"; boundary=x\n\n"
      "preamble\n--x\n\none\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; r\n\n"
      "Final-Recipient: rfc822; a@example.org\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; "
      "b@example.org\nStatus: 5.1.2\n--x\nContent-Type: text/rfc822-headers\n\nSubject: hello\nTo: "
      "a@example.org\n--x\n\nnot read\n--x--\nepilogue\n");

  g_assert_cmpstr (mail->report_type, ==, "delivery-status");
  g_assert_cmpstr (mail->text, ==, "one");
  g_assert_cmpstr (od_fields_get (mail->per_message, "reporting-mta"), ==, "dns; r");
  g_assert_cmpuint (mail->recipients->len, ==, 2);
  g_assert_cmpstr (od_fields_get (mail->recipients->pdata[1], "status"), ==, "5.1.2");
  g_assert_cmpstr (od_fields_get (mail->original, "subject"), ==, "hello");
}

static void
test_text (void)
{
  static const struct
  {
    const char *head;
    const char *body;
    const char *text;
  } cases[] = {
    { "Content-Type: text/plain; charset=utf-8\n", "Grüße\n", "Grüße\n" },
    { "Content-Type: text/plain; charset=us-ascii\n",
      "Gr\xfc\xdf"
      "e\n",
      "Grüße\n" },
    { "Content-Type: text/plain; charset=no-such-thing\n",
      "Gr\xfc\xdf"
      "e\n",
      "Grüße\n" },
    { "Content-Type: text/plain; charset=utf-8\n", "Gr\xfc\n", "Grü\n" },
    { "Content-Type: text/plain; charset=iso-8859-1\n", "\x80 5\n", "€ 5\n" },
    { "Content-Type: text/plain; charset=iso-2022-jp\n", "\033$B%(%i!<\033(B\n", "エラー\n" },
    { "Content-Type: text/plain\n", "\033$B%(%i!<\033(B\n", "エラー\n" },
    { "Content-Transfer-Encoding: quoted-printable\n", "a=3Db=\nc", "a=bc" },
    { "Content-Transfer-Encoding: BASE64\n", "aGVsbG8=\n", "hello" },
    { "Content-Type: text/html\n",
      "<p>a &amp; b<br>c</p><script>x()</script><!-- y --> &lt;d@e.f&gt; &#228;&nope;",
      "a & b\nc\n\n<d@e.f> ä&nope;" },
    { "Content-Type: multipart/alternative; boundary=x\n",
      "--x\n\nplain\n--x\nContent-Type: text/html\n\n<b>html</b>\n--x--\n", "plain" },
    { "Content-Type: multipart/mixed; boundary=\"x y\"\n", "--x y\n\none\n--x y\n\ntwo\n--x y--\n",
      "one\n\ntwo" },
    { "Content-Type: multipart/mixed; boundary=x\n",
      "--x\n\none\n--x\nContent-Disposition: attachment\n\ntwo\n--x--\n", "one" },
    { "Content-Type: multipart/mixed; boundary=x\n", "--x\n\ncut off", "cut off" },
    { "Content-Type: multipart/mixed\n", "no boundary\n", "" },
    { "Content-Type: application/octet-stream\n", "binary\n", "" },
    { "", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bytes = g_strdup_printf ("From: a@example.org\n%s\n%s", cases[i].head, cases[i].body);
      g_autoptr (OdMail) mail = parse (bytes);
      g_assert_cmpstr (mail->text, ==, cases[i].text);
    }
}

static void
test_nul (void)
{
  static const char bytes[] = "From: a@exam\0ple.org\nSubject: x\n\nhel\0lo\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (OdMail) mail = od_mail_parse (bytes, sizeof bytes - 1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mail->from, ==, "a@exam ple.org");
  g_assert_cmpstr (mail->text, ==, "hel lo\n");
}

static void
test_line_ends (void)
{
  g_autoptr (OdMail) mail = parse ("From: a@example.org\rSubject: x\r\rone\rtwo\r");

  g_assert_cmpstr (mail->subject, ==, "x");
  g_assert_cmpstr (mail->text, ==, "one\ntwo\n");
}

static void
test_long_text_is_cut_between_letters (void)
{
  GString *bytes = g_string_new ("From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\nx");

  for (guint i = 0; i < 100000; i++)
    g_string_append (bytes, "ü");
  g_autoptr (OdMail) mail = parse (bytes->str);
  g_assert_cmpuint (strlen (mail->text), <=, 64 * 1024);
  g_assert_true (g_str_has_suffix (mail->text, "ü"));
  g_string_free (bytes, TRUE);
}

static void
test_no_mail (void)
{
  static const char zeros[4096];

  refuse ("", 0, OD_MAIL_ERROR_EMPTY, "nothing");
  refuse (" \r\n\n", 4, OD_MAIL_ERROR_EMPTY, "nothing");
  refuse ("hello there\n", 12, OD_MAIL_ERROR_NOT_MAIL, "no mail");
  refuse ("\x89PNG\r\n\x1a\n", 8, OD_MAIL_ERROR_NOT_MAIL, "no mail");
  refuse (zeros, sizeof zeros, OD_MAIL_ERROR_NOT_MAIL, "no mail");
}

static void
test_looks_like_one (void)
{
  static const char *const yes[] = { "From: a@b\nTo: c@d\n\nx",
                                     "Received: from x\n by y\nDate: z\nSubject: q\n",
                                     "From a@b Tue Nov 24\nReturn-Path: <>\nSubject: x\n\n" };
  static const char *const no[] = { "",
                                    "550 5.1.1 no",
                                    "Error: 550 no\n\n",
                                    "Subject: x\n\n",
                                    "To: a\nhello\n",
                                    "2026-11-24 host postfix: x\nFrom: a\nTo: b\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_true (od_mail_looks_like_one (yes[i], strlen (yes[i])));
  for (gsize i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_false (od_mail_looks_like_one (no[i], strlen (no[i])));
}

/* 2 GB of zeros, without memory for them. */
static void
test_zeros (void)
{
  gsize length = (gsize) 2 << 30;
  char *zeros = mmap (NULL, length, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  long before = peak_memory ();

  if (zeros == MAP_FAILED)
    {
      g_test_skip ("no room for 2 GB of addresses");
      return;
    }
  refuse (zeros, length, OD_MAIL_ERROR_TOO_BIG, "25 MiB");
  g_assert_cmpint (peak_memory () - before, <, 1024);
  munmap (zeros, length);
}

static void
test_largest (void)
{
  gsize length = OD_MAIL_MAX_BYTES;
  char *bytes = g_malloc0 (length + 1);
  static const char head[] = "From: a@example.org\nSubject: x\n\n";

  memcpy (bytes, head, strlen (head));
  long before = peak_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdMail) mail = od_mail_parse (bytes, length, &error);
  g_assert_no_error (error);
  g_assert_cmpint (peak_memory () - before, <, 8 * 1024);
  refuse (bytes, length + 1, OD_MAIL_ERROR_TOO_BIG, "25 MiB");
  g_free (bytes);
}

static void
test_many_parts (void)
{
  GString *bytes = g_string_new ("From: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\n");
  long before = peak_memory ();

  for (guint i = 0; i < 998; i++)
    g_string_append (bytes, "--x\n\ny\n");
  OdMail *mail = parse (bytes->str);
  od_mail_free (mail);
  for (guint i = 998; i < 200000; i++)
    g_string_append (bytes, "--x\n\ny\n");
  refuse (bytes->str, bytes->len, OD_MAIL_ERROR_TOO_BIG, "1,000");
  g_assert_cmpint (peak_memory () - before, <, 16 * 1024);
  g_string_free (bytes, TRUE);
}

static void
test_deep (void)
{
  GString *bytes = g_string_new ("From: a@example.org\n");

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (bytes, "Content-Type: multipart/mixed; boundary=x%u\n\n--x%u\n", i, i);
  refuse (bytes->str, bytes->len, OD_MAIL_ERROR_TOO_BIG, "30");
  g_string_free (bytes, TRUE);
}

/* Messages within messages are not entered at all. */
static void
test_deep_messages (void)
{
  GString *bytes =
      g_string_new ("From: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nhello\n--x\n");

  for (guint i = 0; i < 1000; i++)
    g_string_append (bytes, "Content-Type: message/rfc822\n\n");
  g_autoptr (OdMail) mail = parse (bytes->str);
  g_assert_cmpstr (mail->text, ==, "hello");
  g_string_free (bytes, TRUE);
}

static void
test_header_bomb (void)
{
  GString *bytes = g_string_new ("From: a@example.org\n");

  while (bytes->len < OD_MAIL_MAX_HEADERS - 200)
    g_string_append (bytes, "X-Filler: yes\n");
  gsize fits = bytes->len;
  g_string_append (bytes, "\nhello\n");
  OdMail *mail = parse (bytes->str);
  g_assert_cmpstr (mail->text, ==, "hello\n");
  od_mail_free (mail);
  g_string_truncate (bytes, fits);
  while (bytes->len < 5 * 1024 * 1024)
    g_string_append (bytes, "X-Filler: yes\n");
  refuse (bytes->str, bytes->len, OD_MAIL_ERROR_TOO_BIG, "100 KiB");
  g_string_free (bytes, TRUE);

  char *line = g_strnfill (OD_MAIL_MAX_HEADERS * 2, 'x');
  memcpy (line, "From: ", 6);
  refuse (line, strlen (line), OD_MAIL_ERROR_TOO_BIG, "100 KiB");
  g_free (line);
}

/* Thousands of recipients, replies and lines at the edge of every bound: seconds at most, even with
 * sanitizers. */
static void
test_crowded_notice (void)
{
  GString *bytes =
      g_string_new ("Return-Path: <>\nFrom: MAILER-DAEMON@example.org\nSubject: failure notice\n\nYour "
                    "message could not be delivered to:\n");

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (bytes, "%u@b.org\n550 5.1.1 %u@c.org\n", i, i);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (OdMail) mail = parse (bytes->str);
  g_autoptr (GPtrArray) cases = od_bounce_read (mail);
  g_assert_cmpuint (cases->len, >, 100);
  g_assert_cmpuint (cases->len, <=, 2000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
  g_string_free (bytes, TRUE);
}

static void
test_any_bytes (void)
{
  GRand *random = g_rand_new_with_seed (20261124);
  static const char alphabet[] = "\0\n\r\t :;-=<>@.\"\\x{}()[]&#5ab\xc3\xbc\xff\x1b$BFrom: --x";

  for (guint round = 0; round < 3000; round++)
    {
      GString *bytes = g_string_new ("From: a@b\nContent-Type: multipart/report; boundary=x\n\n--x\n");
      if (round % 2 == 0)
        g_string_append (bytes, "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b\n");
      for (guint i = 0; i < 300; i++)
        g_string_append_c (bytes, alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)]);
      g_autoptr (OdMail) mail = od_mail_parse (bytes->str, bytes->len, NULL);
      g_autoptr (GPtrArray) cases = mail != NULL ? od_bounce_read (mail) : NULL;
      g_assert_true (mail == NULL || g_utf8_validate (mail->text, -1, NULL));
      g_autoptr (GPtrArray) pasted = od_bounce_text_read (bytes->str, bytes->len);
      g_string_free (bytes, TRUE);
    }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/headers", test_headers);
  g_test_add_func ("/mail/report", test_report);
  g_test_add_func ("/mail/text", test_text);
  g_test_add_func ("/mail/nul", test_nul);
  g_test_add_func ("/mail/line-ends", test_line_ends);
  g_test_add_func ("/mail/long-text", test_long_text_is_cut_between_letters);
  g_test_add_func ("/mail/no-mail", test_no_mail);
  g_test_add_func ("/mail/looks-like-one", test_looks_like_one);
  g_test_add_func ("/mail/zeros", test_zeros);
  g_test_add_func ("/mail/largest", test_largest);
  g_test_add_func ("/mail/many-parts", test_many_parts);
  g_test_add_func ("/mail/deep", test_deep);
  g_test_add_func ("/mail/deep-messages", test_deep_messages);
  g_test_add_func ("/mail/header-bomb", test_header_bomb);
  g_test_add_func ("/mail/crowded-notice", test_crowded_notice);
  g_test_add_func ("/mail/any-bytes", test_any_bytes);
  return g_test_run ();
}
