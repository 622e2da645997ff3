/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One question after another, a new one for each redirect, on a main context of the call's own. It does not
 * read what comes. */

#include "od-https.h"

#include "od-await.h"
#include "od-web-session.h"

#define MAX_REDIRECTS 3
#define MAX_BODY      (256 * 1024)
#define BLOCK         16384

G_DEFINE_QUARK (od_https_error_quark, od_https_error)

static const OdHttpsOptions no_options;

/* What to ask. */
typedef struct
{
  const char *method;
  const char *form; /* or NULL */
  const OdHttpsOptions *options;
  GTlsDatabase *authorities; /* of the CA file, or NULL */
  OdAwait *await;
} Request;

static void
request_clear (Request *self)
{
  g_clear_object (&self->authorities);
  g_clear_pointer (&self->await, od_await_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static gboolean
check_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_userinfo (uri) != NULL ||
      g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    {
      g_set_error (error, OD_HTTPS_ERROR, OD_HTTPS_ERROR_URL, "not an https address: %s", url);
      return FALSE;
    }
  return TRUE;
}

/* The system does not know who signed it: perhaps the file does. */
static gboolean
verify_by_file (SoupMessage *message,
                GTlsCertificate *certificate,
                GTlsCertificateFlags faults,
                gpointer authorities)
{
  g_autoptr (GSocketConnectable) host = NULL;

  if (faults != G_TLS_CERTIFICATE_UNKNOWN_CA)
    return FALSE;
  host = g_network_address_new (g_uri_get_host (soup_message_get_uri (message)), 443);
  return g_tls_database_verify_chain (authorities, certificate, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER,
                                      host, NULL, G_TLS_DATABASE_VERIFY_NONE, NULL, NULL) == 0;
}

static void
wipe_form (gpointer form)
{
  od_secret_wipe_free (form);
}

static void
add_form (SoupMessage *message, const char *form)
{
  char *copy = g_strdup (form);
  g_autoptr (GBytes) body = g_bytes_new_with_free_func (copy, strlen (copy), wipe_form, copy);

  soup_message_set_request_body_from_bytes (message, SOUP_FORM_MIME_TYPE_URLENCODED, body);
}

static SoupMessage *
message_new (const Request *self, const char *url, GError **error)
{
  SoupMessage *message;

  if (!check_url (url, error))
    return NULL;
  message = od_web_message_new (self->method, url);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept-Encoding", "identity");
  if (self->form != NULL)
    add_form (message, self->form);
  if (self->authorities != NULL)
    g_signal_connect (message, "accept-certificate", G_CALLBACK (verify_by_file), self->authorities);
  return message;
}

/* An error of waiting has a better reason than the call that it ended. */
static gpointer
fail (const Request *self, GError *reason, GError **error)
{
  g_autoptr (GError) owned = reason;

  if (self->await->timed_out)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer within the time limit");
  else
    g_propagate_error (error, g_steal_pointer (&owned));
  return NULL;
}

static gboolean
is_plain (SoupMessage *message)
{
  const char *encoding =
      soup_message_headers_get_list (soup_message_get_response_headers (message), "Content-Encoding");

  return encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0;
}

static gsize
max_body (const Request *self)
{
  return self->options->max_body != 0 ? self->options->max_body : MAX_BODY;
}

/* Up to the end, or to the first octet too many. */
static GBytes *
read_body (const Request *self, GInputStream *stream, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GError) local = NULL;

  while (body->len <= max_body (self))
    {
      g_autoptr (GBytes) block = NULL;

      g_input_stream_read_bytes_async (stream, BLOCK, G_PRIORITY_DEFAULT, self->await->cancellable,
                                       od_await_done, self->await);
      block = g_input_stream_read_bytes_finish (stream, od_await_result (self->await), &local);
      if (block == NULL)
        return fail (self, g_steal_pointer (&local), error);
      if (g_bytes_get_size (block) == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&body));
      g_byte_array_append (body, g_bytes_get_data (block, NULL), g_bytes_get_size (block));
    }
  g_set_error (error, OD_HTTPS_ERROR, OD_HTTPS_ERROR_TOO_LARGE, "more than %" G_GSIZE_FORMAT " octets",
               max_body (self));
  return NULL;
}

static char *
media_type_of (SoupMessage *message)
{
  const char *type =
      soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  return g_ascii_strdown (type != NULL ? type : "", -1);
}

static OdHttpsAnswer *
read_answer (const Request *self, SoupMessage *message, GInputStream *stream, GError **error)
{
  OdHttpsAnswer *answer;
  GBytes *body;

  if (!is_plain (message))
    {
      g_set_error_literal (error, OD_HTTPS_ERROR, OD_HTTPS_ERROR_ENCODING, "packed, though not asked for");
      return NULL;
    }
  body = read_body (self, stream, error);
  if (body == NULL)
    return NULL;
  answer = g_new0 (OdHttpsAnswer, 1);
  answer->status = soup_message_get_status (message);
  answer->url = g_uri_to_string (soup_message_get_uri (message));
  answer->media_type = media_type_of (message);
  answer->body = body;
  return answer;
}

/* (transfer full): where a redirect leads; NULL where the answer is none. */
static char *
location_of (SoupMessage *message)
{
  const char *location =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autoptr (GUri) uri = NULL;

  if (!SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)) || location == NULL)
    return NULL;
  uri = g_uri_parse_relative (soup_message_get_uri (message), location, SOUP_HTTP_URI_FLAGS, NULL);
  return uri != NULL ? g_uri_to_string (uri) : g_strdup ("");
}

/* @next: (out): where to ask instead; then there is neither answer nor error. */
static OdHttpsAnswer *
ask (const Request *self, const char *url, char **next, GError **error)
{
  g_autoptr (SoupMessage) message = message_new (self, url, error);
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) local = NULL;
  OdHttpsAnswer *answer = NULL;

  if (message == NULL)
    return NULL;
  session = od_web_session_new ();
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, self->await->cancellable, od_await_done,
                           self->await);
  stream = soup_session_send_finish (session, od_await_result (self->await), &local);
  if (stream == NULL)
    return fail (self, g_steal_pointer (&local), error);
  if (self->form == NULL && !self->options->no_redirects)
    *next = location_of (message);
  if (*next == NULL)
    answer = read_answer (self, message, stream, error);
  soup_session_abort (session);
  return answer;
}

static OdHttpsAnswer *
refuse_redirect (const char *next, GError **error)
{
  g_set_error (error, OD_HTTPS_ERROR, OD_HTTPS_ERROR_REDIRECT, "led away to “%s”", next);
  return NULL;
}

static OdHttpsAnswer *
follow (const Request *self, const char *url, GError **error)
{
  g_autofree char *here = g_strdup (url);

  for (guint i = 0; i <= MAX_REDIRECTS; i++)
    {
      g_autofree char *next = NULL;
      OdHttpsAnswer *answer = ask (self, here, &next, error);

      if (next == NULL)
        return answer;
      if (i == MAX_REDIRECTS || !check_url (next, NULL))
        return refuse_redirect (next, error);
      g_free (here);
      here = g_steal_pointer (&next);
    }
  return NULL;
}

static OdHttpsAnswer *
run (Request *self, const char *url, OdDeadline deadline, GCancellable *cancellable, GError **error)
{
  const char *ca_file = self->options->ca_file;
  g_autoptr (OdHttpsAnswer) answer = NULL;

  if (!od_deadline_check (deadline, cancellable, error))
    return NULL;
  if (ca_file != NULL && *ca_file != '\0')
    {
      self->authorities = g_tls_file_database_new (ca_file, error);
      if (self->authorities == NULL)
        return NULL;
    }
  self->await = od_await_new (deadline, cancellable);
  answer = follow (self, url, error);
  if (answer != NULL && g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&answer);
}

OdHttpsAnswer *
od_https_get (const char *url,
              const OdHttpsOptions *options,
              OdDeadline deadline,
              GCancellable *cancellable,
              GError **error)
{
  g_auto (Request)
      request = { .method = SOUP_METHOD_GET, .options = options != NULL ? options : &no_options };

  return run (&request, url, deadline, cancellable, error);
}

OdHttpsAnswer *
od_https_post_form (const char *url,
                    const char *form,
                    const OdHttpsOptions *options,
                    OdDeadline deadline,
                    GCancellable *cancellable,
                    GError **error)
{
  g_auto (Request) request = { .method = SOUP_METHOD_POST,
                               .form = form,
                               .options = options != NULL ? options : &no_options };

  return run (&request, url, deadline, cancellable, error);
}

void
od_https_answer_free (OdHttpsAnswer *self)
{
  g_free (self->url);
  g_free (self->media_type);
  g_bytes_unref (self->body);
  g_free (self);
}
