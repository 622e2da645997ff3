/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the network waits for a login on a web page: what the system knows of that, else what becomes of a
 * page whose text is known. Worker thread. It follows no redirect and never shows what came. */

#include <string.h>

#include "od-http-get.h"
#include "od-probe.h"

#define LIMIT_MS 5000

static gboolean
is_at_same_host (const char *location, const char *url)
{
  g_autoptr (GUri) from = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) to =
      from != NULL && location != NULL ? g_uri_parse_relative (from, location, G_URI_FLAGS_NONE, NULL) : NULL;

  return to != NULL && g_strcmp0 (g_uri_get_host (from), g_uri_get_host (to)) == 0;
}

static gboolean
holds_expected (const OdHttpAnswer *answer, const char *expected)
{
  gsize size;
  const char *bytes = g_bytes_get_data (answer->body, &size);
  g_autofree char *text = bytes != NULL ? g_strndup (bytes, size) : g_strdup ("");

  return expected != NULL && g_str_has_prefix (g_strchug (text), expected);
}

/* 511 is made for portals (RFC 6585 §6); other refusals may be the page's own, as are redirects that stay at
 * its host. */
static const char *
judge (const OdHttpAnswer *answer, const OdThirdParty *page)
{
  if (answer->status == 204 || (answer->status == 200 && holds_expected (answer, page->expected)))
    return "no";
  if (answer->status == 200 || answer->status == 511)
    return "yes";
  if (answer->status >= 300 && answer->status < 400 && !is_at_same_host (answer->location, page->url))
    return "yes";
  return "unknown";
}

static const char *
try_page (const OdProbeCase *self, const OdThirdParty *page)
{
  OdDeadline deadline = od_deadline_earlier (od_deadline_in (LIMIT_MS), od_probe_deadline (self));
  g_autoptr (OdHttpAnswer)
      answer = od_http_get (page->url, "GET", OD_HTTP_STRICT, deadline, self->cancellable, NULL);

  return answer != NULL ? judge (answer, page) : "unknown";
}

static gboolean
system_knows_portal (void)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  return g_network_monitor_get_connectivity (monitor) == G_NETWORK_CONNECTIVITY_PORTAL;
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  g_autoptr (GPtrArray) pages = od_third_parties_of (self->parties, OD_PARTY_PORTAL);
  const OdThirdParty *page = pages->len > 0 ? pages->pdata[0] : NULL;

  if (system_knows_portal ())
    {
      od_probe_add (event, "portal", "yes");
      return;
    }
  if (page == NULL || page->url == NULL)
    return;
  event->text = g_strdup (page->url);
  od_probe_add (event, "portal", try_page (self, page));
}

static const char *const facts[] = { "portal", NULL };

const OdProbe od_probe_captive_portal = {
  .name = "captive-portal",
  .place = OD_PROBE_ALONE,
  .party = OD_PARTY_PORTAL,
  .facts = facts,
  .about = "Whether the network waits for a login on a web page.",
  .run = run,
};
