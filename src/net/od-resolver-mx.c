/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The mail servers of a domain (RFC 5321 §5.1, RFC 7505) by libunbound. Worker thread. It looks up no
 * address: that is od_resolver_lookup_host()'s. */

#include "od-resolver-private.h"

#include <glib/gi18n-lib.h>

void
od_mx_host_free (OdMxHost *self)
{
  if (self == NULL)
    return;
  g_free (self->host);
  g_free (self);
}

static OdMxHost *
mx_host_new (const char *host, guint preference, gboolean implicit)
{
  OdMxHost *self = g_new0 (OdMxHost, 1);

  self->host = g_strdup (host);
  self->preference = preference;
  self->implicit = implicit;
  return self;
}

/* NULL for a record that is malformed. */
static OdMxHost *
mx_host_from_record (GBytes *record)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (record, &size);
  g_autofree char *host = NULL;

  if (size < 3)
    return NULL;
  host = od_dns_read_name (record, 2);
  return host != NULL ? mx_host_new (host, bytes[0] << 8 | bytes[1], FALSE) : NULL;
}

static int
compare_preference (gconstpointer a, gconstpointer b)
{
  const OdMxHost *first = *(OdMxHost *const *) a;
  const OdMxHost *second = *(OdMxHost *const *) b;

  return (first->preference > second->preference) - (first->preference < second->preference);
}

static void
drop_null (GPtrArray *hosts)
{
  for (guint i = hosts->len; i > 0; i--)
    if (*((const OdMxHost *) hosts->pdata[i - 1])->host == '\0')
      g_ptr_array_remove_index (hosts, i - 1);
}

static GPtrArray *
mx_from_answer (const char *domain, const OdDnsAnswer *answer, GError **error)
{
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) od_mx_host_free);
  guint read;

  for (guint i = 0; i < answer->records->len; i++)
    {
      OdMxHost *host = mx_host_from_record (g_ptr_array_index (answer->records, i));
      if (host != NULL)
        g_ptr_array_add (hosts, host);
    }
  read = hosts->len;
  /* Beside others a null MX has no meaning (RFC 7505 §3); they count. */
  drop_null (hosts);
  if (hosts->len == 0 && read > 0)
    {
      g_set_error (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NULL_MX,
                   _ ("The domain “%s” says that it takes no mail (null MX)."), domain);
      return NULL;
    }
  if (hosts->len == 0 && answer->records->len > 0)
    {
      g_set_error (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_FAILED,
                   _ ("The mail server records (MX) of “%s” are damaged."), domain);
      return NULL;
    }
  if (hosts->len == 0)
    g_ptr_array_add (hosts, mx_host_new (domain, 0, TRUE));
  g_ptr_array_sort (hosts, compare_preference);
  return g_steal_pointer (&hosts);
}

GPtrArray *
od_resolver_lookup_mx (const char *domain, OdDeadline deadline, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (OdDnsAnswer) answer = od_dns_ask (domain, OD_DNS_MX, deadline, cancellable, &local);

  if (answer == NULL && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
    g_set_error (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND, _ ("“%s” is not a domain name."),
                 domain);
  else if (answer == NULL && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_FAILED))
    od_resolver_set_temporary_error (error, local->message);
  else if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (answer->verdict == OD_DNS_BOGUS)
    od_resolver_set_bogus_error (error, domain, answer);
  else if (answer->rcode == 3)
    g_set_error (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND, _ ("There is no domain “%s”."),
                 domain);
  else if (answer->rcode != 0)
    od_resolver_set_rcode_error (error, domain, answer);
  else
    return mx_from_answer (domain, answer, error);
  return NULL;
}
