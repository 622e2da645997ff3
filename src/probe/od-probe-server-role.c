/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the server is one for incoming mail. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "server.is-mx", NULL };

const OdProbe od_probe_server_role = {
  .name = "server-role",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Whether the server is one for incoming mail.",
  .run = run,
};
