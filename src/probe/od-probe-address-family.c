/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the server can be reached by each address family. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "family.ipv4", "family.ipv6", NULL };

const OdProbe od_probe_address_family = {
  .name = "address-family",
  .place = OD_PROBE_ALONE,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Whether the server can be reached by each address family.",
  .run = run,
};
