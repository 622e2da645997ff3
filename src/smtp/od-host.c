/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads host names and ports as people type them, as strictly as od-address.c reads addresses. Any thread. It
 * asks no DNS: a name that is well formed may not exist. */

#include "od-address-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LABEL 63 /* RFC 1035 §2.3.4 */
#define MAX_HOST  253

/* A label of a host name in A-labels: letters, digits and inner hyphens (RFC 1123 §2.1). */
static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);
  if (length == 0 || length > MAX_LABEL || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (label[i]) && label[i] != '-')
      return FALSE;
  return TRUE;
}

static gboolean
are_labels (const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);
  for (guint i = 0; labels[i] != NULL; i++)
    if (!is_label (labels[i]))
      return FALSE;
  return TRUE;
}

/* "mail.example.org" or "bücher.example" in A-labels and lower case; NULL if it is no host name. */
char *
od_host_name_to_ascii (const char *name)
{
  g_autofree char *ascii = g_hostname_to_ascii (name);
  if (ascii == NULL || strlen (ascii) > MAX_HOST || !are_labels (ascii))
    return NULL;
  return g_ascii_strdown (ascii, -1);
}

gboolean
od_host_is_address (const char *host)
{
  return g_hostname_is_ip_address (host);
}

/* The address without brackets, or NULL if @text is no IP address. */
static char *
read_ip_address (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *bare = g_strdup (text);
  if (length > 2 && text[0] == '[' && text[length - 1] == ']')
    {
      g_free (bare);
      bare = g_strndup (text + 1, length - 2);
    }
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (bare);
  return address == NULL ? NULL : g_inet_address_to_string (address);
}

/* All dots and digits: meant as an address, and not one. A name of that form would never be looked up. */
gboolean
od_host_looks_like_ipv4 (const char *text)
{
  return strspn (text, "0123456789.") == strlen (text);
}

static gboolean
check_host_form (const char *text, GError **error)
{
  if (*text == '\0')
    return od_address_fail (error, OD_ADDRESS_ERROR_HOST, _ ("Please enter the name of the mail server."));
  if (od_address_has_space (text))
    return od_address_fail (error, OD_ADDRESS_ERROR_HOST, _ ("The server name must not contain spaces."));
  if (strstr (text, "://") != NULL || strchr (text, '/') != NULL)
    return od_address_fail (
        error, OD_ADDRESS_ERROR_HOST,
        _ ("Only the server name belongs here, as in mail.example.org, not a web address."));
  if (strchr (text, '@') != NULL)
    return od_address_fail (
        error, OD_ADDRESS_ERROR_HOST,
        _ ("This is an e-mail address. The server name has no @, as in mail.example.org."));
  return TRUE;
}

static gboolean
check_name_form (const char *text, GError **error)
{
  if (strchr (text, ':') != NULL)
    return od_address_fail (error, OD_ADDRESS_ERROR_HOST,
                            _ ("The server name must not contain a port; it has its own field."));
  if (strchr (text, '_') != NULL)
    return od_address_fail (error, OD_ADDRESS_ERROR_HOST,
                            _ ("The server name must not contain an underscore."));
  if (text[0] == '.' || strstr (text, "..") != NULL)
    return od_address_fail (error, OD_ADDRESS_ERROR_HOST,
                            _ ("In the server name a part is missing before or between the dots."));
  if (strlen (text) > MAX_HOST)
    return od_address_fail (error, OD_ADDRESS_ERROR_HOST, _ ("The server name is too long."));
  if (od_host_looks_like_ipv4 (text))
    return od_address_fail (error, OD_ADDRESS_ERROR_HOST,
                            _ ("This is not a complete IP address, as in 192.0.2.1."));
  return TRUE;
}

/* Takes off what people leave around a name: spaces, and the dot of the DNS root. */
static char *
trim_host (const char *text)
{
  g_autofree char *host = g_strdup (text);
  g_strstrip (host);
  gsize length = strlen (host);
  if (length > 1 && host[length - 1] == '.' && host[length - 2] != '.')
    host[length - 1] = '\0';
  return g_steal_pointer (&host);
}

char *
od_host_parse (const char *text, GError **error)
{
  if (od_address_has_forbidden (text))
    {
      od_address_fail (error, OD_ADDRESS_ERROR_FORBIDDEN,
                       _ ("The server name contains a line break or another invisible character."));
      return NULL;
    }
  g_autofree char *host = trim_host (text);
  if (!check_host_form (host, error))
    return NULL;
  char *address = read_ip_address (host);
  if (address != NULL)
    return address;
  if (!check_name_form (host, error))
    return NULL;
  char *name = od_host_name_to_ascii (host);
  if (name == NULL)
    od_address_fail (
        error, OD_ADDRESS_ERROR_HOST,
        _ ("This is not a server name. It has letters, digits, hyphens and dots, as in mail.example.org."));
  return name;
}

gboolean
od_port_parse (const char *text, guint *port, GError **error)
{
  g_autofree char *digits = g_strstrip (g_strdup (text));
  guint64 value = 0;
  if (*digits == '\0')
    return od_address_fail (error, OD_ADDRESS_ERROR_PORT, _ ("Please enter a port number, as in 587."));
  if (strspn (digits, "0123456789") != strlen (digits))
    return od_address_fail (error, OD_ADDRESS_ERROR_PORT, _ ("The port must be a number, as in 587."));
  if (!g_ascii_string_to_unsigned (digits, 10, 1, 65535, &value, NULL))
    return od_address_fail (error, OD_ADDRESS_ERROR_PORT, _ ("The port must be a number from 1 to 65535."));
  *port = (guint) value;
  return TRUE;
}
