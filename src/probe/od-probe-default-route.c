/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Through what the way to the server leads: interface, VPN, router, proxy. Worker thread. It sends nothing to
 * the server; the name of the router is asked of the name service in use, which mostly is that router. */

#include <ifaddrs.h>
#include <net/if.h>
#include <sys/socket.h>

#include "od-await.h"
#include "od-probe-talk.h"
#include "od-way.h"

/* Where the server's address is not known: any address of the internet tells the way there. These are kept
 * free for examples (RFC 5737, RFC 3849). */
static const char *const anywhere[] = { "192.0.2.1", "2001:db8::1" };

/* A name that the C library gives to every router. */
#define NO_NAME "_gateway"

static void
add_address (GPtrArray *list, GInetAddress *address)
{
  if (address != NULL && !g_inet_address_get_is_loopback (address))
    g_ptr_array_add (list, g_object_ref (address));
}

static void
add_text (GPtrArray *list, const char *text)
{
  g_autoptr (GInetAddress) address = text != NULL ? g_inet_address_new_from_string (text) : NULL;

  add_address (list, address);
}

/* The address of the connection, else those of the server's name, else any. */
static GPtrArray *
find_targets (const OdProbeCase *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  const char *host = od_facts_get (self->facts, "server");
  g_autoptr (GPtrArray) looked_up = NULL;

  add_text (list, od_facts_get (self->facts, "server.address"));
  if (list->len == 0 && host != NULL)
    looked_up = od_probe_addresses (self, host, self->settings->family, NULL);
  for (guint i = 0; looked_up != NULL && i < looked_up->len; i++)
    add_address (list, looked_up->pdata[i]);
  if (list->len > 0)
    return list;
  for (guint i = 0; i < G_N_ELEMENTS (anywhere); i++)
    add_text (list, anywhere[i]);
  return list;
}

static gboolean
is_other_way (const struct ifaddrs *entry, const OdWay *way)
{
  return entry->ifa_addr != NULL && entry->ifa_addr->sa_family == AF_INET &&
         (entry->ifa_flags & IFF_UP) != 0 && (entry->ifa_flags & IFF_LOOPBACK) == 0 &&
         g_strcmp0 (entry->ifa_name, way->interface) != 0;
}

/* Whether another interface has an address: then a line of PPP is not the line to the internet. */
static gboolean
has_other_way (const OdWay *way)
{
  struct ifaddrs *list = NULL;
  gboolean found = FALSE;

  if (getifaddrs (&list) != 0)
    return FALSE;
  for (struct ifaddrs *i = list; i != NULL && !found; i = i->ifa_next)
    found = is_other_way (i, way);
  freeifaddrs (list);
  return found;
}

static gboolean
is_tunnel (const OdWay *way)
{
  return od_way_is_tunnel (way, has_other_way (way));
}

/* The first way that there is, but one through a tunnel before all others. @none: (out): the kernel says that
 * none leads there. */
static OdWay *
choose_way (const OdProbeCase *self, GPtrArray *targets, gboolean *none)
{
  g_autoptr (OdWay) chosen = NULL;

  *none = FALSE;
  for (guint i = 0; i < targets->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OdWay)
          way = od_way_find (targets->pdata[i], od_probe_deadline (self), self->cancellable, &error);

      *none |= g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
               g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE);
      if (way == NULL || (chosen != NULL && !is_tunnel (way)))
        continue;
      g_clear_pointer (&chosen, od_way_free);
      chosen = g_steal_pointer (&way);
    }
  return g_steal_pointer (&chosen);
}

/* The router by an address that can have a name: that of IPv4 where the way of IPv6 tells none (RFC 4291
 * §2.5.6). */
static GInetAddress *
find_gateway (const OdProbeCase *self, const OdWay *way)
{
  g_autoptr (GInetAddress) target = g_inet_address_new_from_string (anywhere[0]);
  g_autoptr (OdWay) other = NULL;

  if (way->gateway == NULL || !g_inet_address_get_is_link_local (way->gateway))
    return way->gateway != NULL ? g_object_ref (way->gateway) : NULL;
  other = od_way_find (target, od_probe_deadline (self), self->cancellable, NULL);
  if (other == NULL || other->index != way->index || other->gateway == NULL)
    return NULL;
  return g_object_ref (other->gateway);
}

static void
add_gateway_name (const OdProbeCase *self, GInetAddress *gateway, OdEvent *event)
{
  g_autoptr (OdAwait) await = od_await_new (od_probe_deadline (self), self->cancellable);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autofree char *name = NULL;

  g_resolver_lookup_by_address_async (resolver, gateway, await->cancellable, od_await_done, await);
  name = g_resolver_lookup_by_address_finish (resolver, od_await_result (await), NULL);
  if (g_strcmp0 (name, NO_NAME) != 0)
    od_probe_add (event, "gateway.name", name);
}

static void
add_proxy (const OdProbeCase *self, const char *server, OdEvent *event)
{
  g_autoptr (OdAwait) await = od_await_new (od_probe_deadline (self), self->cancellable);
  GProxyResolver *resolver = g_proxy_resolver_get_default ();
  g_autofree char *uri = g_strconcat ("smtp://", server, NULL);
  g_auto (GStrv) proxies = NULL;

  g_proxy_resolver_lookup_async (resolver, uri, await->cancellable, od_await_done, await);
  proxies = g_proxy_resolver_lookup_finish (resolver, od_await_result (await), NULL);
  if (proxies != NULL && proxies[0] != NULL)
    od_probe_add (event, "proxy", g_str_has_prefix (proxies[0], "direct") ? "no" : "yes");
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  g_autoptr (GPtrArray) targets = find_targets (self);
  const char *server = od_facts_get (self->facts, "server");
  g_autoptr (GInetAddress) gateway = NULL;
  gboolean none;
  g_autoptr (OdWay) way = choose_way (self, targets, &none);

  if (server != NULL)
    add_proxy (self, server, event);
  if (way == NULL && none)
    od_probe_add (event, "route", "none");
  if (way == NULL)
    return;
  event->text = g_strdup (way->interface);
  od_probe_add (event, "route", is_tunnel (way) ? "vpn" : "plain");
  od_probe_add (event, "route.interface", way->interface);
  gateway = find_gateway (self, way);
  if (gateway != NULL)
    add_gateway_name (self, gateway, event);
}

static const char *const facts[] = { "route", "route.interface", "gateway.name", "proxy", NULL };

const OdProbe od_probe_default_route = {
  .name = "default-route",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Through what the way to the internet leads.",
  .run = run,
};
