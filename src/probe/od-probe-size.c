/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a very small message is taken. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "size.small", NULL };

const OdProbe od_probe_size = {
  .name = "size",
  .place = OD_PROBE_IN_SESSION,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Whether a very small message is taken.",
  .run = run,
};
