/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a minimal, clean message is taken. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "content.minimal", NULL };

const OdProbe od_probe_content = {
  .name = "content",
  .place = OD_PROBE_IN_SESSION,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Whether a minimal, clean message is taken.",
  .run = run,
};
