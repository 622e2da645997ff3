/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the name service works and tells the truth. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "resolver.control", "resolver.invented", "resolver.direct",
                                     "resolver.dnssec",  "resolver.alias",    NULL };

const OdProbe od_probe_resolver = {
  .name = "resolver",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Whether the name service works and tells the truth.",
  .run = run,
};
