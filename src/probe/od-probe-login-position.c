/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a login is offered before and after encryption. Not written yet: gives no facts. */

#include "od-probe.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
}

static const char *const facts[] = { "login.before-tls", "login.after-tls", NULL };

const OdProbe od_probe_login_position = {
  .name = "login-position",
  .place = OD_PROBE_ALONE,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Whether a login is offered before and after encryption.",
  .run = run,
};
