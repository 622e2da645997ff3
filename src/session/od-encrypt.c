/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From OdTlsInfo to facts. What a fault means and whose it is, is not said here. */

#include "od-encrypt.h"

static void
add_day (OdEvent *event, const char *name, GDateTime *time)
{
  g_autofree char *day = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;

  if (day != NULL)
    od_event_add_field (event, name, day);
}

/* Whole days from now to @time, rounded down: negative as soon as it is past. */
static gint64
days_until (GDateTime *time, GDateTime *now)
{
  GTimeSpan span = g_date_time_difference (time, now);

  return span >= 0 ? span / G_TIME_SPAN_DAY : -1 - (-span - 1) / G_TIME_SPAN_DAY;
}

static void
add_days (OdEvent *event, const OdCertificate *leaf)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  add_day (event, "tls.leaf.begins", leaf->begins);
  add_day (event, "tls.leaf.expires", leaf->expires);
  if (leaf->expires != NULL)
    od_event_add_number (event, "tls.leaf.days-left", days_until (leaf->expires, now));
  if (leaf->begins != NULL)
    od_event_add_number (event, "tls.leaf.days-until-valid", days_until (leaf->begins, now) + 1);
}

static void
add_text (OdEvent *event, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    od_event_add_field (event, name, value);
}

static void
add_leaf (OdEvent *event, const OdTlsInfo *info)
{
  const OdCertificate *leaf;

  od_event_add_number (event, "tls.chain.length", info->chain->len);
  if (info->chain->len == 0)
    return;
  leaf = g_ptr_array_index (info->chain, 0);
  for (char **name = leaf->names; name != NULL && *name != NULL; name++)
    add_text (event, "tls.leaf.names", *name);
  add_text (event, "tls.leaf.subject", leaf->subject);
  add_text (event, "tls.leaf.issuer", leaf->issuer);
  add_text (event, "tls.fingerprint", leaf->sha256);
  add_days (event, leaf);
  if (info->verify != NULL && g_strv_contains ((const char *const *) info->verify, "name-mismatch"))
    add_text (event, "tls.fitting-name", od_certificate_fitting_name (leaf, info->host));
}

/* A chain that ends at a root of the system is a public authority's; with a file of one's own nobody knows.
 */
static gboolean
is_public (const OdRun *run, const OdTlsInfo *info)
{
  const char *const *verify = (const char *const *) info->verify;

  return verify != NULL && verify[0] != NULL && *run->settings->ca_file == '\0' &&
         !g_strv_contains (verify, "unknown-issuer") && !g_strv_contains (verify, "self-signed") &&
         !g_strv_contains (verify, "chain-incomplete");
}

static void
add_info (OdRun *run, OdEvent *event, OdTlsInfo *info)
{
  event->tls = od_tls_info_ref (info);
  add_text (event, "tls.version", info->version);
  add_text (event, "tls.cipher", info->cipher);
  for (char **word = info->verify; word != NULL && *word != NULL; word++)
    od_event_add_field (event, "tls.verify", *word);
  if (info->alert >= 0)
    od_event_add_number (event, "tls.alert", info->alert);
  add_text (event, "tls.alert.name", info->alert_name);
  if (info->error_code != 0)
    od_event_add_number (event, "tls.error.code", info->error_code);
  add_leaf (event, info);
  if (is_public (run, info))
    od_event_add_field (event, "tls.issuer-kind", "public");
}

static void
record (OdRun *run, gboolean ok, OdTlsInfo *info, gint64 began_us)
{
  gboolean verified = info != NULL && od_tls_info_is_verified (info);
  OdEvent *event = od_run_event (run, ok ? OD_EVENT_STEP : OD_EVENT_PROBLEM, OD_STAGE_TLS,
                                 !ok        ? "tls-failed"
                                 : verified ? "tls-done"
                                            : "tls-unverified",
                                 run->host);

  event->duration_us = g_get_monotonic_time () - began_us;
  if (info != NULL)
    add_info (run, event, info);
  if (ok && !verified)
    od_event_add_field (event, "tls.unverified", "yes");
  od_recorder_take (run->recorder, event);
}

static gboolean
end (OdRun *run, const GError *error, gint64 began_us)
{
  gboolean timed_out = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  gboolean before_tls = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);

  od_run_break (run, before_tls ? OD_STAGE_STARTTLS : OD_STAGE_TLS, error);
  if (timed_out)
    run->outcome->waited = (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
  return FALSE;
}

/* Between mail servers a false certificate stops nothing, unless the domain says so (RFC 7435, RFC 8461, RFC
 * 7672). A direct run never logs in (od_run_wants_login()); where it shows a certificate of its own, that is
 * for a proved server. */
static gboolean
takes_any_certificate (const OdRun *run)
{
  return run->settings->direct && !od_run_wants_login (run) && run->settings->security == OD_SECURITY_AUTO &&
         *run->settings->client_certificate == '\0';
}

gboolean
od_encrypt (OdRun *run)
{
  const char *ca_file = *run->settings->ca_file != '\0' ? run->settings->ca_file : NULL;
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (OdTlsInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok;

  od_recorder_step (run->recorder, OD_EVENT_STEP, OD_STAGE_TLS, "tls", run->host, -1, NULL, NULL);
  od_line_stream_set_client_certificate (od_dialogue_get_stream (run->dialogue),
                                         run->settings->client_certificate);
  if (takes_any_certificate (run))
    od_line_stream_accept_any_certificate (od_dialogue_get_stream (run->dialogue));
  ok = od_line_stream_start_tls (od_dialogue_get_stream (run->dialogue), run->host, ca_file,
                                 od_dialogue_deadline (run->dialogue, OD_STAGE_TLS), run->cancellable, &info,
                                 &error);
  if (ok || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    record (run, ok, info, began_us);
  return ok || end (run, error, began_us);
}
