/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which names the server takes in EHLO. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "ehlo.literal", "ehlo.plain-name", NULL };

const OdProbe od_probe_ehlo_name = {
  .name = "ehlo-name",
  .place = OD_PROBE_ALONE,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Which names the server takes in EHLO.",
  .run = run,
};
