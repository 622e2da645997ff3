/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a login is offered before and after encryption, by what EHLO answers. One talk, without login.
 * Worker thread. */

#include "od-probe-talk.h"

static void
add_offer (const OdProbeTalk *talk, const char *fact, OdEvent *event)
{
  od_probe_add (event, fact, od_probe_talk_offers_login (talk) ? "offered" : "not-offered");
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const char *host = od_facts_get (self->facts, "server");
  guint port = od_settings_effective_port (self->settings);
  gboolean is_tls = od_settings_effective_security (self->settings) == OD_SECURITY_TLS;
  g_autoptr (OdProbeTalk) talk = NULL;

  if (host == NULL)
    return;
  event->text = g_strdup_printf ("%s port %u", host, port);
  talk = od_probe_talk_connect (self, host, port, self->settings->family);
  if (!od_probe_talk_begin (talk) || !od_probe_talk_hello (talk, NULL))
    return;
  add_offer (talk, is_tls ? "login.after-tls" : "login.before-tls", event);
  if (!is_tls && od_probe_talk_offers_starttls (talk) && od_probe_talk_starttls (talk))
    add_offer (talk, "login.after-tls", event);
  od_probe_talk_quit (talk);
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
