/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the address the server sees has a name. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "client.public", "rdns", "rdns.name", "rdns.dial-up", NULL };

const OdProbe od_probe_reverse_dns = {
  .name = "reverse-dns",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Whether the address the server sees has a name.",
  .run = run,
};
