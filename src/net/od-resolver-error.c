/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What it means that a name server did not answer as asked, as errors in words. Any thread. It looks at the
 * network interfaces and sends nothing. */

#include "od-resolver-private.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (od - resolver - error, od_resolver_error)

static gboolean
interface_serves (const struct ifaddrs *interface)
{
  const struct sockaddr *address = interface->ifa_addr;

  if ((interface->ifa_flags & IFF_LOOPBACK) != 0 || (interface->ifa_flags & IFF_UP) == 0 ||
      (interface->ifa_flags & IFF_RUNNING) == 0 || address == NULL)
    return FALSE;
  if (address->sa_family == AF_INET)
    return TRUE;
  return address->sa_family == AF_INET6 &&
         !IN6_IS_ADDR_LINKLOCAL (&((const struct sockaddr_in6 *) address)->sin6_addr);
}

/* Whether any interface but the loopback is up and has an address. */
static gboolean
network_is_there (void)
{
  struct ifaddrs *all = NULL;
  gboolean found = FALSE;

  if (getifaddrs (&all) != 0)
    return TRUE;
  for (const struct ifaddrs *i = all; i != NULL && !found; i = i->ifa_next)
    found = interface_serves (i);
  freeifaddrs (all);
  return found;
}

/* A resolver that cannot answer on a computer without a network is not the resolver's fault. */
void
od_resolver_set_temporary_error (GError **error, const char *said)
{
  if (!network_is_there ())
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE,
                         _ ("This computer is not connected to a network."));
  else
    g_set_error_literal (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_TEMPORARY, said);
}

void
od_resolver_set_bogus_error (GError **error, const char *name, const OdDnsAnswer *answer)
{
  g_set_error (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_FAILED,
               _ ("The answer for “%s” carries a false signature (DNSSEC): %s"), name,
               answer->why_bogus != NULL ? answer->why_bogus : "bogus");
}

void
od_resolver_set_rcode_error (GError **error, const char *name, const OdDnsAnswer *answer)
{
  g_autofree char *said = g_strdup_printf (
      _ ("The name servers could not answer the question for “%s” (DNS code %u)."), name, answer->rcode);

  od_resolver_set_temporary_error (error, said);
}
