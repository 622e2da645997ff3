/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Commands as they go onto the wire, and that nothing typed becomes a second command. */

#include "od-smtp-command.h"

#include <string.h>

static void
assert_line (OdSmtpCommand *command, const char *line, const char *shown)
{
  g_autoptr (OdSmtpCommand) owned = command;
  g_assert_nonnull (owned);
  g_assert_cmpstr (owned->line, ==, line);
  g_assert_cmpstr (owned->shown, ==, shown != NULL ? shown : line);
  g_assert_cmpint (owned->secret, ==, shown != NULL);
}

static void
test_lines (void)
{
  g_autoptr (OdAddress) anna = od_address_parse ("anna@example.org", NULL);
  g_autoptr (GBytes) response = g_bytes_new_static ("\0anna\0pw", 8);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  OdSmtpMailParameters all = { 1000, TRUE, TRUE, TRUE, "a+b=c d" };
  assert_line (od_smtp_command_new_ehlo ("[192.0.2.1]", NULL), "EHLO [192.0.2.1]", NULL);
  assert_line (od_smtp_command_new_helo ("pc.example", NULL), "HELO pc.example", NULL);
  assert_line (od_smtp_command_new_mail (NULL, NULL, NULL), "MAIL FROM:<>", NULL);
  assert_line (od_smtp_command_new_mail (anna, &all, NULL),
               "MAIL FROM:<anna@example.org> SIZE=1000 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=a+2Bb+3Dc+20d",
               NULL);
  assert_line (od_smtp_command_new_rcpt (anna, "SUCCESS,FAILURE", NULL),
               "RCPT TO:<anna@example.org> NOTIFY=SUCCESS,FAILURE", NULL);
  assert_line (od_smtp_command_new_auth ("PLAIN", response, NULL),
               "AUTH PLAIN AGFubmEAcHc=", "AUTH PLAIN ••••••");
  assert_line (od_smtp_command_new_auth ("EXTERNAL", empty, NULL), "AUTH EXTERNAL =", NULL);
  assert_line (od_smtp_command_new_auth ("LOGIN", NULL, NULL), "AUTH LOGIN", NULL);
  assert_line (od_smtp_command_new_auth_response (response, NULL), "AGFubmEAcHc=", "••••••");
  assert_line (od_smtp_command_new_auth_response (empty, NULL), "", NULL);
  assert_line (od_smtp_command_new_auth_response (NULL, NULL), "*", NULL);
  assert_line (od_smtp_command_new_starttls (), "STARTTLS", NULL);
  assert_line (od_smtp_command_new_data (), "DATA", NULL);
  assert_line (od_smtp_command_new_rset (), "RSET", NULL);
  assert_line (od_smtp_command_new_noop (), "NOOP", NULL);
  assert_line (od_smtp_command_new_quit (), "QUIT", NULL);
}

/* Clears @error for the next one. */
static void
assert_forbidden (OdSmtpCommand *command, GError **error)
{
  g_assert_null (command);
  g_assert_error (*error, OD_SMTP_COMMAND_ERROR, OD_SMTP_COMMAND_ERROR_FORBIDDEN);
  g_clear_error (error);
}

static void
test_forbidden (void)
{
  static const char *const bad[] = { "",      "a b",   "a\r\nMAIL FROM:<x@y>", "a\n",
                                     "a\x01", "a\x7f", "\xc3\xa4\xc2\x85" };
  g_autoptr (OdAddress) anna = od_address_parse ("anna@example.org", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      GError *e = NULL;
      OdSmtpMailParameters parameters = { .envelope_id = i == 1 ? "" : bad[i] };
      assert_forbidden (od_smtp_command_new_ehlo (bad[i], &e), &e);
      assert_forbidden (od_smtp_command_new_auth (bad[i], NULL, &e), &e);
      assert_forbidden (od_smtp_command_new_rcpt (anna, bad[i], &e), &e);
      assert_forbidden (od_smtp_command_new_mail (anna, &parameters, &e), &e);
    }
}

/* An address made by hand, past od_address_parse(): the writer is the last guard. */
static void
test_writer_property (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20231218);
  for (guint round = 0; round < 50000; round++)
    {
      char text[6] = { 0 };
      for (guint i = 0; i < 5; i++)
        text[i] = (char) g_rand_int_range (random, 1, round % 2 == 0 ? 256 : 64);
      OdAddress address = { .mailbox = text };
      g_autoptr (OdSmtpCommand) ehlo = od_smtp_command_new_ehlo (text, NULL);
      g_autoptr (OdSmtpCommand) mail = od_smtp_command_new_mail (&address, NULL, NULL);
      g_autoptr (OdSmtpCommand) rcpt = od_smtp_command_new_rcpt (&address, NULL, NULL);
      OdSmtpCommand *all[] = { ehlo, mail, rcpt };
      for (guint i = 0; i < 3; i++)
        for (const char *p = all[i] != NULL ? all[i]->line : ""; *p != '\0'; p++)
          g_assert_true ((guchar) *p >= 0x20 && *p != 0x7f);
    }
}

static void
test_lengths (void)
{
  g_autofree char *fits = g_strnfill (505, 'a');
  g_autofree char *over = g_strnfill (506, 'a');
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSmtpCommand) command = od_smtp_command_new_ehlo (fits, NULL);
  g_assert_nonnull (command);
  g_assert_null (od_smtp_command_new_ehlo (over, &error));
  g_assert_error (error, OD_SMTP_COMMAND_ERROR, OD_SMTP_COMMAND_ERROR_TOO_LONG);
  for (gsize length = 360; length < 390; length++)
    {
      g_autoptr (GBytes) response = g_bytes_new (over, length);
      g_autoptr (OdSmtpCommand) auth = od_smtp_command_new_auth ("PLAIN", response, NULL);
      g_assert_cmpint (auth != NULL, ==, od_smtp_command_initial_response_fits ("PLAIN", response));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/lines", test_lines);
  g_test_add_func ("/command/forbidden", test_forbidden);
  g_test_add_func ("/command/writer-property", test_writer_property);
  g_test_add_func ("/command/lengths", test_lengths);
  return g_test_run ();
}
