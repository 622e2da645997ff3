/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The provider table: finding by domain, server and MX host; faults; the real table as a whole. */

#include <string.h>

#include "od-knowledge.h"

static const char *const table =
    "<providers>\n"
    "<provider id='one' name='One' user='email' auth='password' domains='one.example Eins.example' "
    "mx='mx.example'>"
    "<server host='smtp.one.example' port='465' security='tls'/>"
    "<server host='smtp.one.example' port='587' security='starttls'/></provider>\n"
    "<provider id='two' name='Two' user='other' auth='api-key smtp-key' mx='two.mx.example' "
    "help='https://two.example/'>"
    "<server host='*.two.example' port='587' security='starttls'/></provider>\n"
    "</providers>";

static const char *
id_of (const OdProvider *provider)
{
  return provider != NULL ? provider->id : NULL;
}

static void
test_finding (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdProviders) providers = od_providers_parse ("t.xml", table, strlen (table), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (id_of (od_providers_find_domain (providers, "one.example")), ==, "one");
  g_assert_cmpstr (id_of (od_providers_find_domain (providers, "EINS.Example.")), ==, "one");
  g_assert_null (od_providers_find_domain (providers, "example"));
  g_assert_cmpstr (id_of (od_providers_find_host (providers, "SMTP.one.example")), ==, "one");
  g_assert_cmpstr (id_of (od_providers_find_host (providers, "w123.two.example")), ==, "two");
  g_assert_cmpstr (id_of (od_providers_find_host (providers, "in1.mx.example")), ==, "one");
  g_assert_cmpstr (id_of (od_providers_find_host (providers, "in1.two.mx.example")), ==, "two");
  g_assert_null (od_providers_find_host (providers, "badmx.example"));
}

static void
test_fields (void)
{
  g_autoptr (OdProviders) providers = od_providers_parse ("t.xml", table, strlen (table), NULL);
  const OdProvider *one = od_providers_list (providers)->pdata[0];
  const OdProvider *two = od_providers_list (providers)->pdata[1];
  const OdProviderServer *first = one->servers->pdata[0];

  g_assert_cmpuint (one->servers->len, ==, 2);
  g_assert_cmpstr (first->host, ==, "smtp.one.example");
  g_assert_cmpuint (first->port, ==, 465);
  g_assert_cmpstr (first->security, ==, "tls");
  g_assert_null (one->help_url);
  g_assert_cmpuint (two->servers->len, ==, 0);
  g_assert_cmpstr (two->auth[1], ==, "smtp-key");
  g_assert_cmpuint (g_strv_length (two->domains), ==, 0);
}

static void
test_faults (void)
{
  static const char *const broken[][2] = {
    { "<providers>\n<provider id='x' user='email'/></providers>", "t.xml:2: " },
    { "<providers><provider id='x' name='X' user='email'>\n\n<server host='h'/></provider></providers>",
      "t.xml:3: " },
    { "<providers><provider id='x' name='X' user='email'>\n<server host='h' port='25' "
      "security='none'/></provider>"
      "</providers>",
      "t.xml:2: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (od_providers_parse ("t.xml", broken[i][0], strlen (broken[i][0]), &error));
      g_assert_true (g_str_has_prefix (error->message, broken[i][1]));
    }
}

/* Every provider is found by each of its names, and nobody is told to use port 25 without encryption. */
static void
test_real_table (void)
{
  const OdProviders *providers = od_knowledge_providers (od_knowledge_get_default ());
  const GPtrArray *list = od_providers_list (providers);

  g_assert_cmpuint (list->len, ==, 125);
  for (guint i = 0; i < list->len; i++)
    {
      const OdProvider *provider = list->pdata[i];

      for (guint j = 0; provider->domains[j] != NULL; j++)
        g_assert_nonnull (od_providers_find_domain (providers, provider->domains[j]));
      for (guint j = 0; j < provider->servers->len; j++)
        g_assert_nonnull (
            od_providers_find_host (providers, ((OdProviderServer *) provider->servers->pdata[j])->host));
    }
  g_assert_cmpstr (id_of (od_providers_find_domain (providers, "gmx.de")), ==, "gmx");
  g_assert_cmpstr (id_of (od_providers_find_host (providers, "mx00.emig.gmx.net")), ==, "gmx");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/provider/finding", test_finding);
  g_test_add_func ("/provider/fields", test_fields);
  g_test_add_func ("/provider/faults", test_faults);
  g_test_add_func ("/provider/real-table", test_real_table);
  return g_test_run ();
}
