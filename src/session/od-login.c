/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The AUTH dialogue. Every message sent is made known to the recorder as a secret before it goes out. There
 * is no second attempt, whatever the server says (SECURITY.md row 6). */

#include "od-login.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-sasl.h"
#include "od-token-refusal.h"

/* The user name is no secret by itself: only its encoded form is hidden, or addresses would vanish from the
 * server's words. */
static void
hide (OdRun *run, GBytes *message)
{
  gsize length;
  const char *bytes = g_bytes_get_data (message, &length);
  const char *user = od_settings_effective_user (run->settings);
  char *encoded;

  if (length < 3)
    return;
  encoded = g_base64_encode ((const guchar *) bytes, length);
  od_recorder_add_secret (run->recorder, encoded, strlen (encoded));
  if (length != strlen (user) || memcmp (bytes, user, length) != 0)
    od_recorder_add_secret (run->recorder, bytes, length);
  od_secret_wipe_free (encoded);
}

/* Strict base64 (RFC 4648 §4); NULL if it is not. The empty string is the empty challenge. */
static GBytes *
decode (const char *text)
{
  gsize length = strlen (text);
  gsize body = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  gsize padding = strspn (text + body, "=");
  guchar *bytes;
  gsize decoded;

  if (length % 4 != 0 || body + padding != length || padding > 2)
    return NULL;
  bytes = g_base64_decode (text, &decoded);
  return g_bytes_new_take (bytes, decoded);
}

static GBytes *
decode_challenge (const OdSmtpReply *reply, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (reply->lines[0] != NULL ? reply->lines[0] : ""));
  GBytes *challenge = decode (text);

  if (challenge == NULL)
    g_set_error_literal (error, OD_SASL_ERROR, OD_SASL_ERROR_CHALLENGE,
                         _ ("The server's login question is not written as it must be."));
  return challenge;
}

/* Some servers put the last message of the mechanism beside the 235. */
static GBytes *
decode_final (const OdSmtpReply *reply)
{
  g_auto (GStrv) words = g_strsplit (reply->lines[0] != NULL ? reply->lines[0] : "", " ", -1);
  guint count = g_strv_length (words);
  g_autoptr (GBytes) bytes = count > 0 ? decode (words[count - 1]) : NULL;
  gconstpointer text;
  gsize length;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  return length > 2 && memcmp (text, "v=", 2) == 0 ? g_steal_pointer (&bytes) : NULL;
}

static gboolean
is_offered (const OdRun *run, const char *mechanism)
{
  g_autofree char *upper = g_ascii_strup (mechanism, -1);

  return g_strv_contains (od_smtp_capabilities_mechanisms (run->offers), upper);
}

static const char *
no_mechanism_error (const OdRun *run)
{
  const char *wanted = run->settings->mechanism;
  gboolean named = *wanted != '\0' && g_ascii_strcasecmp (wanted, "auto") != 0;

  return named && !is_offered (run, wanted) ? "login-mechanism-not-offered" : "login-no-mechanism";
}

static GBytes *
channel_binding (const OdRun *run, const char **type)
{
  OdTls *tls = od_line_stream_get_tls (od_dialogue_get_stream (run->dialogue));

  *type = NULL;
  return tls != NULL ? od_tls_get_binding (tls, type) : NULL;
}

static OdSasl *
begin (OdRun *run, const char **mechanism)
{
  const char *type = NULL;
  g_autoptr (GBytes) binding = channel_binding (run, &type);
  g_autoptr (GError) error = NULL;
  OdSaslSituation situation = {
    .wanted = run->settings->mechanism,
    .channel_binding = binding != NULL,
    .client_certificate = *run->settings->client_certificate != '\0',
    .token = run->settings->token,
    .encrypted = od_run_is_encrypted (run),
  };
  OdSasl *sasl;

  *mechanism = od_sasl_choose (od_smtp_capabilities_mechanisms (run->offers), &situation, &error);
  if (*mechanism == NULL)
    {
      od_run_stop (run, OD_STAGE_AUTH, no_mechanism_error (run), error->message);
      return NULL;
    }
  sasl = od_sasl_new (*mechanism, od_settings_effective_user (run->settings), run->secret, type, binding,
                      run->host, run->port, &error);
  if (sasl == NULL)
    od_run_stop (run, OD_STAGE_AUTH, od_outcome_error_name (OD_STAGE_AUTH, error), error->message);
  return sasl;
}

static void
record_begin (OdRun *run, const char *mechanism)
{
  od_recorder_step (run->recorder, OD_EVENT_STEP, OD_STAGE_AUTH, "login", mechanism, -1, NULL, "sent.auth",
                    "yes", "auth.used", mechanism, NULL);
}

/* Only what was said by the server itself counts as refused; a login that broke has no such fact. */
static void
record_end (OdRun *run, const char *mechanism, gint64 began_us, gboolean ok)
{
  gint64 duration_us = g_get_monotonic_time () - began_us;

  run->noted_login = TRUE;
  od_recorder_step (run->recorder, ok ? OD_EVENT_STEP : OD_EVENT_PROBLEM, OD_STAGE_AUTH, "login-done",
                    mechanism, duration_us, NULL, "login", ok ? "ok" : "refused", NULL);
}

/* RFC 4954 §4: "*" ends the exchange; the server answers 501. What it says to it decides nothing. */
static gboolean
call_off (OdRun *run, const GError *error)
{
  od_run_stop (run, OD_STAGE_AUTH, od_outcome_error_name (OD_STAGE_AUTH, error), error->message);
  od_dialogue_hurry (run->dialogue);
  if (od_run_ask (run, OD_STAGE_AUTH, od_smtp_command_new_auth_response (NULL, NULL), NULL, NULL) &&
      run->reply->code < 500)
    od_dialogue_give_up (run->dialogue);
  return FALSE;
}

/* AUTH with the initial response where it fits on the line (RFC 4954 §4), else without. @held gets the one
 * that did not fit. */
static gboolean
send_auth (OdRun *run, OdSasl *sasl, const char *mechanism, GBytes **held)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = NULL;
  GBytes *inlined = NULL;
  OdSmtpCommand *command;

  if (od_sasl_client_first (sasl))
    {
      first = od_sasl_step (sasl, NULL, &error);
      if (first == NULL)
        return od_run_stop (run, OD_STAGE_AUTH, od_outcome_error_name (OD_STAGE_AUTH, error), error->message);
      hide (run, first);
      if (od_smtp_command_initial_response_fits (mechanism, first))
        inlined = first;
      else
        *held = g_bytes_ref (first);
    }
  command = od_smtp_command_new_auth (mechanism, inlined, &error);
  record_begin (run, mechanism);
  return od_run_ask (run, OD_STAGE_AUTH, command, g_steal_pointer (&error), NULL);
}

/* One 334 and our answer to it. */
static gboolean
answer (OdRun *run, OdSasl *sasl, GBytes **held)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) challenge = decode_challenge (run->reply, &error);
  g_autoptr (GBytes) response = NULL;
  OdSmtpCommand *command;

  if (challenge == NULL)
    return call_off (run, error);
  response = *held != NULL ? g_steal_pointer (held) : od_sasl_step (sasl, challenge, &error);
  if (response == NULL)
    return call_off (run, error);
  hide (run, response);
  command = od_smtp_command_new_auth_response (response, &error);
  return od_run_ask (run, OD_STAGE_AUTH, command, g_steal_pointer (&error), NULL);
}

/* The server says 235; the mechanism must be at its end too: SCRAM has then checked the server's proof. */
static gboolean
accept (OdRun *run, OdSasl *sasl)
{
  g_autoptr (GBytes) final_data = decode_final (run->reply);
  g_autoptr (GError) error = NULL;

  if (od_sasl_finish (sasl, final_data, &error))
    return TRUE;
  return od_run_stop (run, OD_STAGE_AUTH, od_outcome_error_name (OD_STAGE_AUTH, error), error->message);
}

static gboolean
exchange (OdRun *run, OdSasl *sasl, const char *mechanism)
{
  g_autoptr (GBytes) held = NULL;
  gboolean goes_on = send_auth (run, sasl, mechanism, &held);

  while (goes_on && run->reply->code == 334)
    goes_on = answer (run, sasl, &held);
  return goes_on && od_run_expect (run, OD_STAGE_AUTH, 235) && accept (run, sasl);
}

gboolean
od_login (OdRun *run)
{
  const char *mechanism = NULL;
  g_autoptr (OdSasl) sasl = begin (run, &mechanism);
  gint64 began_us = g_get_monotonic_time ();
  gboolean ok;

  if (sasl == NULL)
    return FALSE;
  ok = exchange (run, sasl, mechanism);
  if (ok || (g_strcmp0 (run->outcome->outcome, "rejected") == 0 && run->outcome->reply->code != 421))
    record_end (run, mechanism, began_us, ok);
  if (!ok)
    {
      od_outcome_add_field (run->outcome, "error.detail", od_sasl_get_refusal (sasl));
      od_outcome_add_token_refusal (run->outcome, od_sasl_get_refusal (sasl));
    }
  return ok;
}
