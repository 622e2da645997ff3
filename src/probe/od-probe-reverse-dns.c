/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the address the server sees has a name that leads back to it (PTR, forward confirmation), and
 * whether that name looks like one of a home connection. By the name service alone; worker thread. */

#include "od-mail-domain.h"
#include "od-reverse-name.h"

#include <string.h>

static const char *
lead_back (const OdProbeCase *self, const char *name, GInetAddress *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses =
      od_resolver_lookup_host (name, OD_FAMILY_ANY, od_probe_deadline (self), self->cancellable, &error);

  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    if (g_inet_address_equal (addresses->pdata[i], address))
      return "ok";
  if (addresses != NULL || g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND) ||
      g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NO_ADDRESS))
    return "mismatch";
  return "failed";
}

static void
add_name (const OdProbeCase *self, GInetAddress *address, const char *name, OdEvent *event)
{
  od_probe_add (event, "rdns.name", name);
  od_probe_add (event, "rdns", lead_back (self, name, address));
  od_probe_add (event, "rdns.dial-up", od_reverse_name_holds_address (name, address) ? "yes" : "no");
}

static void
look_up_name (const OdProbeCase *self, GInetAddress *address, OdEvent *event)
{
  g_autofree char *question = od_reverse_name (address, NULL);
  g_autoptr (OdDnsAnswer)
      answer = od_dns_ask (question, OD_DNS_PTR, od_probe_deadline (self), self->cancellable, NULL);
  g_autofree char *name = NULL;

  if (answer != NULL && answer->records->len > 0)
    name = od_dns_read_name (answer->records->pdata[0], 0);
  if (name != NULL && *name != '\0')
    add_name (self, address, name, event);
  else if (od_dns_is_answered (answer))
    od_probe_add (event, "rdns", "none");
  else
    od_probe_add (event, "rdns", "failed");
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const char *client = od_facts_get (self->facts, "client.address");
  g_autoptr (GInetAddress) address = client != NULL ? g_inet_address_new_from_string (client) : NULL;

  if (address == NULL)
    return;
  event->text = g_strdup_printf ("PTR %s", client);
  od_probe_add (event, "client.public", od_address_is_public (address) ? "yes" : "no");
  if (od_address_is_public (address))
    look_up_name (self, address, event);
}

static const char *const facts[] = { "client.public", "rdns", "rdns.name", "rdns.dial-up", NULL };

const OdProbe od_probe_reverse_dns = {
  .name = "reverse-dns",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Whether the address the server sees has a name.",
  .run = run,
};
