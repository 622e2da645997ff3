/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Names that are spelled almost like the server's or the recipient's domain, out of the provider table, and
 * usual names of servers at the same domain that really exist. By the name service alone; worker thread. */

#include "od-likeness.h"
#include "od-mail-domain.h"

#include <string.h>

static const char *const prefixes[] = { "smtp", "mail" };

typedef struct
{
  const OdProbeCase *probe_case;
  char *name;
  gboolean exists;
  GThread *thread;
} Candidate;

/* The nearest of the table's servers; NULL for none, and where @server is one of them itself. */
static const char *
nearest_server (const OdProviders *providers, const char *server)
{
  const GPtrArray *list = od_providers_list (providers);
  const char *nearest = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const OdProvider *provider = list->pdata[i];

      for (guint j = 0; j < provider->servers->len; j++)
        {
          const char *host = ((OdProviderServer *) provider->servers->pdata[j])->host;

          if (g_ascii_strcasecmp (server, host) == 0)
            return NULL;
          if (od_likeness_is_near (server, host) &&
              (nearest == NULL || od_likeness_slips (server, host) < od_likeness_slips (server, nearest)))
            nearest = host;
        }
    }
  return nearest;
}

/* The nearest of the table's domains; NULL for none, and where @domain is one of them itself: gmx.de was not
 * meant for gmx.se. */
static const char *
nearest_domain (const OdProviders *providers, const char *domain)
{
  const GPtrArray *list = od_providers_list (providers);
  const char *nearest = NULL;

  if (od_providers_find_domain (providers, domain) != NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    {
      char **domains = ((OdProvider *) list->pdata[i])->domains;

      for (; domains != NULL && *domains != NULL; domains++)
        if (od_likeness_is_near (domain, *domains) &&
            (nearest == NULL || od_likeness_slips (domain, *domains) < od_likeness_slips (domain, nearest)))
          nearest = *domains;
    }
  return nearest;
}

static gpointer
look_up (gpointer data)
{
  Candidate *candidate = data;
  const OdProbeCase *self = candidate->probe_case;
  g_autoptr (GPtrArray)
      addresses = od_resolver_lookup_host (candidate->name, OD_FAMILY_ANY, od_probe_deadline (self),
                                           self->cancellable, NULL);

  candidate->exists = addresses != NULL;
  return NULL;
}

/* The usual names at @domain, side by side. */
static void
add_candidates (const OdProbeCase *self, const char *domain, const char *server, OdEvent *event)
{
  Candidate candidates[G_N_ELEMENTS (prefixes)] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      candidates[i].probe_case = self;
      candidates[i].name = g_strdup_printf ("%s.%s", prefixes[i], domain);
      candidates[i].thread = g_thread_new ("name", look_up, &candidates[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      g_thread_join (candidates[i].thread);
      if (candidates[i].exists && g_strcmp0 (candidates[i].name, server) != 0)
        od_probe_add (event, "name.candidate", candidates[i].name);
      g_free (candidates[i].name);
    }
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const char *server = od_facts_get (self->facts, "server");
  g_autofree char *own = od_mail_domain_of (self->settings->address);
  g_autofree char *others = od_mail_domain_of (od_facts_get (self->facts, "recipient"));

  event->text = g_strjoin (", ", server != NULL ? server : "", others != NULL ? others : "", NULL);
  if (server != NULL)
    od_probe_add (event, "name.neighbour", nearest_server (self->providers, server));
  if (server != NULL && own != NULL)
    add_candidates (self, own, server, event);
  if (others != NULL && g_strcmp0 (others, own) != 0)
    od_probe_add (event, "domain.neighbour", nearest_domain (self->providers, others));
}

static const char *const facts[] = { "name.neighbour", "name.candidate", "domain.neighbour", NULL };

const OdProbe od_probe_name_neighbours = {
  .name = "name-neighbours",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Names that are spelled almost like the one that failed.",
  .run = run,
};
