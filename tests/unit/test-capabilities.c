/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is and is not an offer in an EHLO reply (RFC 5321 §4.1.1.1). */

#include "od-smtp-capabilities.h"

static OdSmtpCapabilities *
read_offers (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSmtpReply) reply = od_smtp_reply_new_from_text (text, &error);
  g_assert_no_error (error);
  return od_smtp_capabilities_new (reply);
}

static void
test_starttls (void)
{
  static const struct
  {
    const char *text;
    gboolean offered;
  } cases[] = {
    { "250-mx\n250 STARTTLS", TRUE },
    { "250-mx\n250 starttls ", TRUE },
    { "250 mx", FALSE },
    { "250-STARTTLS\n250 HELP", FALSE },
    { "250-mx\n250 XSTARTTLS", FALSE },
    { "250-mx\n250 STARTTLSX", FALSE },
    { "250-mx\n250 X STARTTLS", FALSE },
    { "250-mx\n250 XXXXXXXA", FALSE },
    { "250 STARTTLS", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OdSmtpCapabilities) offers = read_offers (cases[i].text);
      g_assert_cmpint (od_smtp_capabilities_has (offers, "StartTLS"), ==, cases[i].offered);
    }
}

static void
test_size (void)
{
  static const struct
  {
    const char *line;
    guint64 size;
  } cases[] = {
    { "SIZE 35882577", 35882577 },
    { "size  1000 ", 1000 },
    { "SIZE 99999999999999999999", 0 },
    { "SIZE abc", 0 },
    { "SIZE -1", 0 },
    { "SIZE 0", 0 },
    { "SIZE", 0 },
    { "HELP", 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("250-mx\n250 ", cases[i].line, NULL);
      g_autoptr (OdSmtpCapabilities) offers = read_offers (text);
      g_assert_cmpuint (od_smtp_capabilities_size_limit (offers), ==, cases[i].size);
    }
}

static void
test_mechanisms (void)
{
  g_autoptr (OdSmtpCapabilities)
      both = read_offers ("250-mx hi\n250-AuTh plain LOGIN\n250 AUTH=LOGIN XOAUTH2");
  g_autofree char *joined = g_strjoinv (" ", (char **) od_smtp_capabilities_mechanisms (both));
  g_assert_cmpstr (joined, ==, "PLAIN LOGIN XOAUTH2");
  g_assert_false (od_smtp_capabilities_only_old_auth (both));
  g_assert_cmpstr (od_smtp_capabilities_get (both, "auth"), ==, "plain LOGIN");
  g_assert_cmpstr (od_smtp_capabilities_greeting (both), ==, "mx hi");
  g_assert_cmpstr (od_smtp_capabilities_keywords (both)[0], ==, "AUTH");
  g_assert_null (od_smtp_capabilities_keywords (both)[1]);

  g_autoptr (OdSmtpCapabilities) old = read_offers ("250-mx\n250 AUTH=LOGIN PLAIN");
  g_assert_true (od_smtp_capabilities_only_old_auth (old));
  g_assert_false (od_smtp_capabilities_has (old, "AUTH"));
}

static void
test_many_mechanisms (void)
{
  g_autoptr (GString) text = g_string_new ("250-mx\n250 AUTH");
  for (guint i = 0; i < 800; i++)
    g_string_append_printf (text, " M%u", i);
  g_autoptr (OdSmtpCapabilities) offers = read_offers (text->str);
  g_assert_cmpuint (g_strv_length ((char **) od_smtp_capabilities_mechanisms (offers)), ==, 64);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capabilities/starttls", test_starttls);
  g_test_add_func ("/capabilities/size", test_size);
  g_test_add_func ("/capabilities/mechanisms", test_mechanisms);
  g_test_add_func ("/capabilities/many-mechanisms", test_many_mechanisms);
  return g_test_run ();
}
