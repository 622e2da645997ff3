/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is proposed: whom the person must confirm, which comes first, and that the table is given as it is. */

#include "od-discover.h"
#include "od-knowledge.h"

static OdProposal *
proposal (OdDiscoverySource source, const char *host, guint port, OdSecurity security)
{
  OdProposal *made = od_proposal_new (source, "origin");

  made->host = g_strdup (host);
  made->port = port;
  made->security = security;
  return made;
}

static void
assert_foreign (OdDiscoverySource source, const char *host, OdDnsVerdict verdict, gboolean wanted)
{
  g_autoptr (OdProposal) made = proposal (source, host, 465, OD_SECURITY_TLS);

  made->verdict = verdict;
  od_proposal_judge (made, "example.org");
  g_assert_cmpint (made->is_foreign, ==, wanted);
}

/* SECURITY.md rows 16, 17, 21. */
static void
test_foreign (void)
{
  assert_foreign (OD_SOURCE_SRV, "smtp.example.org", OD_DNS_UNSIGNED, FALSE);
  assert_foreign (OD_SOURCE_SRV, "example.org", OD_DNS_UNSIGNED, FALSE);
  assert_foreign (OD_SOURCE_SRV, "smtp.example.net", OD_DNS_UNSIGNED, TRUE);
  assert_foreign (OD_SOURCE_SRV, "smtp.example.net", OD_DNS_UNCHECKED, TRUE);
  assert_foreign (OD_SOURCE_SRV, "smtp.badexample.org", OD_DNS_UNSIGNED, TRUE);
  assert_foreign (OD_SOURCE_SRV, "smtp.example.net", OD_DNS_SECURE, FALSE);
  assert_foreign (OD_SOURCE_AUTOCONFIG, "smtp.example.net", OD_DNS_UNCHECKED, FALSE);
  assert_foreign (OD_SOURCE_DATABASE, "smtp.example.net", OD_DNS_UNCHECKED, TRUE);
  assert_foreign (OD_SOURCE_MX_OWNER, "smtp.example.net", OD_DNS_SECURE, TRUE);
  assert_foreign (OD_SOURCE_TABLE, "smtp.example.net", OD_DNS_UNCHECKED, FALSE);
  assert_foreign (OD_SOURCE_AUTOCONFIG, "192.168.1.10", OD_DNS_UNCHECKED, TRUE);
  assert_foreign (OD_SOURCE_AUTOCONFIG, "127.0.0.1", OD_DNS_UNCHECKED, TRUE);
  assert_foreign (OD_SOURCE_AUTOCONFIG, "169.254.3.4", OD_DNS_UNCHECKED, TRUE);
  assert_foreign (OD_SOURCE_AUTOCONFIG, "::1", OD_DNS_UNCHECKED, TRUE);
  assert_foreign (OD_SOURCE_AUTOCONFIG, "localhost", OD_DNS_UNCHECKED, TRUE);
}

static void
test_order (void)
{
  g_autoptr (OdProposal) table = proposal (OD_SOURCE_TABLE, "a", 465, OD_SECURITY_TLS);
  g_autoptr (OdProposal) srv = proposal (OD_SOURCE_SRV, "b", 465, OD_SECURITY_TLS);
  g_autoptr (OdProposal) proved = proposal (OD_SOURCE_GUESS, "c", 465, OD_SECURITY_TLS);
  g_autoptr (OdProposal) plain = proposal (OD_SOURCE_TABLE, "d", 25, OD_SECURITY_NONE);

  proved->is_proved = TRUE;
  g_assert_cmpint (od_proposal_compare (table, srv), <, 0);
  g_assert_cmpint (od_proposal_compare (srv, table), >, 0);
  g_assert_cmpint (od_proposal_compare (proved, table), <, 0);
  g_assert_cmpint (od_proposal_compare (plain, proved), >, 0);
  g_assert_cmpint (od_proposal_compare (plain, srv), >, 0);
}

static void
test_apply (void)
{
  g_autoptr (OdSettings) before = od_settings_new ();
  g_autoptr (OdProposal) made = proposal (OD_SOURCE_TABLE, "smtp.example.org", 587, OD_SECURITY_STARTTLS);
  g_autoptr (OdSettings) after = NULL;

  od_settings_set_text (&before->address, "anna@example.org");
  od_settings_set_text (&before->recipients, "bert@example.com");
  after = od_proposal_apply (made, before);
  g_assert_cmpstr (after->server, ==, "smtp.example.org");
  g_assert_cmpuint (after->port, ==, 587);
  g_assert_cmpint (after->security, ==, OD_SECURITY_STARTTLS);
  g_assert_cmpstr (after->recipients, ==, "bert@example.com");
  g_assert_cmpstr (before->server, ==, "");
}

static void
assert_equals_table (const OdDiscovery *found, const OdProvider *provider)
{
  g_assert_cmpuint (found->proposals->len, ==, provider->servers->len);
  for (guint i = 0; i < provider->servers->len; i++)
    {
      const OdProviderServer *server = provider->servers->pdata[i];
      const OdProposal *made = found->proposals->pdata[i];

      g_assert_cmpstr (made->host, ==, server->host);
      g_assert_cmpuint (made->port, ==, server->port);
      g_assert_cmpstr (od_security_name (made->security), ==, server->security);
      g_assert_cmpstr (made->user, ==, g_str_equal (provider->user_form, "local-part") ? "anna" : "");
      g_assert_false (made->is_foreign);
      g_assert_false (made->is_proved);
    }
}

/* Of every provider, by every domain: nobody is asked, and the table is given in its order. */
static void
test_table (void)
{
  const OdProviders *providers = od_knowledge_providers (od_knowledge_get_default ());
  const GPtrArray *list = od_providers_list (providers);
  const OdDiscoverOptions options = { .offline = TRUE };
  guint n_domains = 0;

  g_assert_cmpuint (list->len, >=, 125);
  for (guint i = 0; i < list->len; i++)
    {
      const OdProvider *provider = list->pdata[i];

      for (char **domain = provider->domains; *domain != NULL; domain++)
        {
          g_autofree char *address = g_strconcat ("anna@", *domain, NULL);
          g_autoptr (GError) error = NULL;
          g_autoptr (OdDiscovery)
              found = od_discover (address, providers, &options, NULL, NULL, NULL, &error);

          g_assert_no_error (error);
          g_assert_cmpuint (found->steps->len, ==, 1);
          g_assert_false (found->wants_consent);
          assert_equals_table (found, provider);
          n_domains++;
        }
    }
  g_test_message ("%u providers, %u domains", list->len, n_domains);
}

static void
test_from_table (void)
{
  const OdProviders *providers = od_knowledge_providers (od_knowledge_get_default ());
  g_autoptr (OdProposal) known = od_proposal_from_table (providers, " Anna@GMX.de ");
  g_autoptr (OdProposal) unknown = od_proposal_from_table (providers, "anna@nowhere.example");
  g_autoptr (OdProposal) unfinished = od_proposal_from_table (providers, "anna@");

  g_assert_nonnull (known);
  g_assert_cmpstr (known->host, ==, "mail.gmx.net");
  g_assert_cmpuint (known->port, ==, 465);
  g_assert_null (unknown);
  g_assert_null (unfinished);
}

static void
test_no_address (void)
{
  const char *const bad[] = { "", "anna", "anna@", "anna@[192.0.2.1]", "anna@exa mple.org" };
  const OdDiscoverOptions options = { .offline = TRUE };
  const OdProviders *providers = od_knowledge_providers (od_knowledge_get_default ());

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (od_discover (bad[i], providers, &options, NULL, NULL, NULL, &error));
      g_assert_true (error->domain == OD_ADDRESS_ERROR);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proposal/foreign", test_foreign);
  g_test_add_func ("/proposal/order", test_order);
  g_test_add_func ("/proposal/apply", test_apply);
  g_test_add_func ("/proposal/table", test_table);
  g_test_add_func ("/proposal/from-table", test_from_table);
  g_test_add_func ("/proposal/no-address", test_no_address);
  return g_test_run ();
}
