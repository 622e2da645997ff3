/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* This computer's clock beside the server's. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "clock", "clock.skew", "clock.days", NULL };

const OdProbe od_probe_clock = {
  .name = "clock",
  .place = OD_PROBE_ALONE,
  .asks_server = TRUE,
  .facts = facts,
  .about = "This computer's clock beside the server's.",
  .run = run,
};
