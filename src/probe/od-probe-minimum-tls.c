/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the server takes only protocol versions that are too old. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "tls.minimum", NULL };

const OdProbe od_probe_minimum_tls = {
  .name = "minimum-tls",
  .place = OD_PROBE_ALONE,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Whether the server takes only protocol versions that are too old.",
  .run = run,
};
