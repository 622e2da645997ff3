/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A short talk with a mail server for a probe: connect, encrypt or not, greeting, EHLO, STARTTLS, EHLO, and
 * away. It never logs in and names no sender. What is wrong with it is a result, not an error. Blocking,
 * worker thread. */

#pragma once

#include "od-connect.h"
#include "od-line-stream.h"
#include "od-probe.h"

G_BEGIN_DECLS

typedef struct
{
  GSocket *socket; /* NULL: not connected; then @error says why */
  OdLineStream *stream;
  const OdProbeCase *probe_case;
  char *host;            /* what a certificate must be for */
  OdSmtpReply *greeting; /* 220 or a refusal; NULL: none came */
  char *first_line;      /* what came first, as it came; NULL: nothing */
  OdSmtpReply *hello;    /* the last answer to EHLO */
  OdSmtpCapabilities *offers;
  OdTlsInfo *tls; /* of the last handshake, good or bad */
  GError *error;  /* why the last step failed, or NULL */
} OdProbeTalk;

/**
 * od_probe_addresses:
 * @host: a name or literal
 *
 * What @host leads to; in a run against the practice server 127.0.0.1, without a question to anybody.
 *
 * Returns: (transfer full): GInetAddress *; NULL with the error of od_resolver_lookup_host()
 */
GPtrArray *od_probe_addresses (const OdProbeCase *self, const char *host, OdFamily family, GError **error);
/* The port that really is connected to; 0: in a run against the practice server there is none. */
guint od_probe_real_port (const OdProbeCase *self, guint port);
/* A word of the facts port.443, control.…: "open", "refused", "silent", "reset", "unreachable", "failed". */
const char *od_probe_reached (const GError *error);

/* Runs @ask for both, @first in a thread of its own; returns when both are done. */
void od_probe_side_by_side (GThreadFunc ask, gpointer first, gpointer second);
/* Whether the time of all probes is over: then silence tells nothing. */
gboolean od_probe_is_over (const OdProbeCase *self);
/* Whether @error, of a talk, is an end of the connection: closed in good order, or reset. */
gboolean od_probe_is_end (const GError *error);

/* Connects to @port of @host by any of its addresses, within the limit of a question. Never NULL. */
OdProbeTalk *od_probe_talk_connect (const OdProbeCase *self, const char *host, guint port, OdFamily family);
void od_probe_talk_free (OdProbeTalk *self);

/* TLS now, verified for the host; FALSE where the handshake failed or the certificate is false (see @tls).
 * Nothing more is said to the server then. */
gboolean od_probe_talk_encrypt (OdProbeTalk *self);
/* Reads the greeting; FALSE where none came, or none of a mail server: @first_line tells what. */
gboolean od_probe_talk_hear_greeting (OdProbeTalk *self);
/* The same, waiting no longer than this. */
gboolean od_probe_talk_hear_greeting_within (OdProbeTalk *self, guint milliseconds);
/* As the settings say: with TLS from the start where they ask for it, then the greeting. FALSE where it is
 * not 220. */
gboolean od_probe_talk_begin (OdProbeTalk *self);
/* RFC 5321 §4.1.3: this end's address, as mail programs give it. (transfer full) */
char *od_probe_talk_own_literal (const OdProbeTalk *self);
/* EHLO with @name (NULL: that of the settings, else this end's literal); FALSE where it was not accepted,
 * with @hello if refused. */
gboolean od_probe_talk_hello (OdProbeTalk *self, const char *name);
/* STARTTLS alone; FALSE where the server does not say that the handshake may begin. */
gboolean od_probe_talk_ask_starttls (OdProbeTalk *self);
/* STARTTLS, handshake, EHLO anew; FALSE where any of them failed. */
gboolean od_probe_talk_starttls (OdProbeTalk *self);
/* QUIT without waiting for an answer; nothing to a server that has not greeted. */
void od_probe_talk_quit (OdProbeTalk *self);
/* Whether any login is offered now. */
gboolean od_probe_talk_offers_login (const OdProbeTalk *self);
/* Whether STARTTLS is offered now. */
gboolean od_probe_talk_offers_starttls (const OdProbeTalk *self);
/* Of the certificate: "good", "bad", or NULL where no handshake was finished. */
const char *od_probe_talk_verdict (const OdProbeTalk *self);
/* Whether the handshake was finished and only the certificate is false. */
gboolean od_probe_talk_has_bad_certificate (const OdProbeTalk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdProbeTalk, od_probe_talk_free)

G_END_DECLS
