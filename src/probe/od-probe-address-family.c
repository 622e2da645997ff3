/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the server can be reached by each address family alone: both side by side. Worker thread. Nothing
 * is said to the server. */

#include "od-probe-talk.h"

/* Longer than a mail program waits before it tries the other family. */
#define LIMIT_MS 5000

typedef struct
{
  const OdProbeCase *probe_case;
  const char *host;
  guint port;
  OdFamily family;
  const char *result; /* a word of the facts; NULL: not found out */
} Way;

static gboolean
is_of_family (GInetAddress *address, OdFamily family)
{
  return (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6) == (family == OD_FAMILY_IPV6);
}

/* (transfer full): NULL where the look-up itself failed; empty: none of this family. A name that this
 * computer alone knows does not exist for the name service, in the family that it lacks. */
static GPtrArray *
addresses_of_way (const Way *way)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *addresses = od_probe_addresses (way->probe_case, way->host, way->family, &error);

  if (g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NO_ADDRESS) ||
      g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND))
    return g_ptr_array_new ();
  for (guint i = addresses != NULL ? addresses->len : 0; i > 0; i--)
    if (!is_of_family (addresses->pdata[i - 1], way->family))
      g_ptr_array_remove_index (addresses, i - 1);
  return addresses;
}

static const char *
connect_by (const Way *way, GPtrArray *addresses)
{
  const OdProbeCase *self = way->probe_case;
  guint limit_ms = MIN (self->limits->probe, LIMIT_MS);
  OdDeadline deadline = od_deadline_earlier (od_deadline_in (limit_ms), od_probe_deadline (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = od_connect (addresses, (guint16) od_probe_real_port (self, way->port),
                                           limit_ms, deadline, NULL, NULL, self->cancellable, &error);

  return socket != NULL ? "ok" : od_probe_reached (error);
}

static gpointer
try_way (gpointer data)
{
  Way *way = data;
  g_autoptr (GPtrArray) addresses = addresses_of_way (way);

  if (addresses != NULL)
    way->result = addresses->len > 0 ? connect_by (way, addresses) : "none";
  return NULL;
}

static gboolean
is_none (const Way *way)
{
  return g_strcmp0 (way->result, "none") == 0;
}

/* Where the name has no address at all, another fact says so. */
static void
run (const OdProbeCase *self, OdEvent *event)
{
  const char *host = od_facts_get (self->facts, "server");
  guint port = od_settings_effective_port (self->settings);
  Way ways[] = {
    { .probe_case = self, .host = host, .port = port, .family = OD_FAMILY_IPV4 },
    { .probe_case = self, .host = host, .port = port, .family = OD_FAMILY_IPV6 },
  };

  if (host == NULL || od_probe_real_port (self, port) == 0)
    return;
  event->text = g_strdup_printf ("%s port %u, IPv4 and IPv6", host, port);
  od_probe_side_by_side (try_way, &ways[0], &ways[1]);
  if (od_probe_is_over (self) || (is_none (&ways[0]) && is_none (&ways[1])))
    return;
  od_probe_add (event, "family.ipv4", ways[0].result);
  od_probe_add (event, "family.ipv6", ways[1].result);
}

static const char *const facts[] = { "family.ipv4", "family.ipv6", NULL };

const OdProbe od_probe_address_family = {
  .name = "address-family",
  .place = OD_PROBE_ALONE,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Whether the server can be reached by each address family.",
  .run = run,
};
