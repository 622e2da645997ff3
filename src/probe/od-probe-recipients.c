/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether one recipient alone is taken where several were not. A server that took them all and refused later
 * would take one as well, so that nothing is asked then. Thread of the run. */

#include "od-probe-transaction.h"

/* The first one that was not the refused one. */
static const OdAddress *
choose_recipient (const OdProbeCase *self)
{
  GPtrArray *recipients = od_open_session_get_recipients (self->session);
  const char *refused = od_probe_deciding_recipient (self);

  for (guint i = 0; i < recipients->len; i++)
    if (g_strcmp0 (((const OdAddress *) recipients->pdata[i])->mailbox, refused) != 0)
      return recipients->pdata[i];
  return NULL;
}

static gboolean
would_tell (const OdProbeCase *self)
{
  return od_open_session_get_recipients (self->session)->len > 1 && !od_probe_was_refused_late (self);
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const OdAddress *recipient = choose_recipient (self);
  OdProbeAnswer answer;

  if (recipient == NULL || !would_tell (self) || !od_probe_transaction_begin (self))
    return;
  answer = od_probe_transaction_sender (self, event, od_open_session_get_sender (self->session), 0);
  if (answer == OD_PROBE_ACCEPTED)
    answer = od_probe_transaction_recipient (self, event, recipient);
  od_probe_transaction_end (self, event, "recipient.single", answer);
}

static const char *const facts[] = { "recipient.single", NULL };

const OdProbe od_probe_recipients = {
  .name = "recipients",
  .place = OD_PROBE_IN_SESSION,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Whether one recipient alone is taken where several were not.",
  .run = run,
};
