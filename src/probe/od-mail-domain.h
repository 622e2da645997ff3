/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the name service says of a mail domain: whether it exists, and where its mail goes. Blocking, worker
 * thread. */

#pragma once

#include "od-dns.h"
#include "od-probe.h"

G_BEGIN_DECLS

typedef struct
{
  const char *exists; /* "exists", "not-found", "failed", "bogus" */
  const char *mx;     /* a word of the fact rdomain.mx, or NULL where there is no such domain */
  const char *dnssec; /* "secure", "unsigned", "bogus", "unchecked" */
  GPtrArray *hosts;   /* char *: its exchangers, the best first */
} OdMailDomain;

/* (transfer full): RFC 5321 §5.1, RFC 7505. @domain in A-labels. */
OdMailDomain *od_mail_domain_look_up (const OdProbeCase *self, const char *domain);
void od_mail_domain_free (OdMailDomain *self);

/* (transfer full): the domain of a mail address in A-labels; NULL for none and for an address literal. */
char *od_mail_domain_of (const char *address);
/* "secure" … */
const char *od_dns_verdict_word (OdDnsVerdict verdict);
/* Whether it was answered and can be believed, be it that there is no such name. */
gboolean od_dns_is_answered (const OdDnsAnswer *answer);
/* So much of a TXT record is kept, in octets (SECURITY.md §4). */
#define OD_DNS_MAX_TEXT (16 * 1024)
/* (transfer full): the strings of a TXT record joined (RFC 7208 §3.3), up to OD_DNS_MAX_TEXT; NULL if it is
 * malformed. */
char *od_dns_read_text (GBytes *rdata);
/* (transfer full): char *: the TXT records of @name; NULL where they could not be asked for. */
GPtrArray *od_probe_texts (const OdProbeCase *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdMailDomain, od_mail_domain_free)

G_END_DECLS
