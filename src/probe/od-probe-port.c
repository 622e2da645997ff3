/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What another port of the same server is: whether it answers, how it is encrypted, whether it offers a
 * login. Without login. Worker thread. */

#include "od-port-kind.h"
#include "od-probe-talk.h"

/* Of the ports that hand in no mail only whether they can be reached. */
static gboolean
is_for_mail (guint port)
{
  return port == 25 || port == 465 || port == 587;
}

static void
add_kind (const OdProbeCase *self, const char *host, guint port, const char *fact, OdEvent *event)
{
  OdPortKind found = od_port_kind_find (self, host, port, port == 465);

  od_probe_add (event, fact, found.kind);
  od_probe_add_of (event, fact, "verify", found.verify);
  od_probe_add_of (event, fact, "auth", found.auth);
}

static void
add_reach (const OdProbeCase *self, const char *host, guint port, const char *fact, OdEvent *event)
{
  g_autoptr (OdProbeTalk) talk = od_probe_talk_connect (self, host, port, self->settings->family);

  if (!od_probe_is_over (self))
    od_probe_add (event, fact, od_probe_reached (talk->error));
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  guint port = (guint) g_ascii_strtoull (self->arguments, NULL, 10);
  const char *host = od_facts_get (self->facts, "server");
  g_autofree char *fact = g_strdup_printf ("port.%u", port);

  if (host == NULL || od_probe_real_port (self, port) == 0)
    return;
  event->text = g_strdup_printf ("%s port %u", host, port);
  if (is_for_mail (port))
    add_kind (self, host, port, fact, event);
  else if (port == 443 || port == 993)
    add_reach (self, host, port, fact, event);
}

static const char *const facts[] = {
  "port.25",      "port.465",      "port.587",      "port.25.verify", "port.465.verify", "port.587.verify",
  "port.25.auth", "port.465.auth", "port.587.auth", "port.443",       "port.993",        NULL,
};

const OdProbe od_probe_port = {
  .name = "port",
  .place = OD_PROBE_ALONE,
  .asks_server = TRUE,
  .facts = facts,
  .about = "What another port of the same server is.",
  .run = run,
};
