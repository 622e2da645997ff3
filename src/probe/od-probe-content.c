/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a minimal, clean message is taken by the same recipients. It is sent only where the run was to send
 * one and was refused for certain: never after a dry run, and never where the first message may be on its
 * way. Thread of the run. */

#include "od-probe-transaction.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
  g_autoptr (GBytes) message = NULL;
  OdProbeAnswer answer;

  if (!od_probe_may_send (self))
    return;
  message = od_probe_minimal_message (self);
  if (message == NULL || !od_probe_transaction_begin (self))
    return;
  answer = od_probe_transaction_sender (self, event, od_open_session_get_sender (self->session),
                                        g_bytes_get_size (message));
  if (answer == OD_PROBE_ACCEPTED)
    answer = od_probe_transaction_recipients (self, event);
  if (answer == OD_PROBE_ACCEPTED)
    answer = od_probe_transaction_message (self, event, message);
  od_probe_transaction_end (self, event, "content.minimal", answer);
}

static const char *const facts[] = { "content.minimal", NULL };

const OdProbe od_probe_content = {
  .name = "content",
  .place = OD_PROBE_IN_SESSION,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Whether a minimal, clean message is taken.",
  .run = run,
};
