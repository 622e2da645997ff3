/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* check_host() of RFC 7208 §4, term by term. It judges the record, not the sender. */

#include "od-spf.h"

#include <string.h>

#include "od-spf-term.h"

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

/* What a mechanism says. */
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

/* Whether the leading bits of both that @term counts are the same. */
static gboolean
is_within (GInetAddress *address, GInetAddress *network, const OdSpfTerm *term)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);
  const guint8 *others = g_inet_address_to_bytes (network);
  gboolean is_ipv4 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4;
  guint length = is_ipv4 ? term->ipv4_length : term->ipv6_length;

  if (g_inet_address_get_family (address) != g_inet_address_get_family (network))
    return FALSE;
  for (guint bit = 0; bit < length; bit++)
    if (((bytes[bit / 8] ^ others[bit / 8]) & (0x80 >> (bit % 8))) != 0)
      return FALSE;
  return TRUE;
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

static Match
match_addresses (Check *check, const char *name, const OdSpfTerm *term)
{
  g_autoptr (GPtrArray) addresses = check->resolver->addresses (name, check->resolver->user_data);

  if (addresses == NULL)
    return FAILED;
  for (guint i = 0; i < addresses->len; i++)
    if (is_within (check->address, addresses->pdata[i], term))
      return MATCH;
  return holds_much_nothing (check, addresses) ? BROKEN : NO_MATCH;
}

/* The root as exchanger says that there is none (RFC 7505 §3). */
static Match
match_exchangers (Check *check, const OdSpfTerm *term)
{
  g_autoptr (GPtrArray) hosts = check->resolver->exchangers (term->target, check->resolver->user_data);

  if (hosts == NULL)
    return FAILED;
  if (holds_much_nothing (check, hosts) || hosts->len > MAX_MX)
    return BROKEN;
  for (guint i = 0; i < hosts->len; i++)
    {
      const char *host = hosts->pdata[i];
      Match match = *host != '\0' ? match_addresses (check, host, term) : NO_MATCH;

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

static Match
match_asking (Check *check, const OdSpfTerm *term, guint depth)
{
  if (!may_ask (check))
    return BROKEN;
  switch (term->kind)
    {
    case OD_SPF_A:
      return match_addresses (check, term->target, term);
    case OD_SPF_MX:
      return match_exchangers (check, term);
    case OD_SPF_INCLUDE:
      return match_include (check, term->target, depth);
    case OD_SPF_EXISTS:
      return match_exists (check, term->target);
    default:
      return NO_MATCH; /* ptr */
    }
}

static Match
match_term (Check *check, const OdSpfTerm *term, guint depth)
{
  switch (term->kind)
    {
    case OD_SPF_ALL:
      return MATCH;
    case OD_SPF_IP4:
    case OD_SPF_IP6:
      return is_within (check->address, term->network, term) ? MATCH : NO_MATCH;
    case OD_SPF_REDIRECT:
    case OD_SPF_OTHER:
      return NO_MATCH;
    default:
      return match_asking (check, term, depth);
    }
}

/* What a mechanism that matches means (§4.6.2). */
static const char *
qualified (char qualifier)
{
  return qualifier == '-' ? "fail" : qualifier == '~' ? "softfail" : qualifier == '?' ? "neutral" : "pass";
}

/* NULL: goes on to the next term. */
static const char *
judge_term (Check *check, const OdSpfTerm *term, guint depth)
{
  switch (match_term (check, term, depth))
    {
    case MATCH:
      return qualified (term->qualifier);
    case BROKEN:
      return "broken";
    case FAILED:
      return "failed";
    default:
      return NULL;
    }
}

/* Where nothing matched, the record at another domain counts (§6.1); that it must be one is this record's
 * fault. */
static const char *
follow_redirect (Check *check, GPtrArray *terms, guint depth)
{
  for (guint i = 0; i < terms->len; i++)
    {
      const OdSpfTerm *term = terms->pdata[i];
      const char *result;

      if (term->kind != OD_SPF_REDIRECT)
        continue;
      if (!may_ask (check))
        return "broken";
      result = check_domain (check, term->target, depth + 1, NULL);
      return g_str_equal (result, "none") || g_str_equal (result, "several") ? "broken" : result;
    }
  return "neutral";
}

static const char *
judge_record (Check *check, const char *record, const char *domain, guint depth)
{
  const OdSpfMacros macros = { check->address, check->sender, domain };
  g_autoptr (GPtrArray) terms = od_spf_terms_parse (record, &macros);

  if (terms == NULL)
    return "broken";
  for (guint i = 0; i < terms->len; i++)
    {
      const char *result = judge_term (check, terms->pdata[i], depth);

      if (result != NULL)
        return result;
    }
  return follow_redirect (check, terms, depth);
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
