/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the address that belongs to the login is taken as sender. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
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
