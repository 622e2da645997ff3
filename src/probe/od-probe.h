/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A probe: one small question to the world, by which a possible cause is confirmed or ruled out. It gives
 * facts and judges nothing. Probes run side by side, each in a worker thread of its own, blocking and
 * cancellable; those of the open session one after the other in the thread of the run. None ever logs in. */

#pragma once

#include "od-facts.h"
#include "od-open-session.h"
#include "od-provider.h"
#include "od-third-party.h"

G_BEGIN_DECLS

/* What a probe may use. All of it outlives the probe and is only read. */
typedef struct
{
  const OdSettings *settings;
  const OdFacts *facts; /* those known when this round of probes began */
  const OdProviders *providers;
  const OdThirdParties *parties;
  const char *arguments; /* of the knowledge's <probe args="…">: one word, or "" */
  const OdLimits *limits;
  OdDeadline deadline; /* of all probes of the checkup together */
  GCancellable *cancellable;
  OdOpenSession *session; /* for OD_PROBE_IN_SESSION only, else NULL */
} OdProbeCase;

typedef enum
{
  OD_PROBE_ALONE,      /* a connection, a look-up or a look at this computer of its own */
  OD_PROBE_IN_SESSION, /* more commands in the session that is still open */
} OdProbePlace;

typedef struct
{
  const char *name; /* as in the knowledge's <probe name="…"> */
  OdProbePlace place;
  const char *party;    /* kind of third party that is asked (od-third-party.h): needs consent; NULL: none */
  gboolean asks_server; /* asks the server alone, through od-probe-talk.h: so it can be tried on the practice
                           server */
  const char *const *facts; /* names of the facts it can give, NULL-terminated */
  const char *about;        /* in English, for developers: what it asks */
  /* Sets event->text to what was asked (host and port, a domain), and adds facts as fields. Where nothing
   * came of it, it adds none. */
  void (*run) (const OdProbeCase *self, OdEvent *event);
} OdProbe;

/* All probes, NULL-terminated. */
const OdProbe *const *od_probe_list (void);
const OdProbe *od_probe_find (const char *name);

/* The name of the event a probe leaves, (transfer full): "probe-port". */
char *od_probe_event_name (const OdProbe *self);
/* Whether an event is one of a probe's. */
gboolean od_probe_is_event (const OdEvent *event);

/**
 * od_probe_run:
 *
 * Runs it and records one event: name "probe-NAME", a field for each fact. Blocking.
 */
void od_probe_run (const OdProbe *self, const OdProbeCase *probe_case, OdRecorder *recorder);

/* The earlier of the limit of one question, from now, and the deadline of all. */
OdDeadline od_probe_deadline (const OdProbeCase *self);
/* Adds a field, a number as text. */
void od_probe_add (OdEvent *event, const char *fact, const char *value);
void od_probe_add_number (OdEvent *event, const char *fact, gint64 number);
/* Adds the field "PREFIX.NAME", as in port.587. */
void od_probe_add_of (OdEvent *event, const char *prefix, const char *name, const char *value);

/* Each in its own file. */
/* clang-format off */
#define OD_PROBES(P) \
  P (port) \
  P (port_mode) \
  P (address_family) \
  P (login_position) \
  P (minimum_tls) \
  P (certificate) \
  P (clock) \
  P (ehlo_name) \
  P (sender) \
  P (recipient) \
  P (recipients) \
  P (size) \
  P (content) \
  P (name_neighbours) \
  P (resolver) \
  P (recipient_domain) \
  P (sender_domain) \
  P (server_role) \
  P (default_route) \
  P (captive_portal) \
  P (reverse_dns) \
  P (control_port) \
  P (block_list) \
  P (mta_sts) \
  P (dane)
/* clang-format on */
#define OD_PROBE_DECLARE(name) extern const OdProbe od_probe_##name;
OD_PROBES (OD_PROBE_DECLARE)
#undef OD_PROBE_DECLARE

G_END_DECLS
