/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads addresses as people type them, strictly enough that nothing typed can become a second command
 * (SECURITY.md row 13). Any thread. It asks no DNS: a domain that is well formed may not exist. */

#include "od-address-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LOCAL_PART 64  /* octets, RFC 5321 §4.5.3.1.1 */
#define MAX_PATH       254 /* octets without the angle brackets, §4.5.3.1.3 */

G_DEFINE_QUARK (od - address - error - quark, od_address_error)

gboolean
od_address_fail (GError **error, OdAddressError code, const char *message)
{
  g_set_error_literal (error, OD_ADDRESS_ERROR, code, message);
  return FALSE;
}

/* Control characters, line and paragraph separators, and the invisible ones that turn text around. */
gboolean
od_address_has_forbidden (const char *text)
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

gboolean
od_address_has_space (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isspace (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
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
    return od_address_fail (error, OD_ADDRESS_ERROR_LOCAL_PART,
                            _ ("Before the @ the name of the mailbox is missing."));
  if (strlen (local) > MAX_LOCAL_PART)
    return od_address_fail (error, OD_ADDRESS_ERROR_TOO_LONG, _ ("The part before the @ is too long."));
  if (is_dot_string (local) || is_quoted_string (local))
    return TRUE;
  if (od_address_has_space (local))
    return od_address_fail (error, OD_ADDRESS_ERROR_LOCAL_PART,
                            _ ("An e-mail address must not contain spaces."));
  return od_address_fail (
      error, OD_ADDRESS_ERROR_LOCAL_PART,
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
    od_address_fail (error, OD_ADDRESS_ERROR_DOMAIN,
                     _ ("After the @ the domain is missing, as in anna@example.org."));
  else if (od_address_has_space (domain))
    od_address_fail (error, OD_ADDRESS_ERROR_DOMAIN, _ ("An e-mail address must not contain spaces."));
  else if (od_host_looks_like_ipv4 (domain) || (ascii = od_host_name_to_ascii (domain)) == NULL)
    od_address_fail (error, OD_ADDRESS_ERROR_DOMAIN,
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
    return od_address_fail (error, OD_ADDRESS_ERROR_EMPTY, _ ("Please enter an e-mail address."));
  if (strchr (address, '@') == NULL)
    return od_address_fail (error, OD_ADDRESS_ERROR_NO_AT,
                            _ ("An e-mail address needs an @, as in anna@example.org."));
  return TRUE;
}

OdAddress *
od_address_parse (const char *text, GError **error)
{
  if (od_address_has_forbidden (text))
    {
      od_address_fail (error, OD_ADDRESS_ERROR_FORBIDDEN,
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
      od_address_fail (error, OD_ADDRESS_ERROR_TOO_LONG, _ ("The e-mail address is too long."));
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
