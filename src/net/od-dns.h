/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions to the DNS that GResolver cannot ask or cannot answer finely enough, by libunbound through the
 * computer's own name servers: any record type, "no such name" told from "no such record", and the verdict of
 * DNSSEC. Blocking, cancellable, any worker thread. Answers are untrusted bytes within limits. */

#pragma once

#include "od-deadline.h"

G_BEGIN_DECLS

/* More records of a set are not looked at (SECURITY.md §4). */
#define OD_DNS_MAX_RECORDS 32

typedef enum
{
  OD_DNS_A = 1,
  OD_DNS_PTR = 12,
  OD_DNS_MX = 15,
  OD_DNS_TXT = 16,
  OD_DNS_AAAA = 28,
  OD_DNS_SRV = 33,
  OD_DNS_TLSA = 52,
} OdDnsType;

typedef enum
{
  OD_DNS_UNCHECKED, /* no trust anchor here, or the name server passes no signatures on */
  OD_DNS_UNSIGNED,  /* checked: the zone is not signed */
  OD_DNS_SECURE,    /* checked and true */
  OD_DNS_BOGUS,     /* signed and false: nothing of it may be used */
} OdDnsVerdict;

typedef struct
{
  guint rcode;        /* 0 NOERROR, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED … (RFC 1035 §4.1.1) */
  GPtrArray *records; /* GBytes *, RDATA with names uncompressed; empty where there are none or it is bogus */
  OdDnsVerdict verdict;
  char *why_bogus; /* words of the library, or NULL */
} OdDnsAnswer;

/**
 * od_dns_ask:
 * @name: in A-labels, with or without trailing dot
 *
 * Returns: (transfer full): what came, good or bad; NULL with G_IO_ERROR_TIMED_OUT, _CANCELLED,
 * _INVALID_ARGUMENT (@name is no domain name), or _FAILED (the library cannot work here)
 */
OdDnsAnswer *od_dns_ask (const char *name,
                         OdDnsType type,
                         OdDeadline deadline,
                         GCancellable *cancellable,
                         GError **error);
void od_dns_answer_free (OdDnsAnswer *self);

/**
 * od_dns_read_name:
 *
 * The uncompressed domain name at @offset of RDATA (RFC 1035 §3.1), which must end where the RDATA ends.
 *
 * Returns: (transfer full): in text without trailing dot, "" for the root; NULL if it is malformed or holds
 * octets that no host name has
 */
char *od_dns_read_name (GBytes *rdata, gsize offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdDnsAnswer, od_dns_answer_free)

G_END_DECLS
