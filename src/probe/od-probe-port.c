/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What another port of the same server is: whether it answers, how it is encrypted, whether it offers a
 * login. One talk, without login. Worker thread. */

#include "od-probe-talk.h"

/* Encrypted from the start, greeted and asked what it offers. */
static const char *
try_tls (OdProbeTalk *talk)
{
  if (od_probe_talk_encrypt (talk))
    {
      if (od_probe_talk_hear_greeting (talk))
        od_probe_talk_hello (talk, NULL);
      return "tls";
    }
  if (od_probe_talk_has_bad_certificate (talk))
    return "tls";
  return g_error_matches (talk->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ? "mute" : "other";
}

static const char *
try_plain (OdProbeTalk *talk)
{
  if (!od_probe_talk_hear_greeting (talk))
    return talk->first_line != NULL ? "other" : "mute";
  if (talk->greeting->code != 220 || !od_probe_talk_hello (talk, NULL))
    return "plain";
  if (!od_smtp_capabilities_has (talk->offers, "STARTTLS"))
    return "plain";
  od_probe_talk_starttls (talk);
  return "starttls";
}

static const char *
kind_of (OdProbeTalk *talk, guint port)
{
  if (talk->socket == NULL)
    return od_probe_reached (talk->error);
  return port == 465 ? try_tls (talk) : try_plain (talk);
}

static void
add_verdicts (const OdProbeTalk *talk, const char *prefix, OdEvent *event)
{
  if (talk->tls != NULL)
    od_probe_add_of (event, prefix, "verify",
                     g_strv_contains ((const char *const *) talk->tls->verify, "ok") ? "good" : "bad");
  if (talk->offers != NULL)
    od_probe_add_of (event, prefix, "auth", od_probe_talk_offers_login (talk) ? "yes" : "no");
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  guint port = (guint) g_ascii_strtoull (self->arguments, NULL, 10);
  const char *host = od_facts_get (self->facts, "server");
  g_autofree char *fact = g_strdup_printf ("port.%u", port);
  g_autoptr (OdProbeTalk) talk = NULL;

  if (host == NULL || port == 0)
    return;
  event->text = g_strdup_printf ("%s port %u", host, port);
  talk = od_probe_talk_connect (self, host, port, self->settings->family);
  if (port == 443 || port == 993)
    {
      od_probe_add (event, fact, od_probe_reached (talk->error));
      return;
    }
  od_probe_add (event, fact, kind_of (talk, port));
  add_verdicts (talk, fact, event);
  od_probe_talk_quit (talk);
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
