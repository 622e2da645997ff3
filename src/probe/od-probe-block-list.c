/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether address or domain are on public block lists. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = {
  "block-list",        "block-list.name",        "block-list.reason",      "block-list.link",
  "block-list.domain", "block-list.domain.name", "block-list.domain.link", NULL
};

const OdProbe od_probe_block_list = {
  .name = "block-list",
  .place = OD_PROBE_ALONE,
  .party = "block-list",
  .facts = facts,
  .about = "Whether address or domain are on public block lists.",
  .run = run,
};
