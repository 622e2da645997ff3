/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses written backwards. It asks nobody. */

#include "od-reverse-name.h"

#include <string.h>

static char *
reverse_ipv4 (const guint8 *bytes, const char *zone)
{
  return g_strdup_printf ("%u.%u.%u.%u.%s", bytes[3], bytes[2], bytes[1], bytes[0],
                          zone != NULL ? zone : "in-addr.arpa");
}

static char *
reverse_ipv6 (const guint8 *bytes, const char *zone)
{
  GString *name = g_string_new (NULL);

  for (int i = 15; i >= 0; i--)
    g_string_append_printf (name, "%x.%x.", bytes[i] & 0xf, bytes[i] >> 4);
  g_string_append (name, zone != NULL ? zone : "ip6.arpa");
  return g_string_free (name, FALSE);
}

char *
od_reverse_name (GInetAddress *address, const char *zone)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return reverse_ipv4 (bytes, zone);
  return reverse_ipv6 (bytes, zone);
}

/* The numbers that stand in @name, in order, at most eight. */
static guint
numbers_in (const char *name, guint *numbers)
{
  guint count = 0;

  while (*name != '\0' && count < 8)
    {
      if (!g_ascii_isdigit (*name))
        {
          name++;
          continue;
        }
      numbers[count++] = (guint) g_ascii_strtoull (name, (char **) &name, 10);
    }
  return count;
}

/* The last two octets side by side, forwards or backwards: what is before them is often left out. */
static gboolean
holds_numbers (const char *name, const guint8 *bytes)
{
  guint numbers[8];
  guint count = numbers_in (name, numbers);

  for (guint i = 0; i + 1 < count; i++)
    if ((numbers[i] == bytes[2] && numbers[i + 1] == bytes[3]) ||
        (numbers[i] == bytes[3] && numbers[i + 1] == bytes[2]))
      return TRUE;
  return FALSE;
}

gboolean
od_reverse_name_holds_address (const char *name, GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);
  g_autofree char *hex = NULL;
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4)
    return FALSE;
  hex = g_strdup_printf ("%02x%02x%02x%02x", bytes[0], bytes[1], bytes[2], bytes[3]);
  return strstr (lower, hex) != NULL || holds_numbers (lower, bytes);
}

/* 100.64.0.0/10, shared by the customers of a provider (RFC 6598). */
static gboolean
is_shared (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 && bytes[0] == 100 &&
         (bytes[1] & 0xc0) == 64;
}

/* fc00::/7, local to a site (RFC 4193). */
static gboolean
is_unique_local (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
         (g_inet_address_to_bytes (address)[0] & 0xfe) == 0xfc;
}

gboolean
od_address_is_public (GInetAddress *address)
{
  return !g_inet_address_get_is_site_local (address) && !g_inet_address_get_is_loopback (address) &&
         !g_inet_address_get_is_link_local (address) && !g_inet_address_get_is_any (address) &&
         !g_inet_address_get_is_multicast (address) && !is_shared (address) && !is_unique_local (address);
}
