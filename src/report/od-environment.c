/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The environment in a few words. Of GnuTLS it asks the version and nothing else. Any thread. It looks
 * nothing up in a network. */

#include "od-environment.h"

#include <gnutls/gnutls.h>
#include <string.h>

#include "od-text.h"

char *
od_environment_system (void)
{
  g_autofree char *name = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  return name ? od_text_make_safe (name, -1) : g_strdup ("Linux");
}

char *
od_environment_libraries (void)
{
  return g_strdup_printf ("GLib %u.%u.%u, GnuTLS %s", glib_major_version, glib_minor_version,
                          glib_micro_version, gnutls_check_version (NULL));
}

/* RFC 6598 §7: shared by the customers of one provider, 100.64.0.0/10. */
static gboolean
is_shared (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 && bytes[0] == 100 &&
         (bytes[1] & 0xc0) == 64;
}

/* RFC 4193 §3.1: fc00::/7, private as the addresses of RFC 1918 are. */
static gboolean
is_unique_local (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 && (bytes[0] & 0xfe) == 0xfc;
}

static gboolean
is_private (GInetAddress *address)
{
  return g_inet_address_get_is_site_local (address) || g_inet_address_get_is_link_local (address) ||
         is_shared (address) || is_unique_local (address);
}

static gboolean
is_public (GInetAddress *address)
{
  return !is_private (address) && !g_inet_address_get_is_loopback (address) &&
         !g_inet_address_get_is_any (address) && !g_inet_address_get_is_multicast (address);
}

char *
od_environment_public_address (const OdResult *result)
{
  const char *told = od_facts_get (result->facts, "client.address");
  g_autoptr (GInetAddress) address = told ? g_inet_address_new_from_string (told) : NULL;

  return address && is_public (address) ? g_inet_address_to_string (address) : NULL;
}

/* The address this computer gave itself in EHLO: "[192.0.2.1]", "[IPv6:2001:db8::1]" (RFC 5321 §4.1.3). NULL
 * where it gave a name. */
static GInetAddress *
own_address (const OdResult *result)
{
  const char *name = od_facts_get (result->facts, "ehlo.name");
  g_autofree char *inside = NULL;

  if (!name || *name != '[')
    return NULL;
  name += g_ascii_strncasecmp (name, "[IPv6:", 6) == 0 ? 6 : 1;
  inside = g_strndup (name, strcspn (name, "]"));
  return g_inet_address_new_from_string (inside);
}

static const char *
kind_of (GInetAddress *address)
{
  if (g_inet_address_get_is_loopback (address))
    return "this computer only";
  return is_private (address) ? "private address behind a router" : "public address";
}

static void
add_words (GString *words, const char *more)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", more);
}

static gboolean
is_fact (const OdResult *result, const char *name, const char *value)
{
  return g_strcmp0 (od_facts_get (result->facts, name), value) == 0;
}

char *
od_environment_network (const OdResult *result)
{
  g_autoptr (GInetAddress) own = own_address (result);
  const char *server = od_facts_get (result->facts, "server.address");
  GString *words = g_string_new (NULL);

  if (server)
    add_words (words, strchr (server, ':') ? "IPv6" : "IPv4");
  if (own)
    add_words (words, kind_of (own));
  if (is_fact (result, "route", "vpn"))
    add_words (words, "VPN");
  if (is_fact (result, "proxy", "yes"))
    add_words (words, "proxy set");
  return g_string_free (words, words->len == 0);
}
