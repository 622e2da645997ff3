/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Replies as good, odd and hostile servers send them (RFC 5321 §4.2). */

#include "od-smtp-reply.h"
#include "od-stage.h"

#include <string.h>

static void
test_text (void)
{
  static const struct
  {
    const char *in;
    guint code;
    const char *status;
    const char *text;
  } cases[] = {
    { "220 mx.test ESMTP\r\n", 220, NULL, "mx.test ESMTP" },
    { "550 5.1.1 <x>: User unknown", 550, "5.1.1", "<x>: User unknown" },
    { "550-5.7.1 one\n550 5.7.26 two\n", 550, "5.7.26", "one\ntwo" },
    { "\n   550-5.7.1 one\n   550 two", 550, "5.7.1", "one\ntwo" },
    { "550-5.7.1 only", 550, "5.7.1", "only" },
    { "250  padded", 250, NULL, " padded" },
    { "250", 250, NULL, "" },
    { "250ok", 250, NULL, "ok" },
    { "550 2.1.5 ok", 550, NULL, "2.1.5 ok" },
    { "450 5.7.1 later", 450, "5.7.1", "later" },
    { "250 2.0.0", 250, "2.0.0", "" },
    { "250 2.0.0.1 x", 250, NULL, "2.0.0.1 x" },
    { "550 5.1234.1 x", 550, NULL, "5.1234.1 x" },
    { "550 5. x", 550, NULL, "5. x" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OdSmtpReply) reply = od_smtp_reply_new_from_text (cases[i].in, &error);
      g_assert_no_error (error);
      g_autofree char *status = od_smtp_reply_dup_status (reply);
      g_assert_cmpuint (reply->code, ==, cases[i].code);
      g_assert_cmpuint (od_smtp_reply_severity (reply), ==, cases[i].code / 100);
      g_assert_cmpstr (status, ==, cases[i].status);
      g_assert_cmpstr (reply->text, ==, cases[i].text);
    }
}

static void
test_not_a_reply (void)
{
  static const char *const cases[] = {
    "",      "hello",        "099 x",   "22",    "2200 ok",
    "999 x", "2 20",         "199 x",   "600 x", "\xd9\xa2\xd9\xa2\xd9\xa0 mx",
    "-220",  "HTTP/1.1 400", "+OK POP3"
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (od_smtp_reply_new_from_text (cases[i], &error));
      g_assert_error (error, OD_SMTP_REPLY_ERROR, OD_SMTP_REPLY_ERROR_NOT_A_REPLY);
    }
}

static void
test_mixed_codes (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (od_smtp_reply_new_from_text ("220-a\r\n250 b\r\n", &error));
  g_assert_error (error, OD_SMTP_REPLY_ERROR, OD_SMTP_REPLY_ERROR_MIXED_CODES);
}

static void
test_quirks (void)
{
  static const struct
  {
    const char *line;
    gsize length;
    OdSmtpReplyQuirks seen, expected;
    const char *text;
  } cases[] = {
    { "220 mx", 6, 0, 0, "mx" },
    { "220 mx", 6, OD_SMTP_REPLY_QUIRK_BARE_LF, OD_SMTP_REPLY_QUIRK_BARE_LF, "mx" },
    { "220", 3, 0, OD_SMTP_REPLY_QUIRK_NO_SEPARATOR, "" },
    { "220 mx\0evil", 11, 0, OD_SMTP_REPLY_QUIRK_CONTROLS, "mx\\x00evil" },
    { "220 \x1b[2J", 8, 0, OD_SMTP_REPLY_QUIRK_CONTROLS, "\x1b[2J" },
    { "220 gr\xfc\xdf", 8, 0, OD_SMTP_REPLY_QUIRK_NOT_ASCII, "gr\xfc\xdf" },
    { "550 2.1.5 ok", 12, 0, OD_SMTP_REPLY_QUIRK_STATUS_MISMATCH, "2.1.5 ok" },
  };
  g_autoptr (OdSmtpReplyReader) reader = od_smtp_reply_reader_new ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OdSmtpReply) reply = NULL;
      g_assert_true (od_smtp_reply_reader_feed_line (reader, cases[i].line, cases[i].length, cases[i].seen,
                                                     &reply, NULL));
      g_assert_cmpuint (od_smtp_reply_reader_get_quirks (reader), ==, cases[i].expected);
      g_assert_cmpstr (reply->text, ==, cases[i].text);
    }
}

/* Feeds @n lines of @length octets; the index of the first that is refused, with its error, or @n. */
static guint
feed_many (OdSmtpReplyReader *reader, const char *start, guint n, gsize length, GError **error)
{
  g_autofree char *line = g_strnfill (length, 'x');
  memcpy (line, start, strlen (start));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (OdSmtpReply) reply = NULL;
      if (!od_smtp_reply_reader_feed_line (reader, line, length, 0, &reply, error))
        return i;
    }
  return n;
}

static void
test_limits (void)
{
  static const struct
  {
    const char *start;
    gsize length;
    guint taken;
    int error;
  } cases[] = {
    { "220-", 8, 500, OD_SMTP_REPLY_ERROR_TOO_LONG },
    { "220-", 8190, 8, OD_SMTP_REPLY_ERROR_TOO_LONG },
    { "220-", 8193, 0, OD_SMTP_REPLY_ERROR_LINE_TOO_LONG },
    { "334 ", 12289, 0, OD_SMTP_REPLY_ERROR_LINE_TOO_LONG },
  };
  g_autoptr (OdSmtpReplyReader) reader = od_smtp_reply_reader_new ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_cmpuint (feed_many (reader, cases[i].start, 1000, cases[i].length, &error), ==,
                        cases[i].taken);
      g_assert_error (error, OD_SMTP_REPLY_ERROR, cases[i].error);
      g_assert_false (od_smtp_reply_reader_is_inside (reader));
    }
  g_assert_cmpuint (feed_many (reader, "334 ", 3, 12288, NULL), ==, 3);
  g_assert_cmpuint (feed_many (reader, "550-", 199, 20, NULL), ==, 199);
  g_assert_true (od_smtp_reply_reader_is_inside (reader));
}

static void
test_random_bytes (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5321);
  g_autoptr (OdSmtpReplyReader) reader = od_smtp_reply_reader_new ();
  for (guint round = 0; round < 50000; round++)
    {
      char line[12] = "250 5.1.1";
      gsize length = (gsize) g_rand_int_range (random, 0, sizeof line);
      line[g_rand_int_range (random, 0, sizeof line)] = (char) g_rand_int_range (random, 0, 256);
      g_autoptr (OdSmtpReply) reply = NULL;
      gboolean ok = od_smtp_reply_reader_feed_line (reader, line, length, 0, &reply, NULL);
      g_assert_true (ok || (reply == NULL && !od_smtp_reply_reader_is_inside (reader)));
      g_assert_true (reply == NULL || (reply->code >= 200 && reply->code <= 599));
    }
}

static void
test_stage_names (void)
{
  for (OdStage stage = OD_STAGE_NONE; stage < OD_N_STAGES; stage++)
    g_assert_cmpint (od_stage_from_name (od_stage_name (stage)), ==, stage);
  g_assert_cmpint (od_stage_from_name ("RCPT"), ==, OD_STAGE_NONE);
  g_assert_cmpint (od_stage_from_name (NULL), ==, OD_STAGE_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reply/text", test_text);
  g_test_add_func ("/reply/not-a-reply", test_not_a_reply);
  g_test_add_func ("/reply/mixed-codes", test_mixed_codes);
  g_test_add_func ("/reply/quirks", test_quirks);
  g_test_add_func ("/reply/limits", test_limits);
  g_test_add_func ("/reply/random-bytes", test_random_bytes);
  g_test_add_func ("/reply/stage-names", test_stage_names);
  return g_test_run ();
}
