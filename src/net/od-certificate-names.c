/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How the names in a certificate fit a host, for showing and for advice (RFC 6125 §6.4). Pure, any thread.
 * The verdict of the handshake does not come from here but from the library. */

#include "od-certificate.h"

#include <string.h>

static char *
without_final_dot (const char *name)
{
  gsize length = strlen (name);

  return g_ascii_strdown (name,
                          length > 0 && name[length - 1] == '.' ? (gssize) length - 1 : (gssize) length);
}

static gboolean
addresses_equal (const char *a, const char *b)
{
  g_autoptr (GInetAddress) first = g_inet_address_new_from_string (a);
  g_autoptr (GInetAddress) second = g_inet_address_new_from_string (b);

  return first != NULL && second != NULL && g_inet_address_equal (first, second);
}

/* "*.example.org" stands for one label before ".example.org", and not for a whole top-level domain. */
static gboolean
wildcard_covers (const char *pattern, const char *host)
{
  const char *rest = strchr (host, '.');

  return g_str_has_prefix (pattern, "*.") && rest != NULL && rest != host && strchr (rest + 1, '.') != NULL &&
         g_str_equal (pattern + 1, rest);
}

static gboolean
name_covers (const char *name, const char *host)
{
  g_autofree char *own = without_final_dot (name);

  if (g_hostname_is_ip_address (host) || g_hostname_is_ip_address (own))
    return addresses_equal (own, host);
  return g_str_equal (own, host) || wildcard_covers (own, host);
}

gboolean
od_certificate_covers (const OdCertificate *self, const char *name)
{
  g_autofree char *host = without_final_dot (name);

  for (char **own = self->names; *own != NULL; own++)
    {
      if (name_covers (*own, host))
        return TRUE;
    }
  return FALSE;
}

/* Whether it is a plain name of at least two labels, in letters, digits, hyphens. */
static gboolean
can_be_server (const char *name)
{
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";

  return strchr (name, '.') != NULL && strspn (name, allowed) == strlen (name) &&
         !g_hostname_is_ip_address (name);
}

/* How alike two names are: the labels they share at the end count most, then an equal first label. */
static int
likeness (const char *a, const char *b)
{
  g_auto (GStrv) first = g_strsplit (a, ".", -1);
  g_auto (GStrv) second = g_strsplit (b, ".", -1);
  int n = g_strv_length (first);
  int m = g_strv_length (second);
  int shared = 0;

  while (shared < n && shared < m && g_ascii_strcasecmp (first[n - 1 - shared], second[m - 1 - shared]) == 0)
    shared++;
  return shared * 2 + (g_ascii_strcasecmp (first[0], second[0]) == 0 ? 1 : 0);
}

const char *
od_certificate_fitting_name (const OdCertificate *self, const char *host)
{
  g_autofree char *wanted = without_final_dot (host);
  const char *best = NULL;
  int best_likeness = -1;

  for (char **name = self->names; *name != NULL; name++)
    {
      int alike = can_be_server (*name) ? likeness (*name, wanted) : -1;
      if (alike <= best_likeness)
        continue;
      best = *name;
      best_likeness = alike;
    }
  return best;
}
