/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The question runs on a main context of the call's own, so that the worker blocks and still keeps the
 * deadline. The only file that knows libsoup. It does not judge what comes. */

#include "od-http-get.h"

#include <libsoup/soup.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  GCancellable *cancellable; /* its own, for both ways to stop */
  gboolean timed_out;
  gboolean done;
  GInputStream *stream;
  GByteArray *body;
  guint8 buffer[OD_HTTP_MAX_BODY];
  GError *error;
} Talk;

static void
finish (Talk *talk)
{
  talk->done = TRUE;
}

static void read_more (Talk *talk);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Talk *talk = data;
  gssize size = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &talk->error);

  if (size <= 0)
    {
      finish (talk);
      return;
    }
  g_byte_array_append (talk->body, talk->buffer, (guint) size);
  read_more (talk);
}

static void
read_more (Talk *talk)
{
  gsize room = OD_HTTP_MAX_BODY - talk->body->len;

  if (room == 0)
    finish (talk);
  else
    g_input_stream_read_async (talk->stream, talk->buffer, room, G_PRIORITY_DEFAULT, talk->cancellable,
                               on_read, talk);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Talk *talk = data;

  talk->stream = soup_session_send_finish (SOUP_SESSION (source), result, &talk->error);
  if (talk->stream == NULL)
    finish (talk);
  else
    read_more (talk);
}

static gboolean
on_deadline (gpointer data)
{
  Talk *talk = data;

  talk->timed_out = TRUE;
  g_cancellable_cancel (talk->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Talk *talk = data;

  g_cancellable_cancel (talk->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
accept_any (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags faults, gpointer data)
{
  return TRUE;
}

static GSource *
attach (GSource *source, GSourceFunc function, gpointer data, GMainContext *context)
{
  g_source_set_callback (source, function, data, NULL);
  g_source_attach (source, context);
  return source;
}

static void
detach (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

/* Directly, as mail goes, and with nothing of libsoup's that changes the bytes. */
static SoupSession *
new_session (void)
{
  SoupSession *session = soup_session_new_with_options ("max-conns", 1, "proxy-resolver", NULL, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

static void
talk_run (Talk *talk, SoupMessage *message, OdDeadline deadline, GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GSource *timer =
      attach (g_timeout_source_new ((guint) od_deadline_left_ms (deadline)), on_deadline, talk, context);
  GSource *stop =
      attach (g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled), talk, context);
  SoupSession *session;

  g_main_context_push_thread_default (context);
  session = new_session ();
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, talk->cancellable, on_sent, talk);
  while (!talk->done)
    g_main_context_iteration (context, TRUE);
  g_clear_object (&talk->stream);
  soup_session_abort (session);
  g_object_unref (session);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
  detach (stop);
  detach (timer);
}

static OdHttpAnswer *
answer_new (SoupMessage *message, GByteArray *body)
{
  OdHttpAnswer *answer = g_new0 (OdHttpAnswer, 1);

  answer->status = soup_message_get_status (message);
  answer->date =
      g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Date"));
  answer->body = g_byte_array_free_to_bytes (g_byte_array_ref (body));
  return answer;
}

/* The reason that counts: cancelled, too late, or what went wrong. */
static gboolean
take_error (Talk *talk, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) own = g_steal_pointer (&talk->error);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return TRUE;
  if (own == NULL)
    return FALSE;
  if (talk->timed_out)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                         _ ("There was no answer within the time limit."));
  else
    g_propagate_error (error, g_steal_pointer (&own));
  return TRUE;
}

OdHttpAnswer *
od_http_get (const char *url,
             const char *method,
             OdHttpFlags flags,
             OdDeadline deadline,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GCancellable) own = g_cancellable_new ();
  g_autoptr (GByteArray) body = g_byte_array_new ();
  Talk talk = { .cancellable = own, .body = body };

  if (message == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "not an address of a page");
      return NULL;
    }
  if (!od_deadline_check (deadline, cancellable, error))
    return NULL;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  if ((flags & OD_HTTP_ANY_CERTIFICATE) != 0)
    g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_any), NULL);
  talk_run (&talk, message, deadline, cancellable);
  if (take_error (&talk, cancellable, error))
    return NULL;
  return answer_new (message, body);
}

void
od_http_answer_free (OdHttpAnswer *self)
{
  g_free (self->date);
  g_bytes_unref (self->body);
  g_free (self);
}
