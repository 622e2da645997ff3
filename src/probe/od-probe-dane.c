/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the certificate of the recipient's mail server is the one that its signed records name (DANE, RFC
 * 7672). The server is asked for its certificate once more, on port 25; nothing else is said to it. Worker
 * thread. */

#include "od-mail-domain.h"
#include "od-probe-talk.h"
#include "od-tlsa.h"

#define SMTP_PORT 25

/* "match" as soon as one fits; "unusable" where none can be used at all (RFC 7672 §2.2). */
static const char *
judge_records (GPtrArray *records, const OdTlsInfo *info)
{
  const char *verdict = "unusable";

  for (guint i = 0; i < records->len; i++)
    {
      OdTlsaVerdict one = od_tlsa_judge (records->pdata[i], info);

      if (one == OD_TLSA_MATCH)
        return "match";
      if (one == OD_TLSA_MISMATCH)
        verdict = "mismatch";
    }
  return verdict;
}

static void
compare (const OdProbeCase *self, OdEvent *event, const char *host, GPtrArray *records)
{
  g_autoptr (OdProbeTalk) talk = od_probe_talk_connect (self, host, SMTP_PORT, self->settings->family);

  if (talk->socket == NULL || !od_probe_talk_hear_greeting (talk) || talk->greeting->code != 220 ||
      !od_probe_talk_hello (talk, NULL))
    return;
  if (!od_probe_talk_offers_starttls (talk))
    {
      od_probe_add (event, "dane", "no-encryption"); /* where records are, it must be there (RFC 7672 §2.2) */
      return;
    }
  od_probe_talk_starttls (talk);
  if (talk->tls != NULL && talk->tls->chain->len > 0)
    od_probe_add (event, "dane", judge_records (records, talk->tls));
}

/* Without a signed way to the server's name its records prove nothing (RFC 7672 §2.2.1). */
static gboolean
is_way_signed (const OdProbeCase *self)
{
  const char *recipient = od_facts_get (self->facts, "recipient");
  g_autofree char *domain = recipient != NULL ? od_mail_domain_of (recipient) : NULL;
  g_autoptr (OdDnsAnswer) exchangers = NULL;

  if (domain == NULL)
    return FALSE;
  exchangers = od_dns_ask (domain, OD_DNS_MX, od_probe_deadline (self), self->cancellable, NULL);
  return exchangers != NULL && exchangers->verdict == OD_DNS_SECURE;
}

static void
judge_answer (const OdProbeCase *self, OdEvent *event, const char *host, const OdDnsAnswer *answer)
{
  if (answer->verdict == OD_DNS_BOGUS)
    od_probe_add (event, "dane", "bogus");
  else if (answer->records->len == 0)
    od_probe_add (event, "dane", "none");
  else if (answer->verdict != OD_DNS_SECURE || !is_way_signed (self))
    od_probe_add (event, "dane", "unsigned"); /* not to be used then (RFC 7672 §2.1) */
  else
    compare (self, event, host, answer->records);
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const char *host = od_facts_get (self->facts, "mx.used");
  g_autofree char *name = NULL;
  g_autoptr (OdDnsAnswer) answer = NULL;

  if (host == NULL)
    return;
  name = g_strdup_printf ("_%u._tcp.%s", SMTP_PORT, host);
  event->text = g_strdup (name);
  answer = od_dns_ask (name, OD_DNS_TLSA, od_probe_deadline (self), self->cancellable, NULL);
  od_probe_add (event, "dane.name", name);
  if (answer != NULL && (answer->verdict == OD_DNS_BOGUS || od_dns_is_answered (answer)))
    judge_answer (self, event, host, answer);
}

static const char *const facts[] = { "dane", "dane.name", NULL };

const OdProbe od_probe_dane = {
  .name = "dane",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Whether the certificate of the recipient's mail server is the one its signed records name.",
  .run = run,
};
