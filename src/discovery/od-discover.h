/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From a mail address to the server that sends for it. All sources are asked side by side; each proposal is
 * handed on at once, and at the end all of them in their order. Only the domain is given away, a password
 * never. Blocking, worker thread; the sources have threads of their own. */

#pragma once

#include "od-proposal.h"
#include "od-provider.h"

G_BEGIN_DECLS

/* Time for all of it, and for one source (SECURITY.md §4), in milliseconds. */
#define OD_DISCOVER_LIMIT        20000
#define OD_DISCOVER_SOURCE_LIMIT 10000

typedef struct
{
  gboolean offline;    /* the table only */
  const char *consent; /* kinds of third parties that may be asked: "settings-database"; NULL: none */
  gboolean prove;      /* ask the servers found to greet, with a verified certificate; no login */
  const char *ca_file; /* PEM trusted besides the system's, or NULL */
} OdDiscoverOptions;

/* What became of one question: for the person who wants to know where things come from. */
typedef struct
{
  OdDiscoverySource source;
  char
      *asked; /* "https://autoconfig.example.org/mail/config-v1.1.xml", "SRV _submissions._tcp.example.org" */
  char *result; /* in the person's language: "2 servers", "no such name" … */
  gint64 duration_us;
} OdDiscoveryStep;

typedef struct
{
  char *domain;           /* in A-labels */
  GPtrArray *proposals;   /* OdProposal *, best first, each server once */
  GPtrArray *steps;       /* OdDiscoveryStep *, in the order they ended */
  gboolean wants_consent; /* the public database could be asked as well, and was not for want of consent */
} OdDiscovery;

/* Sees a proposal as soon as it is there, and once more when it is proved; one at a time, in the thread of
 * its source. */
typedef void (*OdProposalSink) (OdProposal *proposal, gpointer user_data);

/**
 * od_discover:
 * @address: a mail address; the part before the @ stays here
 * @sink: (nullable)
 *
 * Where the table knows the domain, the usual names are not tried and nobody else's list is asked.
 *
 * Returns: (transfer full): what was found, perhaps nothing; NULL with an OD_ADDRESS_ERROR where @address is
 * no mail address of a domain, or G_IO_ERROR_CANCELLED
 */
OdDiscovery *od_discover (const char *address,
                          const OdProviders *providers,
                          const OdDiscoverOptions *options,
                          OdProposalSink sink,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error);
void od_discovery_free (OdDiscovery *self);

/* (transfer full) (nullable): what the table says first of the domain of @address, at once and without a
 * question to anybody; NULL where it has no server for it. */
OdProposal *od_proposal_from_table (const OdProviders *providers, const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdDiscovery, od_discovery_free)

G_END_DECLS
