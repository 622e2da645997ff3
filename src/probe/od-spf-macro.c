/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Fills in macros. It asks nobody, and does not look whether what comes out is a name. */

#include "od-spf-macro.h"

#include <string.h>

#define DELIMITERS ".-+,/_="

/* How a value is cut (§7.1): so many labels from its end, turned around, at these delimiters. */
typedef struct
{
  guint count; /* 0: all */
  gboolean reverse;
  const char *delimiters;
} Cut;

/* "2r-", or nothing; FALSE if it is none. */
static gboolean
read_cut (const char *text, Cut *cut)
{
  const char *rest = text + strspn (text, "0123456789");

  cut->count = (guint) MIN (g_ascii_strtoull (text, NULL, 10), 128);
  if (rest > text && cut->count == 0)
    return FALSE;
  cut->reverse = g_ascii_tolower (*rest) == 'r';
  rest += cut->reverse;
  cut->delimiters = *rest != '\0' ? rest : ".";
  return rest[strspn (rest, DELIMITERS)] == '\0';
}

static char *
transform (const char *value, const Cut *cut)
{
  g_auto (GStrv) parts = g_strsplit_set (value, cut->delimiters, -1);
  guint length = g_strv_length (parts);
  guint kept = cut->count == 0 ? length : MIN (cut->count, length);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < kept; i++)
    {
      guint place = length - kept + i;

      g_string_append_printf (joined, "%s%s", i > 0 ? "." : "",
                              parts[cut->reverse ? length - 1 - place : place]);
    }
  return g_string_free (joined, FALSE);
}

/* The address as %{i} has it: dotted, for IPv6 nibble by nibble. */
static char *
dotted (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);
  GString *text;

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return g_inet_address_to_string (address);
  text = g_string_new (NULL);
  for (guint i = 0; i < 16; i++)
    g_string_append_printf (text, "%s%x.%x", i > 0 ? "." : "", bytes[i] >> 4, bytes[i] & 0xf);
  return g_string_free (text, FALSE);
}

/* (transfer full): of a macro letter; NULL for one that may not stand here. */
static char *
value_of (const OdSpfMacros *self, char letter)
{
  const char *at = strrchr (self->sender, '@');

  switch (g_ascii_tolower (letter))
    {
    case 's':
      return at != NULL ? g_strdup (self->sender) : g_strconcat ("postmaster@", self->domain, NULL);
    case 'l':
      return at != NULL ? g_strndup (self->sender, (gsize) (at - self->sender)) : g_strdup ("postmaster");
    case 'o':
    case 'h':
      return g_strdup (at != NULL ? at + 1 : self->domain);
    case 'd':
      return g_strdup (self->domain);
    case 'i':
      return dotted (self->address);
    case 'p':
      return g_strdup ("unknown");
    case 'v':
      return g_strdup (g_inet_address_get_family (self->address) == G_SOCKET_FAMILY_IPV4 ? "in-addr" : "ip6");
    default:
      return NULL;
    }
}

/* (transfer full): what stands between the braces, filled in; NULL if it is no macro. */
static char *
fill_in (const OdSpfMacros *self, const char *macro)
{
  g_autofree char *value = value_of (self, *macro);
  g_autofree char *cut_value = NULL;
  Cut cut;

  if (value == NULL || !read_cut (macro + 1, &cut))
    return NULL;
  cut_value = transform (value, &cut);
  return g_ascii_isupper (*macro) ? g_uri_escape_string (cut_value, NULL, FALSE)
                                  : g_steal_pointer (&cut_value);
}

/* Appends what the macro at @text ("%{…}", "%%", "%_", "%-") stands for; its end, or NULL if it is none. */
static const char *
append_macro (const OdSpfMacros *self, const char *text, GString *into)
{
  const char *end = text[1] == '{' ? strchr (text, '}') : NULL;
  g_autofree char *macro = NULL;
  g_autofree char *value = NULL;

  if (text[1] == '%' || text[1] == '_' || text[1] == '-')
    {
      g_string_append (into, text[1] == '%' ? "%" : text[1] == '_' ? " " : "%20");
      return text + 2;
    }
  if (end == NULL)
    return NULL;
  macro = g_strndup (text + 2, (gsize) (end - text - 2));
  value = fill_in (self, macro);
  if (value == NULL)
    return NULL;
  g_string_append (into, value);
  return end + 1;
}

char *
od_spf_expand (const OdSpfMacros *self, const char *text)
{
  g_autoptr (GString) into = g_string_new (NULL);

  while (*text != '\0')
    {
      if (*text != '%')
        g_string_append_c (into, *text++);
      else if ((text = append_macro (self, text, into)) == NULL)
        return NULL;
    }
  return g_string_free (g_steal_pointer (&into), FALSE);
}
