/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the port of the run really speaks: TLS from the start, or a greeting first. Begins with the way that
 * the settings do not ask for. Worker thread. */

#include "od-port-kind.h"
#include "od-probe-talk.h"

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const char *host = od_facts_get (self->facts, "server");
  guint port = od_settings_effective_port (self->settings);
  gboolean asked_tls = od_settings_effective_security (self->settings) == OD_SECURITY_TLS;

  if (host == NULL || od_probe_real_port (self, port) == 0)
    return;
  event->text = g_strdup_printf ("%s port %u", host, port);
  od_probe_add (event, "port.mode", od_port_kind_find (self, host, port, !asked_tls).kind);
}

static const char *const facts[] = { "port.mode", NULL };

const OdProbe od_probe_port_mode = {
  .name = "port-mode",
  .place = OD_PROBE_ALONE,
  .asks_server = TRUE,
  .facts = facts,
  .about = "What the very port of the run is, tried both ways.",
  .run = run,
};
