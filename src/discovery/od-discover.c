/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* All sources side by side, until the last one has answered or its time is over. Blocking. It asks nobody
 * itself. */

#include "od-discover.h"

#include <glib/gi18n-lib.h>

#include "od-search.h"
#include "od-web-prepare.h"

/* RFC 8314 §3.3: TLS from the start is to be preferred. */
static const OdSrvService submissions = { "_submissions._tcp", OD_SECURITY_TLS, 0 };
static const OdSrvService submission = { "_submission._tcp", OD_SECURITY_STARTTLS, 100 };

static const OdPage page = { "https://autoconfig.{domain}/mail/config-v1.1.xml", 0 };
static const OdPage well_known_page = { "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml", 100 };

static const OdUsualName smtp_name = { "smtp.", 0 };
static const OdUsualName mail_name = { "mail.", 2 };
static const OdUsualName bare_name = { "", 4 };

typedef enum
{
  ALWAYS,
  IF_ONLINE,
  IF_UNKNOWN, /* online, and the table does not know the domain */
} Occasion;

typedef struct
{
  void (*search) (OdSearch *self, gconstpointer what);
  gconstpointer what;
  Occasion occasion;
} Source;

static const Source sources[] = {
  { od_search_table, NULL, ALWAYS },
  { od_search_autoconfig, &page, IF_ONLINE },
  { od_search_autoconfig, &well_known_page, IF_ONLINE },
  { od_search_srv, &submissions, IF_ONLINE },
  { od_search_srv, &submission, IF_ONLINE },
  { od_search_database, NULL, IF_UNKNOWN },
  { od_search_mx_owner, NULL, IF_UNKNOWN },
  { od_search_guess, &smtp_name, IF_UNKNOWN },
  { od_search_guess, &mail_name, IF_UNKNOWN },
  { od_search_guess, &bare_name, IF_UNKNOWN },
};

typedef struct
{
  OdSearch *search;
  const Source *source;
} Work;

static gpointer
work (gpointer data)
{
  Work *self = data;

  self->source->search (self->search, self->source->what);
  return NULL;
}

static gboolean
is_wanted (const OdSearch *self, Occasion occasion)
{
  if (occasion == ALWAYS)
    return TRUE;
  if (self->options->offline)
    return FALSE;
  return occasion == IF_ONLINE || self->provider == NULL;
}

static void
search_all (OdSearch *self)
{
  GThread *threads[G_N_ELEMENTS (sources)] = { NULL };
  Work works[G_N_ELEMENTS (sources)];

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      works[i] = (Work){ self, &sources[i] };
      if (is_wanted (self, sources[i].occasion))
        threads[i] = g_thread_new ("discovery", work, &works[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

static void
step_free (gpointer data)
{
  OdDiscoveryStep *step = data;

  g_free (step->asked);
  g_free (step->result);
  g_free (step);
}

static OdDiscovery *
discovery_new (const char *domain)
{
  OdDiscovery *self = g_new0 (OdDiscovery, 1);

  self->domain = g_strdup (domain);
  self->proposals = g_ptr_array_new_with_free_func ((GDestroyNotify) od_proposal_unref);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

void
od_discovery_free (OdDiscovery *self)
{
  g_free (self->domain);
  g_ptr_array_unref (self->proposals);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return od_proposal_compare (*(OdProposal *const *) a, *(OdProposal *const *) b);
}

static OdAddress *
parse_address (const char *text, GError **error)
{
  g_autoptr (OdAddress) address = od_address_parse (text, error);

  if (address == NULL || *address->ascii_domain != '[')
    return g_steal_pointer (&address);
  g_set_error_literal (error, OD_ADDRESS_ERROR, OD_ADDRESS_ERROR_DOMAIN,
                       _ ("Settings can be looked for only where a name stands after the @."));
  return NULL;
}

/* What is trusted for talks with servers; nothing else of a person's settings. */
static OdSettings *
talk_settings (const OdDiscoverOptions *options)
{
  OdSettings *settings = od_settings_new ();

  od_settings_set_text (&settings->ca_file, options->ca_file);
  return settings;
}

static void
run (OdSearch *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->proved);
  self->proofs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  od_web_prepare ();
  search_all (self);
  g_ptr_array_sort (self->found->proposals, compare);
  g_hash_table_unref (self->proofs);
  g_cond_clear (&self->proved);
  g_mutex_clear (&self->mutex);
}

OdDiscovery *
od_discover (const char *address,
             const OdProviders *providers,
             const OdDiscoverOptions *options,
             OdProposalSink sink,
             gpointer user_data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (OdAddress) parsed = parse_address (address, error);
  g_autoptr (OdDiscovery) found = NULL;
  g_autoptr (OdSettings) settings = talk_settings (options);
  OdSearch search;

  if (parsed == NULL)
    return NULL;
  found = discovery_new (parsed->ascii_domain);
  search = (OdSearch){
    .address = parsed,
    .typed = address,
    .providers = providers,
    .options = options,
    .sink = sink,
    .user_data = user_data,
    .cancellable = cancellable,
    .deadline = od_deadline_in (OD_DISCOVER_LIMIT),
    .provider = od_providers_find_domain (providers, parsed->domain),
    .settings = settings,
    .found = found,
  };
  run (&search);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&found);
}
