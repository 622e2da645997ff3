/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the recipient's domain exists and takes mail. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "rdomain", "rdomain.mx", "rdomain.mx.host", "rdomain.dnssec", NULL };

const OdProbe od_probe_recipient_domain = {
  .name = "recipient-domain",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Whether the recipient's domain exists and takes mail.",
  .run = run,
};
