/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One search while it goes on: what all sources share. Only for the files of this folder. Sources run side by
 * side, each a blocking function in a thread of its own. */

#pragma once

#include "od-discover.h"
#include "od-probe.h"

G_BEGIN_DECLS

typedef struct
{
  const OdAddress *address; /* of the person */
  const char *typed;        /* the same as text */
  const OdProviders *providers;
  const OdDiscoverOptions *options;
  OdProposalSink sink;
  gpointer user_data;
  GCancellable *cancellable;
  OdDeadline deadline;        /* of all sources together */
  const OdProvider *provider; /* what the table knows of the domain, or NULL */
  const OdSettings *settings; /* for talks with servers */
  GMutex mutex;
  GCond proved;
  GHashTable *proofs; /* "host port security" → OdProof *, one for all sources */
  OdDiscovery *found;
} OdSearch;

/* The mail domain, in A-labels. */
const char *od_search_domain (const OdSearch *self);
/* The earlier of the limit of a source, from now, and the deadline of all. */
OdDeadline od_search_deadline (const OdSearch *self);
/* For what od-probe.h offers. */
OdProbeCase od_search_probe_case (const OdSearch *self);
/* What was asked since @begun (monotonic, µs), and what came of it. @result: (transfer full) */
void od_search_note (OdSearch *self, OdDiscoverySource source, const char *asked, char *result, gint64 begun);
/* @proposal: (transfer full): judged, handed on, and proved where that is wanted. */
void od_search_offer (OdSearch *self, OdProposal *proposal);
/* Whether the server greets, with a verified certificate. Each is asked once. */
gboolean od_search_prove (OdSearch *self, const char *host, guint port, OdSecurity security);
/* (transfer full): "2 servers" */
char *od_search_count_words (guint count);

typedef struct
{
  const char *service; /* "_submissions._tcp" */
  OdSecurity security;
  guint place; /* of its first record among all */
} OdSrvService;

typedef struct
{
  const char *address; /* "https://autoconfig.{domain}/…" */
  guint place;         /* of its first server among those of all pages */
} OdPage;

typedef struct
{
  const char *label; /* "smtp.", or "" for the domain itself */
  guint place;
} OdUsualName;

/* The sources. */
void od_search_table (OdSearch *self, gconstpointer unused);
void od_search_srv (OdSearch *self, gconstpointer service);     /* OdSrvService * */
void od_search_autoconfig (OdSearch *self, gconstpointer page); /* OdPage * */
void od_search_database (OdSearch *self, gconstpointer unused);
void od_search_mx_owner (OdSearch *self, gconstpointer unused);
void od_search_guess (OdSearch *self, gconstpointer name); /* OdUsualName * */
/* The proposals of a provider of the table. */
void od_search_offer_provider (OdSearch *self,
                               const OdProvider *provider,
                               OdDiscoverySource source,
                               const char *origin,
                               OdDnsVerdict verdict);
/* Looks @domain up in the public database. */
void od_search_ask_database (OdSearch *self, const char *domain, OdDiscoverySource source);

G_END_DECLS
