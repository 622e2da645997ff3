/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The two ways to begin with a port, and in which order they are tried. Worker thread. */

#include "od-port-kind.h"

#include "od-probe-talk.h"

/* A server that greets does so within this; one that waits for TLS never does. */
#define PATIENCE_MS 4000

static const char *
kind_of_failed_handshake (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return "mute";
  if (od_probe_is_end (error))
    return "reset";
  if (g_error_matches (error, OD_TLS_ERROR, OD_TLS_ERROR_PLAIN_TEXT))
    return "other";
  if (error->domain != OD_TLS_ERROR || error->code == OD_TLS_ERROR_NO_TRUST ||
      error->code == OD_TLS_ERROR_FAILED)
    return "failed";
  return "tls";
}

/* A server that writes like one of mail, though it does not end its reply or keeps to no rule in it. */
static gboolean
is_like_reply (const char *line)
{
  return g_regex_match_simple ("^[2-5][0-9][0-9]([ -]|$)", line, 0, 0);
}

static void
add_login (OdPortKind *found, const OdProbeTalk *talk)
{
  if (talk->offers != NULL)
    found->auth = od_probe_talk_offers_login (talk) ? "yes" : "no";
}

static void
try_tls (OdProbeTalk *talk, OdPortKind *found)
{
  gboolean verified = od_probe_talk_encrypt (talk);

  found->kind = verified ? "tls" : kind_of_failed_handshake (talk->error);
  found->verify = od_probe_talk_verdict (talk);
  if (!verified)
    return;
  if (od_probe_talk_hear_greeting (talk) && talk->greeting->code == 220)
    od_probe_talk_hello (talk, NULL);
  else if (talk->first_line != NULL && !is_like_reply (talk->first_line))
    found->kind = "other";
  add_login (found, talk);
}

static const char *
kind_without_greeting (const OdProbeTalk *talk)
{
  if (talk->first_line != NULL)
    return is_like_reply (talk->first_line) ? "failed" : "other";
  if (g_error_matches (talk->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return "mute";
  return od_probe_is_end (talk->error) ? "reset" : "failed";
}

/* RFC 5321 §4.2.4: a server that knows HELO only offers nothing. Any other refusal leaves it open. */
static const char *
kind_without_hello (const OdProbeTalk *talk)
{
  return talk->hello != NULL && (talk->hello->code == 500 || talk->hello->code == 502) ? "plain" : "failed";
}

static void
try_starttls (OdProbeTalk *talk, OdPortKind *found)
{
  gboolean encrypted = od_probe_talk_starttls (talk);

  found->kind = "starttls";
  found->verify = od_probe_talk_verdict (talk);
  if (encrypted)
    add_login (found, talk);
}

static void
try_plain (OdProbeTalk *talk, guint patience_ms, OdPortKind *found)
{
  if (!od_probe_talk_hear_greeting_within (talk, patience_ms))
    found->kind = kind_without_greeting (talk);
  else if (talk->greeting->code != 220)
    found->kind = "failed";
  else if (!od_probe_talk_hello (talk, NULL))
    found->kind = kind_without_hello (talk);
  else if (od_probe_talk_offers_starttls (talk))
    try_starttls (talk, found);
  else
    {
      found->kind = "plain";
      add_login (found, talk);
    }
}

/* One connection; @patience_ms 0: TLS from the start. */
static OdPortKind
try_once (const OdProbeCase *self, const char *host, guint port, guint patience_ms)
{
  OdPortKind found = { NULL };
  g_autoptr (OdProbeTalk) talk = od_probe_talk_connect (self, host, port, self->settings->family);

  if (talk->socket == NULL)
    found.kind = od_probe_reached (talk->error);
  else if (patience_ms == 0)
    try_tls (talk, &found);
  else
    try_plain (talk, patience_ms, &found);
  od_probe_talk_quit (talk);
  return found;
}

static gboolean
is_any_of (const OdPortKind *found, const char *const *kinds)
{
  return g_strv_contains (kinds, found->kind);
}

/* A second look counts where it tells more than the first. */
static OdPortKind
better_of (OdPortKind first, OdPortKind second)
{
  static const char *const telling[] = { "tls", "starttls", "plain", "failed", NULL };

  return is_any_of (&second, telling) ? second : first;
}

/* Text in place of TLS, or an end, and no certificate: perhaps a server that speaks first. */
static OdPortKind
find_from_tls (const OdProbeCase *self, const char *host, guint port)
{
  static const char *const open[] = { "other", "reset", NULL };
  OdPortKind found = try_once (self, host, port, 0);

  return found.verify == NULL && is_any_of (&found, open)
             ? better_of (found, try_once (self, host, port, self->limits->probe))
             : found;
}

static OdPortKind
find_from_greeting (const OdProbeCase *self, const char *host, guint port)
{
  OdPortKind found = try_once (self, host, port, PATIENCE_MS);

  return g_str_equal (found.kind, "mute") ? better_of (found, find_from_tls (self, host, port)) : found;
}

OdPortKind
od_port_kind_find (const OdProbeCase *self, const char *host, guint port, gboolean tls_first)
{
  static const OdPortKind nothing = { NULL };
  OdPortKind found = tls_first ? find_from_tls (self, host, port) : find_from_greeting (self, host, port);

  return od_probe_is_over (self) ? nothing : found;
}
