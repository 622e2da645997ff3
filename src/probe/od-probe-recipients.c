/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether one recipient alone is taken where several were not. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
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
