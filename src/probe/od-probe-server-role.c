/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the server is one for incoming mail: among the mail exchangers of the person's own domain or of the
 * recipient's, by name or by address. By the name service alone; worker thread. */

#include "od-probe-talk.h"
#include "od-same-server.h"

#include <string.h>

/* So many mail exchangers of a domain are looked up for their addresses. */
#define MAX_HOSTS 3

typedef struct
{
  const OdProbeCase *probe_case;
  const char *domain; /* NULL: not asked */
  gboolean known;     /* what there is to know */
  gboolean holds;     /* the server */
} Domain;

static gboolean
is_same_name (const char *a, const char *b)
{
  gsize length = strlen (a) - (g_str_has_suffix (a, ".") ? 1 : 0);

  return b != NULL && strlen (b) == length && g_ascii_strncasecmp (a, b, length) == 0;
}

/* A domain without MX is its own exchanger only by default: that tells nothing. */
static gboolean
is_server (const OdProbeCase *self, const OdMxHost *exchanger, gboolean look_up)
{
  g_autoptr (GPtrArray) addresses = NULL;

  if (exchanger->implicit)
    return FALSE;
  if (!look_up)
    return is_same_name (exchanger->host, od_facts_get (self->facts, "server"));
  addresses = od_probe_addresses (self, exchanger->host, OD_FAMILY_ANY, NULL);
  return addresses != NULL && od_same_server (self, addresses);
}

static gboolean
holds_server (const OdProbeCase *self, GPtrArray *exchangers)
{
  for (guint i = 0; i < exchangers->len; i++)
    if (is_server (self, exchangers->pdata[i], FALSE))
      return TRUE;
  for (guint i = 0; i < MIN (exchangers->len, MAX_HOSTS); i++)
    if (is_server (self, exchangers->pdata[i], TRUE))
      return TRUE;
  return FALSE;
}

static gpointer
look_at_domain (gpointer data)
{
  Domain *domain = data;
  const OdProbeCase *self = domain->probe_case;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) exchangers = NULL;

  domain->known = domain->domain == NULL;
  if (domain->known)
    return NULL;
  exchangers = od_resolver_lookup_mx (domain->domain, od_probe_deadline (self), self->cancellable, &error);
  domain->known = exchangers != NULL ||
                  g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND) ||
                  g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NULL_MX);
  domain->holds = exchangers != NULL && holds_server (self, exchangers);
  return NULL;
}

/* (transfer full): in A-labels; NULL for none, and for an address literal. */
static char *
domain_of (const char *address)
{
  g_autoptr (OdAddress) parsed = address != NULL ? od_address_parse (address, NULL) : NULL;

  return parsed != NULL && *parsed->ascii_domain != '[' ? g_strdup (parsed->ascii_domain) : NULL;
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  g_autofree char *own = domain_of (self->settings->address);
  g_autofree char *others = domain_of (od_facts_get (self->facts, "recipient"));
  Domain first = { .probe_case = self, .domain = own };
  Domain second = { .probe_case = self, .domain = g_strcmp0 (own, others) != 0 ? others : NULL };

  if (od_facts_get (self->facts, "server") == NULL || (own == NULL && others == NULL))
    return;
  event->text = g_strdup_printf ("MX %s%s%s", own != NULL ? own : "", second.domain != NULL ? " " : "",
                                 second.domain != NULL ? others : "");
  od_probe_side_by_side (look_at_domain, &first, &second);
  if (first.holds || second.holds)
    od_probe_add (event, "server.is-mx", "yes");
  else if (first.known && second.known)
    od_probe_add (event, "server.is-mx", "no");
}

static const char *const facts[] = { "server.is-mx", NULL };

const OdProbe od_probe_server_role = {
  .name = "server-role",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Whether the server is one for incoming mail.",
  .run = run,
};
