/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the name in the certificate leads to the same server and is good there. Not written yet: gives no
 * facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "fitting-name.address", "fitting-name.verify", NULL };

const OdProbe od_probe_certificate = {
  .name = "certificate",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Whether the name in the certificate leads to the same server and is good there.",
  .run = run,
};
