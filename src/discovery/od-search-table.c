/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table that is built in, by the domain of the address or by whoever takes the domain's mail in. Worker
 * thread. */

#include <glib/gi18n-lib.h>

#include "od-mail-domain.h"
#include "od-search.h"

/* (transfer full): "" where it is the address, or a name that cannot be known. */
static char *
user_of (const OdAddress *address, const OdProvider *provider)
{
  return g_strdup (g_strcmp0 (provider->user_form, "local-part") == 0 ? address->local_part : "");
}

static const char *
mechanism_of (const OdProvider *provider)
{
  const char *const *auth = (const char *const *) provider->auth;

  return g_strv_contains (auth, "oauth-only") ? "oauth" : "password";
}

static OdProposal *
proposal_of (const OdAddress *address,
             const OdProvider *provider,
             const OdProviderServer *server,
             OdDiscoverySource source,
             const char *origin)
{
  OdProposal *proposal = od_proposal_new (source, origin);

  proposal->name = g_strdup (provider->name);
  proposal->host = g_strdup (server->host);
  proposal->port = server->port;
  proposal->security = g_str_equal (server->security, "tls") ? OD_SECURITY_TLS : OD_SECURITY_STARTTLS;
  g_free (proposal->user);
  proposal->user = user_of (address, provider);
  proposal->mechanism = g_strdup (mechanism_of (provider));
  proposal->help_url = g_strdup (provider->help_url);
  return proposal;
}

void
od_search_offer_provider (OdSearch *self,
                          const OdProvider *provider,
                          OdDiscoverySource source,
                          const char *origin,
                          OdDnsVerdict verdict)
{
  for (guint i = 0; i < provider->servers->len; i++)
    {
      OdProposal *proposal =
          proposal_of (self->address, provider, provider->servers->pdata[i], source, origin);

      proposal->verdict = verdict;
      proposal->place = i;
      od_search_offer (self, proposal);
    }
}

OdProposal *
od_proposal_from_table (const OdProviders *providers, const char *text)
{
  g_autoptr (OdAddress) address = od_address_parse (text, NULL);
  const OdProvider *provider = address != NULL ? od_providers_find_domain (providers, address->ascii_domain)
                                               : NULL;

  if (provider == NULL || provider->servers->len == 0)
    return NULL;
  return proposal_of (address, provider, provider->servers->pdata[0], OD_SOURCE_TABLE, provider->id);
}

void
od_search_table (OdSearch *self, gconstpointer unused)
{
  gint64 begun = g_get_monotonic_time ();
  const OdProvider *provider = self->provider;

  if (provider != NULL)
    od_search_offer_provider (self, provider, OD_SOURCE_TABLE, provider->id, OD_DNS_UNCHECKED);
  od_search_note (self, OD_SOURCE_TABLE, od_search_domain (self),
                  provider != NULL ? od_search_count_words (provider->servers->len)
                                   : g_strdup (_ ("not in the list of providers")),
                  begun);
}

/* Who takes the mail in, as far as a name tells: without its first part, "example.net" of "mx1.example.net".
 */
static const char *
owner_of (const char *exchanger)
{
  const char *dot = strchr (exchanger, '.');

  return dot != NULL && strchr (dot + 1, '.') != NULL ? dot + 1 : NULL;
}

static char *
search_exchanger (OdSearch *self, const OdMailDomain *domain, OdDnsVerdict verdict)
{
  const char *exchanger = domain->hosts->pdata[0];
  const OdProvider *provider = od_providers_find_host (self->providers, exchanger);

  if (provider != NULL && provider->servers->len > 0)
    {
      od_search_offer_provider (self, provider, OD_SOURCE_MX_OWNER, exchanger, verdict);
      return od_search_count_words (provider->servers->len);
    }
  if (owner_of (exchanger) != NULL && !g_str_equal (owner_of (exchanger), od_search_domain (self)))
    od_search_ask_database (self, owner_of (exchanger), OD_SOURCE_MX_OWNER);
  /* Translators: %s is a host that takes mail in */
  return g_strdup_printf (_ ("%s, of no provider in the list"), exchanger);
}

void
od_search_mx_owner (OdSearch *self, gconstpointer unused)
{
  OdProbeCase probe_case = od_search_probe_case (self);
  gint64 begun = g_get_monotonic_time ();
  g_autofree char *asked = g_strconcat ("MX ", od_search_domain (self), NULL);
  g_autoptr (OdMailDomain) domain = od_mail_domain_look_up (&probe_case, od_search_domain (self));
  OdDnsVerdict verdict = g_str_equal (domain->dnssec, "secure") ? OD_DNS_SECURE : OD_DNS_UNSIGNED;

  od_search_note (self, OD_SOURCE_MX_OWNER, asked,
                  domain->hosts->len > 0 ? search_exchanger (self, domain, verdict)
                                         : g_strdup (_ ("nobody takes its mail in")),
                  begun);
}
