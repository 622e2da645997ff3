/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The only place where a session reads and writes. Every wait for a line is in read_line(), in slices of five
 * seconds, so that a person sees that it goes on. What a reply means is decided by who asked. */

#include "od-dialogue.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-reply-log.h"

#define WAITING_MS     5000
#define UNASKED_MS     500
#define MAX_FIRST_LINE 512

G_DEFINE_QUARK (od_dialogue_error_quark, od_dialogue_error)

struct _OdDialogue
{
  OdLineStream *stream;
  const OdLimits *limits;
  OdDeadline total;
  OdRecorder *recorder;
  GCancellable *cancellable;
  OdSmtpReplyReader *reader;
  OdSmtpReply *heard; /* a 421 that came unasked */
  OdSmtpReplyQuirks mentioned;
  char *first_line;
  gboolean broken;
  gboolean hurried;
  gint64 asked_us; /* when the last command was sent, by the recorder's clock */
  double waited;
};

OdDialogue *
od_dialogue_new (GSocket *socket,
                 const OdLimits *limits,
                 OdDeadline total,
                 OdRecorder *recorder,
                 GCancellable *cancellable)
{
  OdDialogue *self = g_new0 (OdDialogue, 1);

  self->stream = od_line_stream_new (socket);
  self->limits = limits;
  self->total = total;
  self->recorder = recorder;
  self->cancellable = cancellable;
  self->reader = od_smtp_reply_reader_new ();
  self->asked_us = od_recorder_now (recorder);
  return self;
}

void
od_dialogue_free (OdDialogue *self)
{
  od_line_stream_free (self->stream);
  od_smtp_reply_reader_free (self->reader);
  g_clear_pointer (&self->heard, od_smtp_reply_unref);
  g_free (self->first_line);
  g_free (self);
}

OdLineStream *
od_dialogue_get_stream (OdDialogue *self)
{
  return self->stream;
}

gboolean
od_dialogue_is_in_step (const OdDialogue *self)
{
  return !self->broken;
}

void
od_dialogue_give_up (OdDialogue *self)
{
  self->broken = TRUE;
}

const char *
od_dialogue_get_first_line (const OdDialogue *self)
{
  return self->first_line;
}

double
od_dialogue_get_waited (const OdDialogue *self)
{
  return self->waited;
}

gboolean
od_dialogue_has_pending (OdDialogue *self)
{
  return od_line_stream_has_pending (self->stream);
}

/* After the dot nothing but the dot's own limit counts: giving up early makes doubles (RFC 1047). */
OdDeadline
od_dialogue_deadline (const OdDialogue *self, OdStage stage)
{
  OdDeadline own = od_deadline_in (od_limits_for_stage (self->limits, self->hurried ? OD_STAGE_QUIT : stage));

  if (stage == OD_STAGE_DOT || stage == OD_STAGE_QUIT)
    return own;
  return od_deadline_earlier (own, self->total);
}

static void
keep_first (OdDialogue *self, const char *bytes, gsize length)
{
  if (self->first_line == NULL)
    self->first_line = g_strndup (bytes, MIN (length, MAX_FIRST_LINE));
}

static void
record_partial (OdDialogue *self, OdStage stage)
{
  g_autoptr (GBytes) partial = od_line_stream_steal_partial (self->stream);
  gconstpointer bytes;
  gsize length;

  if (partial == NULL)
    return;
  bytes = g_bytes_get_data (partial, &length);
  keep_first (self, bytes, length);
  od_recorder_received (self->recorder, stage, bytes, length, 0, FALSE, -1);
}

/* The end of the connection for us: notes why, and tells the run's limit from the stage's. */
static void
break_off (OdDialogue *self, OdStage stage, gint64 began_us, GError **error)
{
  gboolean timed_out = error != NULL && g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  gboolean cancelled = g_cancellable_is_cancelled (self->cancellable);

  self->broken = TRUE;
  record_partial (self, stage);
  if (timed_out)
    self->waited = (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
  if (!cancelled && stage != OD_STAGE_QUIT)
    od_reply_log_breakage (self->recorder, stage, timed_out, self->waited);
  if (timed_out && stage != OD_STAGE_DOT && stage != OD_STAGE_QUIT && od_deadline_left_ms (self->total) == 0)
    {
      g_clear_error (error);
      g_set_error_literal (error, OD_DIALOGUE_ERROR, OD_DIALOGUE_ERROR_TOTAL_TIME,
                           _ ("The time for the whole check is over."));
    }
}

static gsize
longest_line (OdStage stage)
{
  return stage == OD_STAGE_AUTH ? OD_SMTP_REPLY_MAX_LINE_334 : OD_SMTP_REPLY_MAX_LINE;
}

static char *
read_line (OdDialogue *self,
           OdStage stage,
           OdDeadline deadline,
           gint64 began_us,
           gsize *length,
           gboolean *bare_lf,
           GError **error)
{
  for (;;)
    {
      g_autoptr (GError) local = NULL;
      OdDeadline slice = od_deadline_earlier (od_deadline_in (WAITING_MS), deadline);
      char *line = od_line_stream_read_line (self->stream, longest_line (stage), slice, self->cancellable,
                                             length, bare_lf, &local);

      if (line != NULL)
        return line;
      if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) || od_deadline_left_ms (deadline) == 0)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      od_reply_log_waiting (self->recorder, stage, began_us, od_limits_for_stage (self->limits, stage));
    }
}

/* One line of a reply; @reply is set when it was the last. */
static gboolean
take_line (OdDialogue *self,
           OdStage stage,
           const char *line,
           gsize length,
           gboolean bare_lf,
           OdSmtpReply **reply,
           GError **error)
{
  OdSmtpReplyQuirks quirks = bare_lf ? OD_SMTP_REPLY_QUIRK_BARE_LF : 0;

  keep_first (self, line, length);
  if (!od_smtp_reply_reader_feed_line (self->reader, line, length, quirks, reply, error))
    {
      self->broken = TRUE;
      od_reply_log_line (self->recorder, stage, line, length, FALSE);
      return FALSE;
    }
  if (*reply == NULL)
    od_reply_log_line (self->recorder, stage, line, length, TRUE);
  return TRUE;
}

static OdSmtpReply *
read_reply (OdDialogue *self,
            OdStage stage,
            OdDeadline deadline,
            OdReplyNotes notes,
            gpointer user_data,
            GError **error)
{
  gint64 began_us = g_get_monotonic_time ();
  OdSmtpReply *reply = NULL;

  while (reply == NULL)
    {
      gsize length = 0;
      gboolean bare_lf = FALSE;
      g_autofree char *line = read_line (self, stage, deadline, began_us, &length, &bare_lf, error);

      if (line == NULL)
        {
          break_off (self, stage, began_us, error);
          return NULL;
        }
      if (!take_line (self, stage, line, length, bare_lf, &reply, error))
        return NULL;
      if (reply != NULL)
        od_reply_log_last_line (self->recorder, stage, line, length, reply,
                                od_recorder_now (self->recorder) - self->asked_us, notes, user_data);
    }
  od_reply_log_quirks (self->recorder, stage, od_smtp_reply_reader_get_quirks (self->reader),
                       &self->mentioned);
  return reply;
}

OdSmtpReply *
od_dialogue_hear_unasked (OdDialogue *self, OdStage stage, GError **error)
{
  g_autoptr (OdSmtpReply) reply = read_reply (self, stage, od_deadline_in (UNASKED_MS), NULL, NULL, NULL);

  self->broken = TRUE;
  if (reply != NULL && reply->code == 421)
    return g_steal_pointer (&reply);
  g_set_error_literal (error, OD_DIALOGUE_ERROR, OD_DIALOGUE_ERROR_BYTES_UNASKED,
                       _ ("The server sent something before it was asked."));
  return NULL;
}

void
od_dialogue_keep_goodbye (OdDialogue *self, OdSmtpReply *goodbye)
{
  g_clear_pointer (&self->heard, od_smtp_reply_unref);
  self->heard = goodbye;
}

void
od_dialogue_hurry (OdDialogue *self)
{
  self->hurried = TRUE;
}

static gboolean
write_line (OdDialogue *self, OdStage stage, const char *line, GError **error)
{
  gint64 began_us = g_get_monotonic_time ();
  gsize length = strlen (line);
  char *wire = g_strconcat (line, "\r\n", NULL);
  gboolean ok = od_line_stream_write (self->stream, wire, length + 2, od_dialogue_deadline (self, stage),
                                      self->cancellable, error);

  od_secret_wipe_free (wire);
  self->asked_us = od_recorder_now (self->recorder);
  if (!ok)
    break_off (self, stage, began_us, error);
  return ok;
}

gboolean
od_dialogue_send (OdDialogue *self, OdStage stage, const OdSmtpCommand *command, GError **error)
{
  if (self->heard != NULL)
    return TRUE;
  if (od_line_stream_has_pending (self->stream))
    {
      self->heard = od_dialogue_hear_unasked (self, stage, error);
      return self->heard != NULL;
    }
  od_recorder_sent (self->recorder, stage, command->shown);
  return write_line (self, stage, command->line, error);
}

OdSmtpReply *
od_dialogue_read (OdDialogue *self, OdStage stage, OdReplyNotes notes, gpointer user_data, GError **error)
{
  OdSmtpReply *reply;

  if (self->heard != NULL)
    return g_steal_pointer (&self->heard);
  reply = read_reply (self, stage, od_dialogue_deadline (self, stage), notes, user_data, error);
  if (reply != NULL && reply->code == 421)
    self->broken = TRUE;
  return reply;
}

gboolean
od_dialogue_write_body (OdDialogue *self,
                        const void *bytes,
                        gsize length,
                        OdDeadline deadline,
                        GError **error)
{
  gint64 began_us = deadline - (gint64) self->limits->body * 1000;

  if (od_line_stream_write (self->stream, bytes, length, deadline, self->cancellable, error))
    {
      self->asked_us = od_recorder_now (self->recorder);
      return TRUE;
    }
  break_off (self, OD_STAGE_BODY, began_us, error);
  return FALSE;
}
