/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* MX records and where they lead. The first exchangers are looked at, not all: one that works is enough for
 * mail to get through. */

#include "od-mail-domain.h"

#include <string.h>

#include "od-reverse-name.h"

/* So many exchangers are followed to their addresses. */
#define MAX_FOLLOWED 4

char *
od_mail_domain_of (const char *address)
{
  g_autoptr (OdAddress) parsed = address != NULL ? od_address_parse (address, NULL) : NULL;

  return parsed != NULL && *parsed->ascii_domain != '[' ? g_strdup (parsed->ascii_domain) : NULL;
}

const char *
od_dns_verdict_word (OdDnsVerdict verdict)
{
  static const char *const words[] = { "unchecked", "unsigned", "secure", "bogus" };

  return words[verdict];
}

gboolean
od_dns_is_answered (const OdDnsAnswer *answer)
{
  return answer != NULL && (answer->rcode == 0 || answer->rcode == 3) && answer->verdict != OD_DNS_BOGUS;
}

char *
od_dns_read_text (GBytes *rdata)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (rdata, &size);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < size; i += 1 + bytes[i])
    {
      if (i + 1 + bytes[i] > size)
        {
          g_string_free (text, TRUE);
          return NULL;
        }
      g_string_append_len (text, (const char *) bytes + i + 1, bytes[i]);
    }
  g_string_truncate (text, MIN (text->len, OD_DNS_MAX_TEXT));
  return g_string_free (text, FALSE);
}

GPtrArray *
od_probe_texts (const OdProbeCase *self, const char *name)
{
  g_autoptr (OdDnsAnswer)
      answer = od_dns_ask (name, OD_DNS_TXT, od_probe_deadline (self), self->cancellable, NULL);
  GPtrArray *texts;

  if (!od_dns_is_answered (answer))
    return NULL;
  texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < answer->records->len; i++)
    {
      char *text = od_dns_read_text (answer->records->pdata[i]);

      if (text != NULL)
        g_ptr_array_add (texts, text);
    }
  return texts;
}

void
od_mail_domain_free (OdMailDomain *self)
{
  g_ptr_array_unref (self->hosts);
  g_free (self);
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  const guint8 *first = g_bytes_get_data (*(GBytes *const *) a, NULL);
  const guint8 *second = g_bytes_get_data (*(GBytes *const *) b, NULL);

  return ((first[0] << 8) | first[1]) - ((second[0] << 8) | second[1]);
}

/* The exchangers' names, the best first. */
static void
read_hosts (OdMailDomain *self, GPtrArray *records)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    if (g_bytes_get_size (records->pdata[i]) >= 3)
      g_ptr_array_add (sorted, records->pdata[i]);
  g_ptr_array_sort (sorted, compare_records);
  for (guint i = 0; i < sorted->len; i++)
    {
      char *host = od_dns_read_name (sorted->pdata[i], 2);

      if (host != NULL)
        g_ptr_array_add (self->hosts, host);
    }
}

static gboolean
is_private (GPtrArray *addresses)
{
  for (guint i = 0; i < addresses->len; i++)
    if (od_address_is_public (addresses->pdata[i]))
      return FALSE;
  return TRUE;
}

/* Whether it was answered that the name has no address, and not that nobody could be asked. */
static gboolean
has_none (const GError *error)
{
  return g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND) ||
         g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NO_ADDRESS);
}

/* An exchanger's name must not be an alias (RFC 5321 §5.1, RFC 2181 §10.3). */
#define OD_DNS_CNAME ((OdDnsType) 5)
static gboolean
is_alias (const OdProbeCase *self, const char *host)
{
  g_autoptr (OdDnsAnswer)
      answer = od_dns_ask (host, OD_DNS_CNAME, od_probe_deadline (self), self->cancellable, NULL);

  return answer != NULL && answer->records->len > 0;
}

/* What following one exchanger gives. The root leads nowhere (RFC 7505 §3). */
static const char *
follow (const OdProbeCase *self, const char *host)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = NULL;

  if (*host == '\0')
    return "no-address";
  addresses =
      od_resolver_lookup_host (host, OD_FAMILY_ANY, od_probe_deadline (self), self->cancellable, &error);
  if (addresses == NULL)
    return has_none (error) ? "no-address" : "failed";
  if (is_private (addresses))
    return "own-network";
  return is_alias (self, host) ? "alias" : "ok";
}

/* The best of them counts: the first that mail gets through to, else one that is more than a name. */
static const char *
follow_all (const OdProbeCase *self, GPtrArray *hosts)
{
  const char *word = "no-address";

  for (guint i = 0; i < MIN (hosts->len, MAX_FOLLOWED); i++)
    {
      const char *found = follow (self, hosts->pdata[i]);

      if (g_str_equal (found, "ok") || g_str_equal (found, "alias"))
        return found;
      if (!g_str_equal (found, "no-address"))
        word = found;
    }
  return word;
}

/* Without MX the domain's own address counts (§5.1). */
static const char *
without_mx (const OdProbeCase *self, const char *domain)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses =
      od_resolver_lookup_host (domain, OD_FAMILY_ANY, od_probe_deadline (self), self->cancellable, &error);

  if (addresses != NULL)
    return "none";
  return has_none (error) ? "no-address" : "failed";
}

static const char *
judge_mx (const OdProbeCase *self, const char *domain, const OdMailDomain *found)
{
  if (found->hosts->len == 0)
    return without_mx (self, domain);
  if (found->hosts->len == 1 && *(const char *) found->hosts->pdata[0] == '\0')
    return "null";
  return follow_all (self, found->hosts);
}

static const char *
exists (const OdDnsAnswer *answer)
{
  if (answer == NULL)
    return "failed";
  if (answer->verdict == OD_DNS_BOGUS)
    return "bogus";
  if (answer->rcode == 3)
    return "not-found";
  return answer->rcode == 0 ? "exists" : "failed";
}

OdMailDomain *
od_mail_domain_look_up (const OdProbeCase *self, const char *domain)
{
  OdMailDomain *found = g_new0 (OdMailDomain, 1);
  g_autoptr (OdDnsAnswer)
      answer = od_dns_ask (domain, OD_DNS_MX, od_probe_deadline (self), self->cancellable, NULL);

  found->hosts = g_ptr_array_new_with_free_func (g_free);
  found->exists = exists (answer);
  found->dnssec = od_dns_verdict_word (answer != NULL ? answer->verdict : OD_DNS_UNCHECKED);
  if (!g_str_equal (found->exists, "exists"))
    return found;
  read_hosts (found, answer->records);
  found->mx = judge_mx (self, domain, found);
  return found;
}
