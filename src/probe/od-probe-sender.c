/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the address that belongs to the login is taken as sender: to oneself, since some servers decide
 * only there whether a sender may be used. A user name that is no address belongs to an address that is not
 * known here; then nothing is asked. Thread of the run. */

#include "od-probe-transaction.h"

/* (transfer full): the user name where it is an address, else NULL. */
static OdAddress *
own_address (const OdProbeCase *self)
{
  if (self->settings->direct || g_strcmp0 (od_facts_get (self->facts, "login"), "ok") != 0)
    return NULL;
  return od_address_parse (od_settings_effective_user (self->settings), NULL);
}

static gboolean
can_be_said (const OdProbeCase *self, const OdAddress *address)
{
  const OdSmtpCapabilities *offers = od_open_session_get_offers (self->session);

  return !address->needs_smtputf8 || (offers != NULL && od_smtp_capabilities_has (offers, "SMTPUTF8"));
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  g_autoptr (OdAddress) own = own_address (self);
  OdProbeAnswer answer;

  if (own == NULL || !can_be_said (self, own) || !od_probe_transaction_begin (self))
    return;
  answer = od_probe_transaction_sender (self, event, own, 0);
  if (answer == OD_PROBE_ACCEPTED)
    answer = od_probe_transaction_recipient (self, event, own);
  if (answer != OD_PROBE_UNANSWERED)
    od_probe_add (event, "sender.own.address", own->mailbox);
  od_probe_transaction_end (self, event, "sender.own", answer);
}

static const char *const facts[] = { "sender.own", "sender.own.address", NULL };

const OdProbe od_probe_sender = {
  .name = "sender",
  .place = OD_PROBE_IN_SESSION,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Whether the address that belongs to the login is taken as sender.",
  .run = run,
};
