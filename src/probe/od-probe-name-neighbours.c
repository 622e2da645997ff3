/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Names that are spelled almost like the one that failed. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "name.neighbour", "name.candidate", "domain.neighbour", NULL };

const OdProbe od_probe_name_neighbours = {
  .name = "name-neighbours",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Names that are spelled almost like the one that failed.",
  .run = run,
};
