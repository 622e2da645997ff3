/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The message goes out in small pieces; between them the server is heard, since it may refuse before the end.
 * At least 500 octets a second must go (SECURITY.md §4): WINDOW octets within the limit of the body. */

#include "od-letter.h"

#include <glib/gi18n-lib.h>

#include "od-dot-stuffing.h"
#include "od-message.h"

#define PIECE       4096
#define WINDOW      30000
#define PROGRESS_US (500 * 1000)

static const char *
or_default (const char *text, const char *fallback)
{
  return *text != '\0' ? text : fallback;
}

gboolean
od_letter_compose (OdRun *run)
{
  const OdSettings *settings = run->settings;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GError) error = NULL;
  OdMessageParts parts = {
    .from = run->sender,
    .to = run->recipients,
    .subject = or_default (settings->subject, _ ("Test message from Outbox Doctor")),
    .text = or_default (settings->body, _ ("This is a test message. It was sent by Outbox Doctor to find out "
                                           "whether mail can be sent from this account. If you can read it, "
                                           "it has arrived.")),
    .date = now,
    .size = settings->message_size,
    .ascii_only = !od_smtp_capabilities_has (run->offers, "8BITMIME"),
  };

  run->message = od_message_compose (&parts, &error);
  if (run->message == NULL)
    return od_run_stop (run, OD_STAGE_MAIL, "settings", error->message);
  return TRUE;
}

static gboolean
holds_8bit (GBytes *message)
{
  gsize length;
  const guchar *bytes = g_bytes_get_data (message, &length);

  for (gsize i = 0; i < length; i++)
    if (bytes[i] >= 0x80)
      return TRUE;
  return FALSE;
}

gboolean
od_letter_needs_smtputf8 (const OdRun *run)
{
  gboolean needs = run->sender->needs_smtputf8;

  for (guint i = 0; i < run->recipients->len; i++)
    needs = needs || ((const OdAddress *) g_ptr_array_index (run->recipients, i))->needs_smtputf8;
  return needs;
}

OdSmtpCommand *
od_letter_mail_command (OdRun *run, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  OdSmtpMailParameters parameters = {
    .size = od_smtp_capabilities_has (run->offers, "SIZE") ? g_bytes_get_size (run->message) : 0,
    .eight_bit = od_smtp_capabilities_has (run->offers, "8BITMIME") && holds_8bit (run->message),
    .smtputf8 = od_letter_needs_smtputf8 (run),
    .return_headers = run->wants_notice,
    .envelope_id = run->wants_notice ? id : NULL,
  };

  return od_smtp_command_new_mail (run->sender, &parameters, error);
}

OdSmtpCommand *
od_letter_rcpt_command (OdRun *run, guint index, GError **error)
{
  return od_smtp_command_new_rcpt (g_ptr_array_index (run->recipients, index),
                                   run->wants_notice ? "SUCCESS,FAILURE,DELAY" : NULL, error);
}

/* The server speaks, or ends, before we are at the end. Always FALSE: the run is over. */
static gboolean
hear_early (OdRun *run)
{
  if (!od_run_read (run, OD_STAGE_BODY, NULL))
    return FALSE;
  od_dialogue_give_up (run->dialogue);
  if (od_smtp_reply_severity (run->reply) >= 4)
    od_outcome_reject (run->outcome, OD_STAGE_BODY, run->reply);
  else
    od_outcome_stop (run->outcome, OD_STAGE_BODY, "bytes-unasked", NULL, run->reply);
  return FALSE;
}

/* TRUE where the socket says that there is something to read: an early reply, or the end. What belongs to TLS
 * alone is gone after the first look. */
static gboolean
server_speaks (OdRun *run)
{
  if (od_dialogue_has_pending (run->dialogue))
    return TRUE;
  return (g_socket_condition_check (run->socket, G_IO_IN) & G_IO_IN) != 0;
}

/* Waits until there is room for a piece, or the server speaks. That neither came in time is found by the
 * write that follows. */
static gboolean
wait_for_room (OdRun *run, OdDeadline deadline)
{
  od_wait_for_socket (run->socket, (GIOCondition) (G_IO_OUT | G_IO_IN), deadline, run->cancellable, NULL);
  return !server_speaks (run) || hear_early (run);
}

typedef struct
{
  OdDotStuffing dots;
  gsize sent;          /* octets of the message */
  gsize in_window;     /* of them since the window began */
  OdDeadline deadline; /* of the window */
  gint64 told_us;
} OdStream;

static void
tell_progress (OdRun *run, OdStream *stream, gsize length)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autofree char *text = NULL;

  if (now_us - stream->told_us < PROGRESS_US || stream->sent == length)
    return;
  stream->told_us = now_us;
  text = g_strdup_printf ("%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT, stream->sent, length);
  od_recorder_step (run->recorder, OD_EVENT_STEP, OD_STAGE_BODY, "message", text, -1, NULL, NULL);
}

static void
move_window (OdRun *run, OdStream *stream, gsize sent)
{
  stream->sent += sent;
  stream->in_window += sent;
  if (stream->in_window < WINDOW)
    return;
  stream->in_window = 0;
  stream->deadline = od_dialogue_deadline (run->dialogue, OD_STAGE_BODY);
}

static gboolean
send_wire (OdRun *run, OdStream *stream, GByteArray *wire)
{
  g_autoptr (GError) error = NULL;

  if (!wait_for_room (run, stream->deadline))
    return FALSE;
  if (od_dialogue_write_body (run->dialogue, wire->data, wire->len, stream->deadline, &error))
    return TRUE;
  return od_run_break (run, OD_STAGE_BODY, error);
}

static gboolean
send_piece (OdRun *run, OdStream *stream, const char *bytes, gsize length)
{
  g_autoptr (GByteArray) wire = g_byte_array_new ();

  od_stuff_dots (&stream->dots, bytes, length, wire);
  if (!send_wire (run, stream, wire))
    return FALSE;
  move_window (run, stream, length);
  return TRUE;
}

/* Once this has begun, the message may have been delivered: nobody cancels between the last octet and the
 * dot. */
static gboolean
send_dot (OdRun *run, OdStream *stream)
{
  g_autoptr (GByteArray) wire = g_byte_array_new ();

  od_end_dots (&stream->dots, wire);
  if (!send_wire (run, stream, wire))
    return FALSE;
  od_recorder_sent (run->recorder, OD_STAGE_DOT, ".");
  return TRUE;
}

static void
record_size (OdRun *run, const char *name, gsize length, gint64 duration_us)
{
  g_autofree char *text = g_strdup_printf ("%" G_GSIZE_FORMAT, length);

  od_recorder_step (run->recorder, OD_EVENT_STEP, OD_STAGE_BODY, name, text, duration_us, NULL, NULL);
}

gboolean
od_letter_send (OdRun *run)
{
  gsize length;
  const char *bytes = g_bytes_get_data (run->message, &length);
  gint64 began_us = g_get_monotonic_time ();
  OdStream stream = {
    .dots = OD_DOT_STUFFING_INIT,
    .deadline = od_dialogue_deadline (run->dialogue, OD_STAGE_BODY),
    .told_us = began_us,
  };

  record_size (run, "message", length, -1);
  while (stream.sent < length)
    {
      if (!send_piece (run, &stream, bytes + stream.sent, MIN (PIECE, length - stream.sent)))
        return FALSE;
      tell_progress (run, &stream, length);
    }
  record_size (run, "message-done", length, g_get_monotonic_time () - began_us);
  return send_dot (run, &stream);
}
