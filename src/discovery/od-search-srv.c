/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the domain says of its submission servers in the DNS (RFC 6186 §3.1, RFC 8314 §5.1). A false signature
 * is an answer of which nothing is used. Worker thread. */

#include <glib/gi18n-lib.h>

#include "od-search.h"

/* RFC 2782. */
typedef struct
{
  guint priority;
  guint weight;
  guint port;
  char *target; /* "": the service is not offered */
} Record;

static void
record_free (gpointer data)
{
  Record *record = data;

  g_free (record->target);
  g_free (record);
}

static guint
read_number (const guint8 *octets)
{
  return (guint) (octets[0] << 8 | octets[1]);
}

/* NULL: malformed. */
static Record *
record_read (GBytes *rdata)
{
  gsize size;
  const guint8 *octets = g_bytes_get_data (rdata, &size);
  char *target = size > 6 ? od_dns_read_name (rdata, 6) : NULL;
  Record *record;

  if (target == NULL)
    return NULL;
  record = g_new0 (Record, 1);
  record->priority = read_number (octets);
  record->weight = read_number (octets + 2);
  record->port = read_number (octets + 4);
  record->target = target;
  return record;
}

/* By priority; of equals the one that is to be asked most often. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const Record *first = *(Record *const *) a;
  const Record *second = *(Record *const *) b;

  if (first->priority != second->priority)
    return first->priority < second->priority ? -1 : 1;
  return (second->weight > first->weight) - (second->weight < first->weight);
}

static GPtrArray *
records_read (const OdDnsAnswer *answer)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (record_free);

  for (guint i = 0; i < answer->records->len; i++)
    {
      Record *record = record_read (answer->records->pdata[i]);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  g_ptr_array_sort (records, compare);
  return records;
}

/* (transfer full): NULL where the record names no server. */
static OdProposal *
proposal_of (const Record *record, const char *name)
{
  OdProposal *proposal;
  char *host = *record->target != '\0' && record->port != 0 ? od_host_parse (record->target, NULL) : NULL;

  if (host == NULL)
    return NULL;
  proposal = od_proposal_new (OD_SOURCE_SRV, name);
  proposal->host = host;
  proposal->port = record->port;
  return proposal;
}

static char *
use_records (OdSearch *self, const OdDnsAnswer *answer, const OdSrvService *service, const char *name)
{
  g_autoptr (GPtrArray) records = records_read (answer);
  guint count = 0;

  for (guint i = 0; i < records->len; i++)
    {
      OdProposal *proposal = proposal_of (records->pdata[i], name);

      if (proposal == NULL)
        continue;
      proposal->security = service->security;
      proposal->verdict = answer->verdict;
      proposal->place = service->place + i;
      od_search_offer (self, proposal);
      count++;
    }
  if (records->len > 0 && count == 0)
    return g_strdup (_ ("not offered, says the domain"));
  return count > 0 ? od_search_count_words (count) : g_strdup (_ ("no such entry"));
}

void
od_search_srv (OdSearch *self, gconstpointer data)
{
  const OdSrvService *service = data;
  gint64 begun = g_get_monotonic_time ();
  g_autofree char *name = g_strconcat (service->service, ".", od_search_domain (self), NULL);
  g_autofree char *asked = g_strconcat ("SRV ", name, NULL);
  g_autoptr (OdDnsAnswer)
      answer = od_dns_ask (name, OD_DNS_SRV, od_search_deadline (self), self->cancellable, NULL);
  char *result;

  if (answer == NULL)
    result = g_strdup (_ ("no answer"));
  else if (answer->verdict == OD_DNS_BOGUS)
    result = g_strdup (_ ("its signature is false, so it is not used"));
  else
    result = use_records (self, answer, service, name);
  od_search_note (self, OD_SOURCE_SRV, asked, result, begun);
}
