/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Descriptions on web pages: the provider's own, and with consent those of a public list. They are told the
 * domain and no more. Worker thread. */

#include <glib/gi18n-lib.h>

#include "od-autoconfig.h"
#include "od-https.h"
#include "od-search.h"

static char *
failure_words (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_strdup (_ ("no answer"));
  if (error->domain == G_RESOLVER_ERROR)
    return g_strdup (_ ("no such name"));
  if (error->domain == G_TLS_ERROR)
    return g_strdup (_ ("its certificate is not valid, so it is not used"));
  if (error->domain == OD_HTTPS_ERROR)
    return g_strdup (_ ("it leads elsewhere or is too large, so it is not used"));
  return g_strdup (_ ("cannot be reached"));
}

static char *
read_page (OdSearch *self,
           const OdHttpsAnswer *page,
           OdDiscoverySource source,
           const char *origin,
           guint place)
{
  gsize length;
  const char *text = g_bytes_get_data (page->body, &length);
  g_autoptr (GPtrArray) proposals = NULL;

  if (page->status != 200)
    return g_strdup (_ ("no such page"));
  proposals = od_autoconfig_read (text != NULL ? text : "", length, source, origin, self->typed, NULL);
  if (proposals == NULL)
    return g_strdup (_ ("no description of mail settings"));
  for (guint i = 0; i < proposals->len; i++)
    {
      OdProposal *proposal = od_proposal_ref (proposals->pdata[i]);

      proposal->place = place + i;
      od_search_offer (self, proposal);
    }
  return od_search_count_words (proposals->len);
}

static void
ask_page (OdSearch *self, const char *url, OdDiscoverySource source, guint place)
{
  gint64 begun = g_get_monotonic_time ();
  OdHttpsOptions options = { .ca_file = self->options->ca_file };
  g_autoptr (GError) error = NULL;
  g_autoptr (OdHttpsAnswer)
      page = od_https_get (url, &options, od_search_deadline (self), self->cancellable, &error);

  od_search_note (self, source, url,
                  page != NULL ? read_page (self, page, source, url, place) : failure_words (error), begun);
}

void
od_search_autoconfig (OdSearch *self, gconstpointer data)
{
  const OdPage *page = data;
  g_auto (GStrv) pieces = g_strsplit (page->address, "{domain}", -1);
  g_autofree char *url = g_strjoinv (od_search_domain (self), pieces);

  ask_page (self, url, OD_SOURCE_AUTOCONFIG, page->place);
}

static void
miss_consent (OdSearch *self)
{
  g_mutex_lock (&self->mutex);
  self->found->wants_consent = TRUE;
  g_mutex_unlock (&self->mutex);
}

void
od_search_ask_database (OdSearch *self, const char *domain, OdDiscoverySource source)
{
  g_autoptr (GPtrArray)
      parties = od_third_parties_of (od_third_parties_get_default (), OD_PARTY_SETTINGS_DATABASE);

  if (!od_consent_holds (self->options->consent, OD_PARTY_SETTINGS_DATABASE))
    {
      miss_consent (self);
      return;
    }
  for (guint i = 0; i < parties->len; i++)
    {
      const OdThirdParty *party = parties->pdata[i];
      g_autofree char *url = g_strconcat (party->url, domain, NULL);

      ask_page (self, url, source, 0);
    }
}

void
od_search_database (OdSearch *self, gconstpointer unused)
{
  od_search_ask_database (self, od_search_domain (self), OD_SOURCE_DATABASE);
}
