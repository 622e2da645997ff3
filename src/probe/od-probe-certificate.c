/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the name in the certificate leads to the same server, and whether the certificate is good there
 * under that name. Where the name leads elsewhere, that other computer is not asked: a false server could
 * name any. Worker thread. */

#include "od-probe-talk.h"
#include "od-same-server.h"

static const char *
compare_address (const OdProbeCase *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = od_probe_addresses (self, name, OD_FAMILY_ANY, &error);

  if (addresses != NULL)
    return od_same_server (self, addresses) ? "same" : "other";
  if (g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND) ||
      g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NO_ADDRESS))
    return "none";
  return NULL;
}

static void
encrypt (OdProbeTalk *talk)
{
  if (od_settings_effective_security (talk->probe_case->settings) == OD_SECURITY_TLS)
    od_probe_talk_encrypt (talk);
  else if (od_probe_talk_begin (talk) && od_probe_talk_hello (talk, NULL) &&
           od_probe_talk_offers_starttls (talk))
    od_probe_talk_starttls (talk);
}

static const char *
verify (const OdProbeCase *self, const char *name)
{
  guint port = od_settings_effective_port (self->settings);
  g_autoptr (OdProbeTalk) talk = od_probe_talk_connect (self, name, port, self->settings->family);
  const char *verdict;

  encrypt (talk);
  verdict = od_probe_talk_verdict (talk);
  od_probe_talk_quit (talk);
  return verdict != NULL || od_probe_is_over (self) ? verdict : "unreachable";
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const char *name = od_facts_get (self->facts, "tls.fitting-name");
  const char *address;

  if (name == NULL)
    return;
  event->text = g_strdup_printf ("%s port %u", name, od_settings_effective_port (self->settings));
  address = compare_address (self, name);
  od_probe_add (event, "fitting-name.address", address);
  if (g_strcmp0 (address, "same") == 0)
    od_probe_add (event, "fitting-name.verify", verify (self, name));
}

static const char *const facts[] = { "fitting-name.address", "fitting-name.verify", NULL };

const OdProbe od_probe_certificate = {
  .name = "certificate",
  .place = OD_PROBE_ALONE,
  .facts = facts,
  .about = "Whether the name in the certificate leads to the same server and is good there.",
  .run = run,
};
