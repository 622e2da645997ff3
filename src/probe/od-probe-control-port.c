/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the same port of other servers answers, and how. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "control.25",     "control.465",    "control.587",
                                     "control.443",    "control.listed", "control.greeting",
                                     "control.verify", "control.issuer", NULL };

const OdProbe od_probe_control_port = {
  .name = "control-port",
  .place = OD_PROBE_ALONE,
  .party = "control-host",
  .facts = facts,
  .about = "Whether the same port of other servers answers, and how.",
  .run = run,
};
