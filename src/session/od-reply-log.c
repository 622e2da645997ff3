/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes events of what a dialogue reads. It reads nothing itself and decides nothing. */

#include "od-reply-log.h"

#include <string.h>

#include "od-text.h"

#define QUIRKS_TO_MENTION 6

void
od_reply_log_waiting (OdRecorder *recorder, OdStage stage, gint64 began_us, guint limit_ms)
{
  gint64 seconds = (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " of %u", seconds, limit_ms / 1000);

  od_recorder_step (recorder, OD_EVENT_STEP, stage, "waiting", text, -1, NULL, NULL);
}

void
od_reply_log_breakage (OdRecorder *recorder, OdStage stage, gboolean timed_out, double waited)
{
  g_autofree char *seconds = g_strdup_printf ("%.0f", waited);

  if (timed_out)
    od_recorder_step (recorder, OD_EVENT_PROBLEM, stage, "time-out", seconds, -1, NULL, NULL);
  else
    od_recorder_step (recorder, OD_EVENT_PROBLEM, stage, "closed", NULL, -1, NULL, NULL);
}

static guint
code_of (const char *line, gsize length)
{
  if (length < 3 || !g_ascii_isdigit (line[0]) || !g_ascii_isdigit (line[1]) || !g_ascii_isdigit (line[2]))
    return 0;
  return (guint) g_ascii_digit_value (line[0]) * 100 + (guint) g_ascii_digit_value (line[1]) * 10 +
         (guint) g_ascii_digit_value (line[2]);
}

void
od_reply_log_line (OdRecorder *recorder, OdStage stage, const char *line, gsize length, gboolean more)
{
  od_recorder_received (recorder, stage, line, length, code_of (line, length), more, -1);
}

void
od_reply_log_last_line (OdRecorder *recorder,
                        OdStage stage,
                        const char *line,
                        gsize length,
                        const OdSmtpReply *reply,
                        gint64 duration_us,
                        OdReplyNotes notes,
                        gpointer user_data)
{
  OdEvent *event;

  if (notes == NULL)
    {
      od_recorder_received (recorder, stage, line, length, reply->code, FALSE, duration_us);
      return;
    }
  event = od_event_new (OD_EVENT_RECEIVED, stage, od_recorder_now (recorder));
  event->text = memchr (line, '\0', length) != NULL ? od_text_make_safe (line, (gssize) length)
                                                    : g_strndup (line, length);
  event->code = reply->code;
  event->duration_us = duration_us;
  notes (event, reply, user_data);
  od_recorder_take (recorder, event);
}

void
od_reply_log_quirks (OdRecorder *recorder,
                     OdStage stage,
                     OdSmtpReplyQuirks quirks,
                     OdSmtpReplyQuirks *mentioned)
{
  for (guint i = 0; i < QUIRKS_TO_MENTION; i++)
    if ((quirks & ~*mentioned & (1u << i)) != 0)
      od_recorder_step (recorder, OD_EVENT_REMARK, stage, NULL, NULL, -1, NULL, "quirk",
                        od_smtp_reply_quirk_name ((OdSmtpReplyQuirks) (1u << i)), NULL);
  *mentioned |= quirks;
}
