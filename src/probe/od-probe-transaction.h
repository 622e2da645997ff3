/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A mail transaction as a question: what the probes in the open session have in common. Each step asks one
 * command, writes it into event->text and tells what the server thinks of it. Thread of the run. It never
 * logs in, and it knows no address but those it is given. */

#pragma once

#include "od-probe.h"

G_BEGIN_DECLS

typedef enum
{
  OD_PROBE_UNANSWERED, /* silence, a good-bye (421), the time is over: nothing is known by it */
  OD_PROBE_ACCEPTED,   /* 2yz */
  OD_PROBE_REFUSED,    /* 4yz or 5yz */
} OdProbeAnswer;

/* RSET (RFC 5321 §4.1.1.5). FALSE when nothing can be asked any more. */
gboolean od_probe_transaction_begin (const OdProbeCase *self);
/* MAIL FROM (§4.1.1.2); @size in octets is announced unless 0. */
OdProbeAnswer od_probe_transaction_sender (const OdProbeCase *self,
                                           OdEvent *event,
                                           const OdAddress *sender,
                                           guint64 size);
/* RCPT TO (§4.1.1.3). */
OdProbeAnswer od_probe_transaction_recipient (const OdProbeCase *self,
                                              OdEvent *event,
                                              const OdAddress *recipient);
/* RCPT TO for all recipients of the run: accepted where one of them is, as a run goes on with it. */
OdProbeAnswer od_probe_transaction_recipients (const OdProbeCase *self, OdEvent *event);
/* DATA and @message (§4.1.1.4). From here on the message may be delivered. */
OdProbeAnswer od_probe_transaction_message (const OdProbeCase *self, OdEvent *event, GBytes *message);
/* RSET once more, and the fact @name "accepted" or "refused"; none where there was no answer. */
void od_probe_transaction_end (const OdProbeCase *self,
                               OdEvent *event,
                               const char *name,
                               OdProbeAnswer answer);

/* (transfer full) (nullable): a minimal, clean message from the sender of the run to its recipients: a line
 * of ASCII and the header lines that belong to a mail (RFC 5322 §3.6). */
GBytes *od_probe_minimal_message (const OdProbeCase *self);

/* Whether the run was refused, so that its message was not taken by anybody: TRUE only where that is sure. */
gboolean od_probe_was_refused (const OdProbeCase *self);
/* Whether the run was refused after its recipients had been taken: at DATA or after the message. */
gboolean od_probe_was_refused_late (const OdProbeCase *self);
/* Whether a message may be sent: the run was to send one and was refused. Never after a dry run. */
gboolean od_probe_may_send (const OdProbeCase *self);
/* The recipient that decided, as in the outcome; may be NULL. */
const char *od_probe_deciding_recipient (const OdProbeCase *self);

G_END_DECLS
