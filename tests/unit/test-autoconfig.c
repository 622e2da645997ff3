/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Descriptions of servers, good and hostile. */

#include "od-autoconfig.h"
#include "od-xml.h"

#define ADDRESS "Anna.B@example.org"

static GPtrArray *
read_text (const char *xml, gssize length, GError **error)
{
  return od_autoconfig_read (xml, length < 0 ? strlen (xml) : (gsize) length, OD_SOURCE_AUTOCONFIG,
                             "https://autoconfig.example.org/", ADDRESS, error);
}

static char *
server (const char *host, const char *port, const char *security, const char *more)
{
  return g_strdup_printf ("<outgoingServer type='smtp'><hostname>%s</hostname><port>%s</port>"
                          "<socketType>%s</socketType>%s</outgoingServer>",
                          host, port, security, more);
}

static char *
description (const char *servers)
{
  return g_strdup_printf ("<?xml version='1.0'?><clientConfig version='1.1'><emailProvider id='x'>"
                          "<domain>example.org</domain><displayName>Example Mail</displayName>"
                          "<incomingServer type='imap'><hostname>imap.example.org</hostname><port>993</port>"
                          "<socketType>SSL</socketType></incomingServer>%s"
                          "<documentation url='https://example.org/help'/></emailProvider></clientConfig>",
                          servers);
}

/* "smtp.example.org:465:tls:anna:password …" */
static char *
summary (GPtrArray *proposals)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < proposals->len; i++)
    {
      const OdProposal *proposal = proposals->pdata[i];

      g_string_append_printf (words, "%s%s:%u:%s:%s:%s", i > 0 ? " " : "", proposal->host, proposal->port,
                              od_security_name (proposal->security), proposal->user,
                              proposal->mechanism != NULL ? proposal->mechanism : "-");
    }
  return g_string_free (words, FALSE);
}

static void
assert_reads (const char *servers, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = description (servers);
  g_autoptr (GPtrArray) proposals = read_text (xml, -1, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = summary (proposals);
  g_assert_cmpstr (found, ==, wanted);
}

static void
test_servers (void)
{
  g_autofree char *tls =
      server ("smtp.%EMAILDOMAIN%", " 465 ", "SSL", "<authentication>OAuth2</authentication>");
  g_autofree char *starttls =
      server ("Mail.Example.ORG.", "587", "STARTTLS",
              "<username>%EMAILLOCALPART%</username><authentication>OAuth2</authentication>"
              "<authentication>password-cleartext</authentication>");
  g_autofree char *plain = server ("old.example.org", "25", "plain", "<username>%EMAILADDRESS%</username>");
  g_autofree char *all = g_strconcat (plain, tls, starttls, NULL);

  assert_reads (tls, "smtp.example.org:465:tls::oauth");
  assert_reads (starttls, "mail.example.org:587:starttls:Anna.B:password");
  /* Without encryption comes last, wherever it stands; the address is no name of its own. */
  assert_reads (all, "smtp.example.org:465:tls::oauth mail.example.org:587:starttls:Anna.B:password "
                     "old.example.org:25:none::-");
}

static void
test_unusable_servers (void)
{
  const char *const bad[][3] = {
    { "smtp example.org", "465", "SSL" },
    { "https://smtp.example.org", "465", "SSL" },
    { "smtp.example.org", "0", "SSL" },
    { "smtp.example.org", "65536", "SSL" },
    { "smtp.example.org", "465x", "SSL" },
    { "smtp.example.org", "465", "TLS9" },
    { "", "465", "SSL" },
    { "smtp.example.org", "", "SSL" },
    { "a\xe2\x80\xae.org", "465", "SSL" },
  };
  g_autofree char *good = server ("smtp.example.org", "465", "SSL", "");

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *one = server (bad[i][0], bad[i][1], bad[i][2], "");
      g_autofree char *both = g_strconcat (one, good, NULL);

      assert_reads (both, "smtp.example.org:465:tls::-");
    }
  assert_reads ("<outgoingServer type='http'><hostname>a.example</hostname><port>465</port>"
                "<socketType>SSL</socketType></outgoingServer>",
                "");
  assert_reads ("", "");
}

static void
test_help (void)
{
  g_autofree char *one = server ("smtp.example.org", "465", "SSL", "");
  g_autofree char *xml = description (one);
  g_autoptr (GPtrArray) proposals = read_text (xml, -1, NULL);
  const OdProposal *proposal = proposals->pdata[0];

  g_assert_cmpstr (proposal->help_url, ==, "https://example.org/help");
  g_assert_cmpstr (proposal->name, ==, "Example Mail");
}

static void
assert_refuses (const char *xml, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) proposals = read_text (xml, length, &error);

  g_assert_null (proposals);
  g_assert_nonnull (error);
  g_assert_true (error->domain == OD_XML_ERROR);
}

static void
test_hostile (void)
{
  g_autofree char *one = server ("smtp.example.org", "465", "SSL", "");
  g_autofree char *good = description (one);
  g_autofree char *typed = g_strconcat ("<!DOCTYPE a [<!ENTITY b 'c'>]>", good, NULL);
  g_autofree char *with_nul = g_strconcat (good, "   ", NULL);
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) long_one = g_string_new (good);
  gsize length = strlen (with_nul);

  assert_refuses (typed, -1);
  with_nul[length - 2] = '\0';
  assert_refuses (with_nul, (gssize) length);
  for (guint i = 0; i < 40; i++)
    g_string_append (deep, "<clientConfig>");
  assert_refuses (deep->str, -1);
  while (long_one->len <= 256 * 1024)
    g_string_append_c (long_one, ' ');
  assert_refuses (long_one->str, (gssize) long_one->len);
  assert_refuses ("", -1);
  assert_refuses ("<html><body>Not here</body></html>", -1);
  assert_refuses ("<clientConfig>", -1);
  assert_refuses ("<clientConfig>&b;</clientConfig>", -1);
  assert_refuses ("<clientConfig>\xff</clientConfig>", -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/autoconfig/servers", test_servers);
  g_test_add_func ("/autoconfig/unusable-servers", test_unusable_servers);
  g_test_add_func ("/autoconfig/help", test_help);
  g_test_add_func ("/autoconfig/hostile", test_hostile);
  return g_test_run ();
}
