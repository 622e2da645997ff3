/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads terms. What they mean for an address is od-spf.c's. */

#include "od-spf-term.h"

#include <string.h>

#define VERSION "v=spf1"

typedef enum
{
  NO_TARGET,
  MAY_HAVE_TARGET,
  NEEDS_TARGET,
} Target;

/* In the order of OdSpfKind. */
static const struct
{
  const char *name;
  Target target;
  gboolean has_lengths; /* "/24", "//64", "/24//64" (§5.3) */
} mechanisms[] = {
  { "all", NO_TARGET, FALSE },     { "include", NEEDS_TARGET, FALSE }, { "a", MAY_HAVE_TARGET, TRUE },
  { "mx", MAY_HAVE_TARGET, TRUE }, { "ptr", MAY_HAVE_TARGET, FALSE },  { "ip4", NEEDS_TARGET, TRUE },
  { "ip6", NEEDS_TARGET, TRUE },   { "exists", NEEDS_TARGET, FALSE },
};

static void
term_free (gpointer data)
{
  OdSpfTerm *term = data;

  g_clear_object (&term->network);
  g_free (term->target);
  g_free (term);
}

static gboolean
read_length (const char *text, guint max, guint *length)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, max, &number, NULL))
    return FALSE;
  *length = (guint) number;
  return TRUE;
}

/* What stands behind the name: "/24", "//64", "/24//64", or nothing. */
static gboolean
read_lengths (OdSpfTerm *term, const char *text)
{
  const char *second = strstr (text, "//");
  g_autofree char *first = second != NULL ? g_strndup (text, (gsize) (second - text)) : g_strdup (text);

  if (*first != '\0' && !read_length (first + 1, 32, &term->ipv4_length))
    return FALSE;
  return second == NULL || read_length (second + 2, 128, &term->ipv6_length);
}

/* "192.0.2.0/24", "2001:db8::/32" (§5.6) */
static gboolean
read_network (OdSpfTerm *term, const char *text)
{
  gboolean is_ipv4 = term->kind == OD_SPF_IP4;
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);

  term->network = parts[0] != NULL ? g_inet_address_new_from_string (parts[0]) : NULL;
  if (term->network == NULL ||
      g_inet_address_get_family (term->network) != (is_ipv4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6))
    return FALSE;
  if (parts[1] == NULL)
    return TRUE;
  return is_ipv4 ? read_length (parts[1], 32, &term->ipv4_length)
                 : read_length (parts[1], 128, &term->ipv6_length);
}

/* Where the prefix lengths begin: at the first slash that is not within a macro. */
static gsize
length_of_name (const char *text)
{
  gsize at = 0;

  while (text[at] != '\0' && text[at] != '/')
    {
      const char *end = g_str_has_prefix (text + at, "%{") ? strchr (text + at, '}') : NULL;

      at = end != NULL ? (gsize) (end - text) + 1 : at + 1;
    }
  return at;
}

/* The name that is asked for: the one behind the colon, else that of the record. */
static gboolean
read_name (OdSpfTerm *term, const char *value, gboolean has_lengths, const OdSpfMacros *macros)
{
  gsize length = has_lengths ? length_of_name (value) : strlen (value);
  g_autofree char *name = g_strndup (value, length);

  term->target = od_spf_expand (macros, name);
  return term->target != NULL && *term->target != '\0' && read_lengths (term, value + length);
}

static gboolean
read_mechanism (OdSpfTerm *term, const char *text, const OdSpfMacros *macros)
{
  gsize length = strcspn (text, ":/");
  const char *value = text[length] == ':' ? text + length + 1 : NULL;
  gsize kind = 0;

  while (kind < G_N_ELEMENTS (mechanisms) && (strlen (mechanisms[kind].name) != length ||
                                              g_ascii_strncasecmp (mechanisms[kind].name, text, length) != 0))
    kind++;
  if (kind == G_N_ELEMENTS (mechanisms))
    return FALSE;
  term->kind = (OdSpfKind) kind;
  if (value == NULL && mechanisms[kind].target == NEEDS_TARGET)
    return FALSE;
  if (term->kind == OD_SPF_ALL)
    return text[length] == '\0';
  if (term->kind == OD_SPF_IP4 || term->kind == OD_SPF_IP6)
    return read_network (term, value);
  if (value != NULL)
    return read_name (term, value, mechanisms[kind].has_lengths, macros);
  term->target = g_strdup (macros->domain);
  return mechanisms[kind].has_lengths ? read_lengths (term, text + length) : text[length] == '\0';
}

/* A modifier is NAME=VALUE; only redirect changes the result (§6.1). */
static gboolean
read_modifier (OdSpfTerm *term, const char *text, const OdSpfMacros *macros)
{
  term->kind = OD_SPF_OTHER;
  if (g_ascii_strncasecmp (text, "redirect=", 9) != 0)
    return TRUE;
  term->kind = OD_SPF_REDIRECT;
  return read_name (term, text + 9, FALSE, macros);
}

static gboolean
read_term (OdSpfTerm *term, const char *text, const OdSpfMacros *macros)
{
  gboolean is_modifier = text[strcspn (text, "=:/")] == '=';
  gboolean is_qualified = !is_modifier && strchr ("+-~?", *text) != NULL;

  term->qualifier = is_qualified ? *text : '+';
  term->ipv4_length = 32;
  term->ipv6_length = 128;
  if (is_modifier)
    return read_modifier (term, text, macros);
  return read_mechanism (term, is_qualified ? text + 1 : text, macros);
}

GPtrArray *
od_spf_terms_parse (const char *record, const OdSpfMacros *macros)
{
  g_auto (GStrv) words = g_strsplit (record + strlen (VERSION), " ", -1);
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func (term_free);
  guint n_redirects = 0;

  for (char **word = words; *word != NULL; word++)
    {
      OdSpfTerm *term;

      if (**word == '\0')
        continue;
      term = g_new0 (OdSpfTerm, 1);
      g_ptr_array_add (terms, term);
      if (!read_term (term, *word, macros))
        return NULL;
      n_redirects += term->kind == OD_SPF_REDIRECT;
    }
  return n_redirects > 1 ? NULL : g_steal_pointer (&terms);
}
