/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* This computer's clock beside the server's: by the date in its greeting, else by that of the web server on
 * the same host, else by the day on which its certificate begins. Worker thread. Nobody else is asked. */

#include <string.h>

#include "od-date-in-text.h"
#include "od-http-date.h"
#include "od-probe-talk.h"

#define RIGHT_WITHIN_S   300
#define PATIENCE_MS      4000
#define SECONDS_OF_A_DAY 86400

/* No authority signs a certificate for later than the next day; so much earlier no provider installs it. */
#define SURE_DAYS 2

/* Whether the run found the certificate good: only then a greeting can be heard through TLS. */
static gboolean
is_certificate_good (const OdFacts *facts)
{
  return g_strcmp0 (od_facts_get (facts, "tls.verify"), "ok") == 0;
}

/* Where TLS stands in the way, the greeting of the other port that hands in mail. */
static OdProbeTalk *
hear_greeting (const OdProbeCase *self, const char *host)
{
  gboolean is_tls = od_settings_effective_security (self->settings) == OD_SECURITY_TLS;
  gboolean encrypts = is_tls && is_certificate_good (self->facts);
  guint port = is_tls && !encrypts ? 587 : od_settings_effective_port (self->settings);
  OdProbeTalk *talk = od_probe_talk_connect (self, host, port, self->settings->family);

  if (!encrypts || od_probe_talk_encrypt (talk))
    od_probe_talk_hear_greeting_within (talk, PATIENCE_MS);
  od_probe_talk_quit (talk);
  return talk;
}

static GDateTime *
ask_greeting (const OdProbeCase *self, const char *host)
{
  g_autoptr (OdProbeTalk) talk = hear_greeting (self, host);

  return talk->greeting != NULL ? od_date_in_text (talk->greeting->text) : NULL;
}

static GDateTime *
ask_web (const OdProbeCase *self, const char *host, const char *scheme, guint port)
{
  gboolean is_ipv6 = strchr (host, ':') != NULL;
  g_autofree char *url = g_strdup_printf (is_ipv6 ? "%s://[%s]/" : "%s://%s/", scheme, host);
  OdDeadline deadline = od_deadline_earlier (od_deadline_in (PATIENCE_MS), od_probe_deadline (self));

  return od_probe_real_port (self, port) != 0 ? od_http_date (url, deadline, self->cancellable, NULL) : NULL;
}

static GDateTime *
ask_date (const OdProbeCase *self, const char *host)
{
  GDateTime *date = ask_greeting (self, host);

  if (date == NULL)
    date = ask_web (self, host, "http", 80);
  if (date == NULL)
    date = ask_web (self, host, "https", 443);
  return date;
}

/* A lower bound, where a public authority vouches for all of the certificate but its day: 0 if it tells
 * nothing. */
static gint64
skew_by_certificate (const OdFacts *facts)
{
  const GPtrArray *faults = od_facts_values (facts, "tls.verify");
  double days;

  if (faults == NULL || faults->len != 1 ||
      g_strcmp0 (od_facts_get (facts, "tls.verify"), "not-yet-valid") != 0 ||
      g_strcmp0 (od_facts_get (facts, "tls.issuer-kind"), "public") != 0 ||
      !od_facts_get_number (facts, "tls.leaf.days-until-valid", &days) || days < SURE_DAYS)
    return 0;
  return (gint64) days * SECONDS_OF_A_DAY;
}

static void
add_skew (OdEvent *event, gint64 skew)
{
  const char *word = skew > RIGHT_WITHIN_S ? "slow" : skew < -RIGHT_WITHIN_S ? "fast" : "right";

  od_probe_add (event, "clock", word);
  od_probe_add_number (event, "clock.skew", skew);
  od_probe_add_number (event, "clock.days", ABS (skew) / SECONDS_OF_A_DAY);
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const char *host = od_facts_get (self->facts, "server");
  gint64 at_least = skew_by_certificate (self->facts);
  g_autoptr (GDateTime) date = NULL;

  if (host == NULL)
    return;
  event->text = g_strdup (host);
  date = ask_date (self, host);
  if (date != NULL)
    add_skew (event, g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC);
  else if (at_least > 0)
    add_skew (event, at_least);
}

static const char *const facts[] = { "clock", "clock.skew", "clock.days", NULL };

const OdProbe od_probe_clock = {
  .name = "clock",
  .place = OD_PROBE_ALONE,
  .asks_server = TRUE,
  .facts = facts,
  .about = "This computer's clock beside the server's.",
  .run = run,
};
