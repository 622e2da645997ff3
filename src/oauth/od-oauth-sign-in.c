/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The questions to the issuer, one after another, and the waiting for the person. Worker thread. */

#include "od-oauth-sign-in.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-https.h"
#include "od-oauth-device.h"

/* Time for one question to the issuer, in milliseconds. */
#define QUESTION_LIMIT 20000
/* RFC 8628 §3.5: so much longer between two questions after slow_down, in seconds. */
#define SLOWER 5

#define DEVICE_GRANT "urn:ietf:params:oauth:grant-type:device_code"

static OdHttpsOptions
options_of (const char *ca_file)
{
  return (OdHttpsOptions){ .ca_file = ca_file };
}

/* --- the issuer */

static OdOauthIssuer *
find_built_in (const char *name)
{
  g_autoptr (GPtrArray) issuers = od_oauth_issuers ();

  for (guint i = 0; i < issuers->len; i++)
    if (g_strcmp0 (((OdOauthIssuer *) issuers->pdata[i])->id, name) == 0)
      return od_oauth_issuer_ref (issuers->pdata[i]);
  return NULL;
}

static OdOauthIssuer *
read_description (const char *issuer,
                  const char *place,
                  const char *ca_file,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *base = g_str_has_suffix (issuer, "/") ? g_strndup (issuer, strlen (issuer) - 1)
                                                         : g_strdup (issuer);
  g_autofree char *url = g_strconcat (base, place, NULL);
  OdHttpsOptions options = options_of (ca_file);
  g_autoptr (OdHttpsAnswer)
      answer = od_https_get (url, &options, od_deadline_in (QUESTION_LIMIT), cancellable, error);
  gsize length;
  const char *json;

  if (answer == NULL)
    return NULL;
  json = g_bytes_get_data (answer->body, &length);
  return od_oauth_issuer_read (issuer, json != NULL ? json : "", (gssize) length, error);
}

OdOauthIssuer *
od_oauth_issuer_find (const char *name, const char *ca_file, GCancellable *cancellable, GError **error)
{
  OdOauthIssuer *issuer = find_built_in (name);
  g_autoptr (GError) trouble = NULL;

  if (issuer == NULL)
    issuer = read_description (name, "/.well-known/openid-configuration", ca_file, cancellable, &trouble);
  if (issuer == NULL && !g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&trouble);
      issuer =
          read_description (name, "/.well-known/oauth-authorization-server", ca_file, cancellable, &trouble);
    }
  if (issuer != NULL)
    return issuer;
  if (g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&trouble));
  else
    g_set_error (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_ISSUER,
                 _ ("“%s” is no sign-in service that can be used: %s"), name, trouble->message);
  return NULL;
}

/* --- the token endpoint */

/* @form: (transfer full): with secrets, wiped here. */
static OdHttpsAnswer *
post (const OdOauthClient *client, const char *url, char *form, GCancellable *cancellable, GError **error)
{
  OdHttpsOptions options = options_of (client->ca_file);
  OdHttpsAnswer *answer =
      od_https_post_form (url, form, &options, od_deadline_in (QUESTION_LIMIT), cancellable, error);

  od_secret_wipe_free (form);
  return answer;
}

/* @pending: (out) (optional): as od_oauth_read_token() */
static OdSecret *
ask_for_token (const OdOauthClient *client,
               char *form,
               gboolean *pending,
               gboolean *slower,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (OdHttpsAnswer) answer = post (client, client->issuer->token, form, cancellable, error);
  gsize length;
  const char *json;

  if (answer == NULL)
    return NULL;
  json = g_bytes_get_data (answer->body, &length);
  if (slower != NULL)
    *slower = json != NULL && g_strstr_len (json, (gssize) length, "\"slow_down\"") != NULL;
  return od_oauth_read_token (json != NULL ? json : "", (gssize) length, pending, error);
}

/* --- in the browser */

OdSecret *
od_oauth_sign_in (const OdOauthClient *client,
                  OdOauthShow show,
                  gpointer user_data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (OdOauthRedirect) redirect = od_oauth_redirect_new (error);
  g_autoptr (OdOauthRequest) request = NULL;
  g_autoptr (OdSecret) code = NULL;
  g_autofree char *url = NULL;

  if (redirect == NULL)
    return NULL;
  request =
      od_oauth_request_new (client->client_id, client->client_secret, od_oauth_redirect_get_uri (redirect));
  url = od_oauth_request_url (request, client->issuer, client->login_hint);
  if (!show (url, NULL, user_data))
    {
      g_set_error_literal (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_REFUSED,
                           _ ("The page for signing in could not be opened."));
      return NULL;
    }
  code =
      od_oauth_redirect_wait (redirect, request->state, od_deadline_in (OD_OAUTH_LIMIT), cancellable, error);
  if (code == NULL)
    return NULL;
  return ask_for_token (client, od_oauth_request_form (request, code), NULL, NULL, cancellable, error);
}

/* --- by a code */

static void
add (GString *form, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (form, "%s%s=%s", form->len > 0 ? "&" : "", name, escaped);
}

static char *
device_form (const OdOauthClient *client)
{
  GString *form = g_string_new (NULL);

  add (form, "client_id", client->client_id);
  add (form, "scope", client->issuer->scopes);
  return g_string_free (form, FALSE);
}

static char *
question_form (const OdOauthClient *client, const OdOauthDevice *device)
{
  GString *form = g_string_sized_new (4096);

  add (form, "grant_type", DEVICE_GRANT);
  add (form, "device_code", od_secret_peek (device->device_code));
  add (form, "client_id", client->client_id);
  if (client->client_secret != NULL)
    add (form, "client_secret", od_secret_peek (client->client_secret));
  return g_string_free (form, FALSE);
}

/* FALSE: cancelled. */
static gboolean
pause_for (guint seconds, GCancellable *cancellable, GError **error)
{
  GPollFD fd;

  if (g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_poll (&fd, 1, (int) seconds * 1000);
      g_cancellable_release_fd (cancellable);
    }
  else
    g_usleep (seconds * G_USEC_PER_SEC);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static OdSecret *
wait_for_person (const OdOauthClient *client,
                 OdOauthDevice *device,
                 GCancellable *cancellable,
                 GError **error)
{
  OdDeadline deadline = od_deadline_in (device->expires * 1000);
  gboolean pending = TRUE;
  gboolean slower = FALSE;

  while (od_deadline_left_ms (deadline) > 0)
    {
      OdSecret *token;

      if (!pause_for (device->interval, cancellable, error))
        return NULL;
      token = ask_for_token (client, question_form (client, device), &pending, &slower, cancellable, error);
      if (token != NULL || !pending)
        return token;
      if (slower)
        device->interval += SLOWER;
    }
  g_set_error_literal (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_EXPIRED,
                       _ ("Nobody signed in on the web page within the time for it. Try again."));
  return NULL;
}

static OdOauthDevice *
ask_for_code (const OdOauthClient *client, GCancellable *cancellable, GError **error)
{
  g_autoptr (OdHttpsAnswer) answer = NULL;
  gsize length;
  const char *json;

  if (client->issuer->device == NULL)
    {
      g_set_error (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_ISSUER,
                   _ ("%s has no sign-in by a code. Sign in in the browser."), client->issuer->name);
      return NULL;
    }
  answer = post (client, client->issuer->device, device_form (client), cancellable, error);
  if (answer == NULL)
    return NULL;
  json = g_bytes_get_data (answer->body, &length);
  return od_oauth_device_read (json != NULL ? json : "", (gssize) length, error);
}

OdSecret *
od_oauth_sign_in_by_code (const OdOauthClient *client,
                          OdOauthShow show,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (OdOauthDevice) device = ask_for_code (client, cancellable, error);

  if (device == NULL)
    return NULL;
  if (!show (device->page, device->user_code, user_data))
    {
      g_set_error_literal (error, OD_OAUTH_ERROR, OD_OAUTH_ERROR_REFUSED,
                           _ ("The page for signing in could not be opened."));
      return NULL;
    }
  return wait_for_person (client, device, cancellable, error);
}
