/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the sender's domain says of itself. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = {
  "sdomain", "sdomain.mx", "sdomain.spf", "sdomain.spf.address", "sdomain.spf.record", "sdomain.dmarc", NULL
};

const OdProbe od_probe_sender_domain = {
  .name = "sender-domain",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "What the sender's domain says of itself.",
  .run = run,
};
