/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The question runs on a main context of the call's own, so that the worker blocks and still keeps the
 * deadline. It does not judge what comes. */

#include "od-http-get.h"

#include "od-await.h"
#include "od-web-session.h"

static gboolean
accept_any (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags faults, gpointer data)
{
  return TRUE;
}

static SoupMessage *
new_message (const char *url, const char *method, OdHttpFlags flags, GError **error)
{
  SoupMessage *message = od_web_message_new (method, url);

  if (message == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "not the address of a page");
      return NULL;
    }
  if ((flags & OD_HTTP_ANY_CERTIFICATE) != 0)
    g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_any), NULL);
  return message;
}

/* What could be read of the page: a page that ends early is as good as a short one. */
static GBytes *
read_body (OdAwait *await, GInputStream *stream)
{
  g_autofree char *buffer = g_malloc (OD_HTTP_MAX_BODY);
  gsize size = 0;

  g_input_stream_read_all_async (stream, buffer, OD_HTTP_MAX_BODY, G_PRIORITY_DEFAULT, await->cancellable,
                                 od_await_done, await);
  g_input_stream_read_all_finish (stream, od_await_result (await), &size, NULL);
  return g_bytes_new (buffer, size);
}

static OdHttpAnswer *
answer_new (SoupMessage *message, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  OdHttpAnswer *answer = g_new0 (OdHttpAnswer, 1);

  answer->status = soup_message_get_status (message);
  answer->date = g_strdup (soup_message_headers_get_one (headers, "Date"));
  answer->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  answer->body = body;
  return answer;
}

/* The answer up to the end of its head comes within the deadline, or none at all. */
static OdHttpAnswer *
ask (OdAwait *await, SoupSession *session, SoupMessage *message, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) local = NULL;

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, await->cancellable, od_await_done, await);
  stream = soup_session_send_finish (session, od_await_result (await), &local);
  if (stream != NULL)
    return answer_new (message, read_body (await, stream));
  if (await->timed_out)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer within the time limit");
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

OdHttpAnswer *
od_http_get (const char *url,
             const char *method,
             OdHttpFlags flags,
             OdDeadline deadline,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (SoupMessage) message = new_message (url, method, flags, error);
  g_autoptr (OdAwait) await = NULL;
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (OdHttpAnswer) answer = NULL;

  if (message == NULL || !od_deadline_check (deadline, cancellable, error))
    return NULL;
  await = od_await_new (deadline, cancellable);
  session = od_web_session_new ();
  answer = ask (await, session, message, error);
  soup_session_abort (session);
  if (answer != NULL && g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&answer);
}

void
od_http_answer_free (OdHttpAnswer *self)
{
  g_free (self->date);
  g_free (self->location);
  g_bytes_unref (self->body);
  g_free (self);
}
