/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a very small message is taken: announced (RFC 1870 §5), and where the refusal came only at DATA or
 * after the message, sent as well, unless nothing was to be sent. Thread of the run. */

#include "od-probe-transaction.h"

/* What was refused late is not answered by announcing alone. */
static gboolean
would_tell (const OdProbeCase *self)
{
  return !od_probe_was_refused_late (self) || od_probe_may_send (self);
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const OdAddress *sender = od_open_session_get_sender (self->session);
  g_autoptr (GBytes) message = od_probe_minimal_message (self);
  OdProbeAnswer answer;

  if (message == NULL || !would_tell (self) || !od_probe_transaction_begin (self))
    return;
  answer = od_probe_transaction_sender (self, event, sender, g_bytes_get_size (message));
  if (answer == OD_PROBE_ACCEPTED)
    answer = od_probe_transaction_recipients (self, event);
  if (answer == OD_PROBE_ACCEPTED && od_probe_was_refused_late (self))
    answer = od_probe_transaction_message (self, event, message);
  od_probe_transaction_end (self, event, "size.small", answer);
}

static const char *const facts[] = { "size.small", NULL };

const OdProbe od_probe_size = {
  .name = "size",
  .place = OD_PROBE_IN_SESSION,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Whether a very small message is taken.",
  .run = run,
};
