/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* check_host() of RFC 7208 §4, term by term. It judges the record, not the sender. */

#include "od-spf.h"

#include <stdlib.h>

#include <string.h>

#define MAX_LOOKUPS 10
#define MAX_VOIDS   2
#define MAX_DEPTH   10
#define MAX_MX      10

/* One check with all records it includes. */
typedef struct
{
  const OdSpfResolver *resolver;
  GInetAddress *address;
  const char *sender;
  guint lookups;
  guint voids;
} Check;

/* What a mechanism says; the order is that of the words. */
typedef enum
{
  NO_MATCH,
  MATCH,
  BROKEN,
  FAILED,
} Match;

static const char *check_domain (Check *check, const char *domain, guint depth, char **record);

static gboolean
is_record (const char *text)
{
  return g_ascii_strncasecmp (text, "v=spf1", 6) == 0 && (text[6] == '\0' || text[6] == ' ');
}

/* The last label or labels of @value that a macro asks for, reversed if wanted (§7.3). */
static char *
transform (const char *value, const char *how)
{
  guint count = (guint) g_ascii_strtoull (how, (char **) &how, 10);
  gboolean reverse = *how == 'r';
  g_auto (GStrv)
      parts = g_strsplit_set (value, *how != '\0' && how[reverse] != '\0' ? how + reverse : ".", -1);
  guint length = g_strv_length (parts);
  guint kept = count == 0 ? length : MIN (count, length);
  GString *joined = g_string_new (NULL);

  for (guint i = length - kept; i < length; i++)
    g_string_append_printf (joined, "%s%s", joined->len > 0 ? "." : "", parts[reverse ? length - 1 - i : i]);
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

static char *
macro_value (const Check *check, char letter, const char *domain)
{
  const char *at = strrchr (check->sender, '@');

  switch (g_ascii_tolower (letter))
    {
    case 's':
      return g_strdup (check->sender);
    case 'l':
      return at != NULL ? g_strndup (check->sender, (gsize) (at - check->sender)) : g_strdup ("postmaster");
    case 'o':
    case 'h':
      return g_strdup (at != NULL ? at + 1 : domain);
    case 'd':
      return g_strdup (domain);
    case 'i':
      return dotted (check->address);
    case 'v':
      return g_strdup (g_inet_address_get_family (check->address) == G_SOCKET_FAMILY_IPV4 ? "in-addr"
                                                                                          : "ip6");
    default:
      return NULL;
    }
}

/* Appends what the macro at @text ("%{…}", "%%", "%_", "%-") stands for; its end, or NULL if it is none. */
static const char *
expand_macro (const Check *check, const char *text, const char *domain, GString *into)
{
  const char *end = text[1] == '{' ? strchr (text, '}') : NULL;
  g_autofree char *value = NULL;
  g_autofree char *how = NULL;
  g_autofree char *done = NULL;

  if (text[1] == '%' || text[1] == '_' || text[1] == '-')
    {
      g_string_append (into, text[1] == '%' ? "%" : text[1] == '_' ? " " : "%20");
      return text + 2;
    }
  if (end == NULL || end < text + 3)
    return NULL;
  value = macro_value (check, text[2], domain);
  if (value == NULL)
    return NULL;
  how = g_strndup (text + 3, (gsize) (end - text - 3));
  done = transform (value, how);
  g_string_append (into, done);
  return end + 1;
}

/* (transfer full): NULL for a macro that is none. */
static char *
expand (const Check *check, const char *text, const char *domain)
{
  g_autoptr (GString) into = g_string_new (NULL);

  while (*text != '\0')
    {
      if (*text != '%')
        g_string_append_c (into, *text++);
      else if ((text = expand_macro (check, text, domain, into)) == NULL)
        return NULL;
    }
  return g_string_free (g_steal_pointer (&into), FALSE);
}

static gboolean
in_network (GInetAddress *address, GInetAddress *network, int length)
{
  g_autoptr (GInetAddressMask) mask = NULL;
  const guint8 *bytes;
  gsize size = g_inet_address_get_native_size (network);
  g_autofree guint8 *masked = NULL;
  g_autoptr (GInetAddress) base = NULL;

  if (g_inet_address_get_family (address) != g_inet_address_get_family (network) || length > (int) size * 8)
    return FALSE;
  bytes = g_inet_address_to_bytes (network);
  masked = g_malloc0 (size);
  for (int bit = 0; bit < length; bit++)
    masked[bit / 8] = (guint8) (masked[bit / 8] | (bytes[bit / 8] & (0x80 >> (bit % 8))));
  base = g_inet_address_new_from_bytes (masked, g_inet_address_get_family (network));
  mask = g_inet_address_mask_new (base, (guint) length, NULL);
  return mask != NULL && g_inet_address_mask_matches (mask, address);
}

/* "192.0.2.0/24", "2001:db8::/32" (§5.6) */
static Match
match_network (const Check *check, const char *value, GSocketFamily family)
{
  g_auto (GStrv) parts = g_strsplit (value, "/", 2);
  g_autoptr (GInetAddress) network = parts[0] != NULL ? g_inet_address_new_from_string (parts[0]) : NULL;
  int length;

  if (network == NULL || g_inet_address_get_family (network) != family)
    return BROKEN;
  length = parts[1] != NULL ? atoi (parts[1]) : (int) g_inet_address_get_native_size (network) * 8;
  return in_network (check->address, network, length) ? MATCH : NO_MATCH;
}

/* Every mechanism that asks, and every answer that holds nothing, is counted (§4.6.4). */
static gboolean
may_ask (Check *check)
{
  return ++check->lookups <= MAX_LOOKUPS;
}

static gboolean
holds_much_nothing (Check *check, const GPtrArray *answer)
{
  return answer->len == 0 && ++check->voids > MAX_VOIDS;
}

/* Prefix lengths behind a name: "/24", "//64", "/24//64" (§5.3). */
static int
prefix_length (GInetAddress *address, const char *lengths)
{
  gboolean is_ipv4 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4;
  const char *second = lengths != NULL ? strstr (lengths, "//") : NULL;

  if (!is_ipv4)
    return second != NULL ? atoi (second + 2) : 128;
  return lengths != NULL && lengths != second ? atoi (lengths + 1) : 32;
}

static Match
match_addresses (Check *check, const char *name, const char *lengths)
{
  g_autoptr (GPtrArray) addresses = check->resolver->addresses (name, check->resolver->user_data);

  if (addresses == NULL)
    return FAILED;
  for (guint i = 0; i < addresses->len; i++)
    if (in_network (check->address, addresses->pdata[i], prefix_length (check->address, lengths)))
      return MATCH;
  return holds_much_nothing (check, addresses) ? BROKEN : NO_MATCH;
}

static Match
match_exchangers (Check *check, const char *name, const char *lengths)
{
  g_autoptr (GPtrArray) hosts = check->resolver->exchangers (name, check->resolver->user_data);

  if (hosts == NULL)
    return FAILED;
  if (holds_much_nothing (check, hosts) || hosts->len > MAX_MX)
    return BROKEN;
  for (guint i = 0; i < hosts->len; i++)
    {
      Match match = match_addresses (check, hosts->pdata[i], lengths);

      if (match != NO_MATCH)
        return match;
    }
  return NO_MATCH;
}

/* §5.2: what the other record says, not what it does. */
static Match
match_include (Check *check, const char *domain, guint depth)
{
  const char *result = check_domain (check, domain, depth + 1, NULL);

  if (g_str_equal (result, "pass"))
    return MATCH;
  if (g_str_equal (result, "failed"))
    return FAILED;
  return g_str_equal (result, "none") || g_str_equal (result, "broken") || g_str_equal (result, "several")
             ? BROKEN
             : NO_MATCH;
}

static Match
match_exists (Check *check, const char *name)
{
  g_autoptr (GPtrArray) addresses = check->resolver->addresses (name, check->resolver->user_data);

  if (addresses == NULL)
    return FAILED;
  if (addresses->len > 0)
    return MATCH;
  return holds_much_nothing (check, addresses) ? BROKEN : NO_MATCH;
}

/* @name and @value: "include" and "example.org", split at the colon, or at the slash for "a/24". */
static Match
match_asking (Check *check, const char *name, const char *value, const char *domain, guint depth)
{
  g_autofree char *target = NULL;
  const char *slash = strchr (value, '/');
  g_autofree char *bare = g_strndup (value, slash != NULL ? (gsize) (slash - value) : strlen (value));

  if (!may_ask (check))
    return BROKEN;
  if (g_str_equal (name, "ptr"))
    return NO_MATCH;
  target = expand (check, *bare != '\0' ? bare : domain, domain);
  if (target == NULL)
    return BROKEN;
  if (g_str_equal (name, "a"))
    return match_addresses (check, target, slash);
  if (g_str_equal (name, "mx"))
    return match_exchangers (check, target, slash);
  if (g_str_equal (name, "include"))
    return *bare != '\0' ? match_include (check, target, depth) : BROKEN;
  return *bare != '\0' ? match_exists (check, target) : BROKEN;
}

static Match
match_mechanism (Check *check, const char *term, const char *domain, guint depth)
{
  static const char *const asking[] = { "a", "mx", "include", "exists", "ptr", NULL };
  gsize length = strcspn (term, ":/");
  g_autofree char *name = g_ascii_strdown (term, (gssize) length);
  const char *value = term[length] == ':' ? term + length + 1 : term + length;

  if (g_str_equal (name, "all"))
    return MATCH;
  if (g_str_equal (name, "ip4"))
    return match_network (check, value, G_SOCKET_FAMILY_IPV4);
  if (g_str_equal (name, "ip6"))
    return match_network (check, value, G_SOCKET_FAMILY_IPV6);
  if (!g_strv_contains (asking, name))
    return BROKEN;
  return match_asking (check, name, value, domain, depth);
}

/* "+", "-", "~", "?" before a mechanism (§4.6.2). */
static const char *
qualified (char qualifier)
{
  return qualifier == '-' ? "fail" : qualifier == '~' ? "softfail" : qualifier == '?' ? "neutral" : "pass";
}

/* NULL: goes on to the next term. */
static const char *
judge_term (Check *check, const char *term, const char *domain, guint depth)
{
  char qualifier = strchr ("+-~?", *term) != NULL ? *term : '+';
  Match match = match_mechanism (check, strchr ("+-~?", *term) != NULL ? term + 1 : term, domain, depth);

  if (match == MATCH)
    return qualified (qualifier);
  return match == BROKEN ? "broken" : match == FAILED ? "failed" : NULL;
}

/* A modifier is NAME=VALUE (§4.6.1); redirect counts only where nothing matched (§6.1). */
static gboolean
is_modifier (const char *term)
{
  gsize length = strcspn (term, "=:/");

  return term[length] == '=';
}

static const char *
judge_record (Check *check, const char *record, const char *domain, guint depth)
{
  g_auto (GStrv) terms = g_strsplit (record + strlen ("v=spf1"), " ", -1);
  g_autofree char *redirect = NULL;

  for (char **term = terms; *term != NULL; term++)
    {
      const char *result;

      if (**term == '\0')
        continue;
      if (is_modifier (*term))
        {
          if (g_ascii_strncasecmp (*term, "redirect=", 9) == 0 && redirect == NULL)
            redirect = expand (check, *term + 9, domain);
          continue;
        }
      result = judge_term (check, *term, domain, depth);
      if (result != NULL)
        return result;
    }
  if (redirect == NULL)
    return "neutral";
  if (!may_ask (check))
    return "broken";
  const char *result = check_domain (check, redirect, depth + 1, NULL);
  return g_str_equal (result, "none") ? "broken" : result;
}

static const char *
check_domain (Check *check, const char *domain, guint depth, char **record)
{
  g_autoptr (GPtrArray) texts = NULL;
  const char *only = NULL;

  if (depth > MAX_DEPTH)
    return "broken";
  texts = check->resolver->texts (domain, check->resolver->user_data);
  if (texts == NULL)
    return "failed";
  for (guint i = 0; i < texts->len; i++)
    {
      if (!is_record (texts->pdata[i]))
        continue;
      if (only != NULL)
        return "several";
      only = texts->pdata[i];
    }
  if (only == NULL)
    return "none";
  if (record != NULL)
    *record = g_strdup (only);
  return judge_record (check, only, domain, depth);
}

const char *
od_spf_check (const OdSpfResolver *resolver,
              GInetAddress *address,
              const char *domain,
              const char *sender,
              char **record)
{
  Check check = { resolver, address, sender, 0, 0 };

  return check_domain (&check, domain, 0, record);
}
