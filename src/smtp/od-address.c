/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads addresses, host names and ports as people type them, strictly enough that nothing typed can become a
 * second command (SECURITY.md row 13). Any thread. It asks no DNS: a name that is well formed may not exist.
 */

#include "od-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LOCAL_PART 64  /* octets, RFC 5321 §4.5.3.1.1 */
#define MAX_PATH       254 /* octets without the angle brackets, §4.5.3.1.3 */
#define MAX_LABEL      63  /* RFC 1035 §2.3.4 */
#define MAX_HOST       253

G_DEFINE_QUARK (od - address - error - quark, od_address_error)

static gboolean
fail (GError **error, OdAddressError code, const char *message)
{
  g_set_error_literal (error, OD_ADDRESS_ERROR, code, message);
  return FALSE;
}

/* Control characters, line and paragraph separators, and the invisible ones that turn text around. */
static gboolean
has_forbidden (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return TRUE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);
      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
          type == G_UNICODE_PARAGRAPH_SEPARATOR || (type == G_UNICODE_FORMAT && c != 0x200c && c != 0x200d))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_space (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isspace (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

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
static char *
name_to_ascii (const char *name)
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
static gboolean
looks_like_ipv4 (const char *text)
{
  return strspn (text, "0123456789.") == strlen (text);
}

static gboolean
check_host_form (const char *text, GError **error)
{
  if (*text == '\0')
    return fail (error, OD_ADDRESS_ERROR_HOST, _ ("Please enter the name of the mail server."));
  if (has_space (text))
    return fail (error, OD_ADDRESS_ERROR_HOST, _ ("The server name must not contain spaces."));
  if (strstr (text, "://") != NULL || strchr (text, '/') != NULL)
    return fail (error, OD_ADDRESS_ERROR_HOST,
                 _ ("Only the server name belongs here, as in mail.example.org, not a web address."));
  if (strchr (text, '@') != NULL)
    return fail (error, OD_ADDRESS_ERROR_HOST,
                 _ ("This is an e-mail address. The server name has no @, as in mail.example.org."));
  return TRUE;
}

static gboolean
check_name_form (const char *text, GError **error)
{
  if (strchr (text, ':') != NULL)
    return fail (error, OD_ADDRESS_ERROR_HOST,
                 _ ("The server name must not contain a port; it has its own field."));
  if (strchr (text, '_') != NULL)
    return fail (error, OD_ADDRESS_ERROR_HOST, _ ("The server name must not contain an underscore."));
  if (text[0] == '.' || strstr (text, "..") != NULL)
    return fail (error, OD_ADDRESS_ERROR_HOST,
                 _ ("In the server name a part is missing before or between the dots."));
  if (strlen (text) > MAX_HOST)
    return fail (error, OD_ADDRESS_ERROR_HOST, _ ("The server name is too long."));
  if (looks_like_ipv4 (text))
    return fail (error, OD_ADDRESS_ERROR_HOST, _ ("This is not a complete IP address, as in 192.0.2.1."));
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
  if (has_forbidden (text))
    {
      fail (error, OD_ADDRESS_ERROR_FORBIDDEN,
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
  char *name = name_to_ascii (host);
  if (name == NULL)
    fail (error, OD_ADDRESS_ERROR_HOST,
          _ ("This is not a server name. It has letters, digits, hyphens and dots, as in mail.example.org."));
  return name;
}

gboolean
od_port_parse (const char *text, guint *port, GError **error)
{
  g_autofree char *digits = g_strstrip (g_strdup (text));
  guint64 value = 0;
  if (*digits == '\0')
    return fail (error, OD_ADDRESS_ERROR_PORT, _ ("Please enter a port number, as in 587."));
  if (strspn (digits, "0123456789") != strlen (digits))
    return fail (error, OD_ADDRESS_ERROR_PORT, _ ("The port must be a number, as in 587."));
  if (!g_ascii_string_to_unsigned (digits, 10, 1, 65535, &value, NULL))
    return fail (error, OD_ADDRESS_ERROR_PORT, _ ("The port must be a number from 1 to 65535."));
  *port = (guint) value;
  return TRUE;
}

/* "Anna <anna@example.org>" → "anna@example.org"; else the text, trimmed. */
static char *
take_out_address (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  const char *open = strrchr (trimmed, '<');
  gsize length = strlen (trimmed);
  if (open == NULL || trimmed[length - 1] != '>')
    return g_steal_pointer (&trimmed);
  char *inside = g_strndup (open + 1, length - (gsize) (open - trimmed) - 2);
  return g_strstrip (inside);
}

/* atext of RFC 5322 §3.2.3, and anything beyond ASCII (RFC 6531 §3.3). */
static gboolean
is_atext (guchar c)
{
  return c >= 0x80 || g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

/* Dot-string of RFC 5321 §4.1.2. */
static gboolean
is_dot_string (const char *local)
{
  gboolean after_dot = TRUE;
  for (const char *p = local; *p != '\0'; p++)
    {
      if (*p == '.' ? after_dot : !is_atext ((guchar) *p))
        return FALSE;
      after_dot = *p == '.';
    }
  return !after_dot;
}

/* Quoted-string of RFC 5321 §4.1.2. */
static gboolean
is_quoted_string (const char *local)
{
  gsize length = strlen (local);
  if (length < 2 || local[0] != '"' || local[length - 1] != '"')
    return FALSE;
  for (gsize i = 1; i < length - 1; i++)
    {
      if (local[i] == '"')
        return FALSE;
      if (local[i] == '\\' && ++i == length - 1)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_local_part (const char *local, GError **error)
{
  if (*local == '\0')
    return fail (error, OD_ADDRESS_ERROR_LOCAL_PART, _ ("Before the @ the name of the mailbox is missing."));
  if (strlen (local) > MAX_LOCAL_PART)
    return fail (error, OD_ADDRESS_ERROR_TOO_LONG, _ ("The part before the @ is too long."));
  if (is_dot_string (local) || is_quoted_string (local))
    return TRUE;
  if (has_space (local))
    return fail (error, OD_ADDRESS_ERROR_LOCAL_PART, _ ("An e-mail address must not contain spaces."));
  return fail (error, OD_ADDRESS_ERROR_LOCAL_PART,
               _ ("The part before the @ contains a character or a dot that is not allowed there."));
}

static gboolean
is_address_literal (const char *domain)
{
  gsize length = strlen (domain);
  if (length < 3 || domain[0] != '[' || domain[length - 1] != ']')
    return FALSE;
  g_autofree char *inside = g_strndup (domain + 1, length - 2);
  const char *v6 = g_ascii_strncasecmp (inside, "IPv6:", 5) == 0 ? inside + 5 : NULL;
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (v6 != NULL ? v6 : inside);
  if (address == NULL)
    return FALSE;
  return (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6) == (v6 != NULL);
}

/* The domain as DNS is asked for it; NULL with a sentence. */
static char *
read_domain (const char *domain, GError **error)
{
  if (is_address_literal (domain))
    return g_ascii_strdown (domain, -1);
  g_autofree char *ascii = NULL;
  if (*domain == '\0')
    fail (error, OD_ADDRESS_ERROR_DOMAIN, _ ("After the @ the domain is missing, as in anna@example.org."));
  else if (has_space (domain))
    fail (error, OD_ADDRESS_ERROR_DOMAIN, _ ("An e-mail address must not contain spaces."));
  else if (looks_like_ipv4 (domain) || (ascii = name_to_ascii (domain)) == NULL)
    fail (error, OD_ADDRESS_ERROR_DOMAIN,
          _ ("The part after the @ is not a domain. It looks like example.org."));
  return g_steal_pointer (&ascii);
}

static OdAddress *
address_new (const char *local, const char *domain, const char *ascii_domain)
{
  OdAddress *self = g_new0 (OdAddress, 1);
  self->local_part = g_strdup (local);
  self->domain = g_utf8_strdown (domain, -1);
  self->ascii_domain = g_strdup (ascii_domain);
  self->needs_smtputf8 = !g_str_is_ascii (local);
  self->mailbox = g_strconcat (local, "@", self->needs_smtputf8 ? self->domain : ascii_domain, NULL);
  return self;
}

static gboolean
check_whole (const char *address, GError **error)
{
  if (*address == '\0')
    return fail (error, OD_ADDRESS_ERROR_EMPTY, _ ("Please enter an e-mail address."));
  if (strchr (address, '@') == NULL)
    return fail (error, OD_ADDRESS_ERROR_NO_AT, _ ("An e-mail address needs an @, as in anna@example.org."));
  return TRUE;
}

OdAddress *
od_address_parse (const char *text, GError **error)
{
  if (has_forbidden (text))
    {
      fail (error, OD_ADDRESS_ERROR_FORBIDDEN,
            _ ("The e-mail address contains a line break or another invisible character."));
      return NULL;
    }
  g_autofree char *address = take_out_address (text);
  if (!check_whole (address, error))
    return NULL;
  const char *at = strrchr (address, '@');
  g_autofree char *local = g_strndup (address, (gsize) (at - address));
  if (!check_local_part (local, error))
    return NULL;
  g_autofree char *ascii_domain = read_domain (at + 1, error);
  if (ascii_domain == NULL)
    return NULL;
  g_autoptr (OdAddress) self = address_new (local, at + 1, ascii_domain);
  if (strlen (self->mailbox) > MAX_PATH || strlen (local) + 1 + strlen (ascii_domain) > MAX_PATH)
    {
      fail (error, OD_ADDRESS_ERROR_TOO_LONG, _ ("The e-mail address is too long."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

OdAddress *
od_address_copy (const OdAddress *self)
{
  return address_new (self->local_part, self->domain, self->ascii_domain);
}

void
od_address_free (OdAddress *self)
{
  g_free (self->local_part);
  g_free (self->domain);
  g_free (self->ascii_domain);
  g_free (self->mailbox);
  g_free (self);
}

gboolean
od_address_equal (const OdAddress *a, const OdAddress *b)
{
  return g_str_equal (a->local_part, b->local_part) && g_str_equal (a->ascii_domain, b->ascii_domain);
}
