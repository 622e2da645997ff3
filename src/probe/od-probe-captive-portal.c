/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the network waits for a login on a web page. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "portal", NULL };

const OdProbe od_probe_captive_portal = {
  .name = "captive-portal",
  .place = OD_PROBE_ALONE,
  .party = "portal",
  .facts = facts,
  .about = "Whether the network waits for a login on a web page.",
  .run = run,
};
