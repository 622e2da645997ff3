/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Through what the way to the internet leads. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "route", "route.interface", "gateway.name", "proxy", NULL };

const OdProbe od_probe_default_route = {
  .name = "default-route",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Through what the way to the internet leads.",
  .run = run,
};
