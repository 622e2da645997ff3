/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether one's own address is taken as recipient where another one was refused. Where the sender is refused
 * already, nothing is learnt of recipients. Thread of the run. */

#include "od-probe-transaction.h"

/* To oneself it was already, or a server that is not one's own: then the answer would be another question's.
 */
static gboolean
would_tell (const OdProbeCase *self)
{
  const OdAddress *own = od_open_session_get_sender (self->session);

  return !self->settings->direct && g_strcmp0 (od_probe_deciding_recipient (self), own->mailbox) != 0;
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const OdAddress *own = od_open_session_get_sender (self->session);
  OdProbeAnswer answer = OD_PROBE_UNANSWERED;

  if (!would_tell (self) || !od_probe_transaction_begin (self))
    return;
  if (od_probe_transaction_sender (self, event, own, 0) == OD_PROBE_ACCEPTED)
    answer = od_probe_transaction_recipient (self, event, own);
  od_probe_transaction_end (self, event, "recipient.own", answer);
}

static const char *const facts[] = { "recipient.own", NULL };

const OdProbe od_probe_recipient = {
  .name = "recipient",
  .place = OD_PROBE_IN_SESSION,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Whether one's own address is taken as recipient.",
  .run = run,
};
