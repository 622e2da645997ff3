/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One way to send that was found for an address, and where it comes from. A value: filled by a source, then
 * only read. Any thread. */

#pragma once

#include "od-dns.h"
#include "od-settings.h"

G_BEGIN_DECLS

/* In the order of trust: a proposal of an earlier source is shown before one of a later source. */
typedef enum
{
  OD_SOURCE_TABLE,      /* the provider table that is built in */
  OD_SOURCE_AUTOCONFIG, /* the provider's own page, by HTTPS */
  OD_SOURCE_SRV,        /* the DNS of the domain (RFC 6186, RFC 8314 §5.1) */
  OD_SOURCE_DATABASE,   /* the public database of providers, by the domain */
  OD_SOURCE_MX_OWNER,   /* table or database, by whoever takes the domain's mail in */
  OD_SOURCE_GUESS,      /* a usual name that turned out to be a mail server */
} OdDiscoverySource;

typedef struct
{
  int ref_count;
  OdDiscoverySource source;
  guint place;  /* within its source, the best first */
  char *origin; /* what exactly said so: "gmx", "_submissions._tcp.example.org", "https://autoconfig.…" */
  char *name;   /* of the provider, for people; or NULL */
  char *host;   /* as od_host_parse() gives it */
  guint port;
  OdSecurity security;  /* TLS or STARTTLS; NONE where a source says so: never the first choice */
  char *user;           /* for the login; "": the address */
  char *mechanism;      /* a hint: "password", "oauth"; or NULL */
  char *help_url;       /* https, or NULL */
  OdDnsVerdict verdict; /* of the DNS, for SRV and the MX; else OD_DNS_UNCHECKED */
  gboolean is_foreign;  /* the person confirms it before a password goes there: see od_proposal_judge() */
  gboolean is_proved;   /* it greeted as a mail server with a certificate for that host */
} OdProposal;

#define OD_TYPE_PROPOSAL (od_proposal_get_type ())
GType od_proposal_get_type (void) G_GNUC_CONST;
OdProposal *od_proposal_new (OdDiscoverySource source, const char *origin);
OdProposal *od_proposal_copy (const OdProposal *self);
OdProposal *od_proposal_ref (OdProposal *self);
void od_proposal_unref (OdProposal *self);

/**
 * od_proposal_judge:
 * @domain: the mail domain in A-labels
 *
 * Sets is_foreign: the host is not under the mail domain and the source is not authenticated (plain DNS, or
 * somebody else's word), or it is an address of a private network (SECURITY.md rows 16, 17, 21); never what
 * the table says, which knows servers on the person's own computer, too.
 */
void od_proposal_judge (OdProposal *self, const char *domain);

/* "table", "autoconfig", "srv", "database", "mx-owner", "guess". */
const char *od_discovery_source_name (OdDiscoverySource source);
/* In the person's language: "From the list of providers", "From the page of your provider, autoconfig.…".
 * (transfer full) */
char *od_proposal_origin_words (const OdProposal *self);
/* Less than 0 if @a comes before @b: encrypted before plain, proved before not, then by source and place. */
int od_proposal_compare (const OdProposal *a, const OdProposal *b);
/* Same host, port and encryption. */
gboolean od_proposal_equal (const OdProposal *a, const OdProposal *b);
/* (transfer full): @settings with the values of @self; nothing else is changed. */
OdSettings *od_proposal_apply (const OdProposal *self, const OdSettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdProposal, od_proposal_unref)

G_END_DECLS
