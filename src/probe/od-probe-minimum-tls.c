/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the server takes protocol versions that are too old: one handshake that offers nothing newer than
 * TLS 1.1, over which nothing is said (od_tls_try_old_versions()). Worker thread. */

#include "od-probe-talk.h"

/* TRUE where the handshake may begin. */
static gboolean
come_to_handshake (OdProbeTalk *talk)
{
  if (od_settings_effective_security (talk->probe_case->settings) == OD_SECURITY_TLS)
    return talk->socket != NULL;
  return od_probe_talk_begin (talk) && od_probe_talk_hello (talk, NULL) && od_probe_talk_ask_starttls (talk);
}

/* A wait in vain, a cancel or plain text tells nothing about versions. */
static gboolean
is_refusal (const GError *error)
{
  return error->domain == OD_TLS_ERROR && error->code != OD_TLS_ERROR_PLAIN_TEXT &&
         error->code != OD_TLS_ERROR_FAILED;
}

/* (transfer full): "TLS1.0", "none", or NULL. */
static char *
find_version (OdProbeTalk *talk)
{
  const OdProbeCase *self = talk->probe_case;
  const char *ca_file = *self->settings->ca_file != '\0' ? self->settings->ca_file : NULL;
  g_autoptr (OdTls) tls = od_tls_new (talk->socket, talk->host, ca_file, NULL);
  g_autoptr (OdTlsInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  if (tls == NULL || !od_tls_try_old_versions (tls))
    return NULL;
  od_tls_handshake (tls, od_probe_deadline (self), self->cancellable, &info, &error);
  if (info->version != NULL)
    return g_strdup (info->version);
  return is_refusal (error) ? g_strdup ("none") : NULL;
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const char *host = od_facts_get (self->facts, "server");
  guint port = od_settings_effective_port (self->settings);
  g_autoptr (OdProbeTalk) talk = NULL;
  g_autofree char *version = NULL;

  if (host == NULL)
    return;
  event->text = g_strdup_printf ("%s port %u, TLS 1.1 and 1.0", host, port);
  talk = od_probe_talk_connect (self, host, port, self->settings->family);
  if (come_to_handshake (talk))
    version = find_version (talk);
  od_probe_add (event, "tls.minimum", version);
}

static const char *const facts[] = { "tls.minimum", NULL };

const OdProbe od_probe_minimum_tls = {
  .name = "minimum-tls",
  .place = OD_PROBE_ALONE,
  .asks_server = TRUE,
  .facts = facts,
  .about = "Whether the server takes only protocol versions that are too old.",
  .run = run,
};
