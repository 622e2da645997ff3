/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether one recipient alone is taken where several were not. A server that took them all and refused at
 * DATA says what it thinks of one only when a message is due: then a minimal one is sent to this recipient,
 * where the run was to send one anyway. Whoever refused the message itself would take one recipient as well,
 * so that nothing is asked then. Thread of the run. */

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
was_refused_at_data (const OdProbeCase *self)
{
  return od_probe_was_refused_late (self) && g_strcmp0 (od_facts_get (self->facts, "stage"), "data") == 0;
}

static gboolean
would_tell (const OdProbeCase *self)
{
  if (od_open_session_get_recipients (self->session)->len < 2)
    return FALSE;
  return was_refused_at_data (self) ? od_probe_may_send (self) : !od_probe_was_refused_late (self);
}

static OdProbeAnswer
send_minimal (const OdProbeCase *self, OdEvent *event)
{
  g_autoptr (GBytes) message = od_probe_minimal_message (self);

  return message != NULL ? od_probe_transaction_message (self, event, message) : OD_PROBE_UNANSWERED;
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
  if (answer == OD_PROBE_ACCEPTED && was_refused_at_data (self))
    answer = send_minimal (self, event);
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
