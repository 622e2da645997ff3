/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Masking, cleaning, time stamps and the cap, in this order, one event at a time, in whatever thread it comes
 * from. It keeps no events: the sink gets each one and that is all. OdTlsInfo is safe to show already and
 * passes as it is. */

#include "od-recorder.h"

#include <stdarg.h>

#include "od-mask.h"
#include "od-text.h"

struct _OdRecorder
{
  GMutex mutex; /* the session and the probes beside it record at the same time */
  OdEventSink sink;
  gpointer user_data;
  OdMask *mask;
  gint64 began_us;
  gint64 last_us; /* when the last event was handed on */
  gsize kept;     /* octets of text in the events handed on */
  gsize left_out; /* octets of text of events past the cap */
  gboolean capped;
};

OdRecorder *
od_recorder_new (OdEventSink sink, gpointer user_data)
{
  OdRecorder *self = g_new0 (OdRecorder, 1);

  g_mutex_init (&self->mutex);
  self->sink = sink;
  self->user_data = user_data;
  self->mask = od_mask_new ();
  self->began_us = g_get_monotonic_time ();
  return self;
}

void
od_recorder_free (OdRecorder *self)
{
  od_mask_free (self->mask);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
od_recorder_add_secret (OdRecorder *self, const char *bytes, gsize length)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (length > 0)
    od_mask_add (self->mask, bytes, length);
}

void
od_recorder_go_on_at (OdRecorder *self, gint64 at_us)
{
  self->began_us = g_get_monotonic_time () - at_us;
}

gint64
od_recorder_now (const OdRecorder *self)
{
  return g_get_monotonic_time () - self->began_us;
}

/* Masked first: cleaning may change the bytes a secret is found by. */
static char *
clean (OdRecorder *self, const char *bytes, gsize length)
{
  gsize masked_length = 0;
  g_autofree char *masked = od_mask_apply (self->mask, bytes, length, &masked_length);

  return od_text_make_safe (masked, (gssize) masked_length);
}

/* Line breaks in a text of several lines (a whole reply) are kept; everything else is cleaned line by line.
 */
static char *
clean_lines (OdRecorder *self, const char *text)
{
  gsize masked_length = 0;
  g_autofree char *masked = od_mask_apply (self->mask, text, strlen (text), &masked_length);
  g_auto (GStrv) lines = g_strsplit (masked, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      char *safe = od_text_make_safe (*line, -1);

      g_free (*line);
      *line = safe;
    }
  return g_strjoinv ("\n", lines);
}

static gsize
event_size (const OdEvent *event)
{
  gsize size = event->text != NULL ? strlen (event->text) : 0;

  for (guint i = 0; i < event->fields->len; i++)
    {
      const OdEventField *field = g_ptr_array_index (event->fields, i);

      size += strlen (field->name) + strlen (field->value);
    }
  return size;
}

/* Of two that come at the same time from two threads, the one that waited for the other comes later. */
static void
hand_on (OdRecorder *self, OdEvent *event)
{
  event->at_us = MAX (event->at_us, self->last_us);
  self->last_us = event->at_us;
  if (self->sink != NULL)
    self->sink (event, self->user_data);
  od_event_unref (event);
}

static void
record_cut (OdRecorder *self, OdStage stage)
{
  OdEvent *cut = od_event_new (OD_EVENT_STEP, stage, od_recorder_now (self));

  self->capped = TRUE;
  cut->name = g_strdup ("cut");
  hand_on (self, cut);
}

/* How much the marker stands for is known at the end only. */
static void
record_left_out (OdRecorder *self, OdStage stage)
{
  OdEvent *cut = od_event_new (OD_EVENT_STEP, stage, od_recorder_now (self));

  cut->name = g_strdup ("cut");
  cut->text = g_strdup_printf ("%" G_GSIZE_FORMAT, self->left_out);
  self->left_out = 0;
  hand_on (self, cut);
}

/* Only lines are left out past the cap. Steps, problems and the outcome are few, and always told. */
static void
emit (OdRecorder *self, OdEvent *event)
{
  gboolean is_line = event->kind == OD_EVENT_SENT || event->kind == OD_EVENT_RECEIVED;
  gsize size = event_size (event);

  if (is_line && self->kept + size > OD_RECORDER_CAP)
    {
      if (!self->capped)
        record_cut (self, event->stage);
      self->left_out += size;
      od_event_unref (event);
      return;
    }
  if (event->kind == OD_EVENT_OUTCOME && self->left_out > 0)
    record_left_out (self, event->stage);
  self->kept += size;
  hand_on (self, event);
}

void
od_recorder_sent (OdRecorder *self, OdStage stage, const char *line)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  OdEvent *event = od_event_new (OD_EVENT_SENT, stage, od_recorder_now (self));

  event->text = clean (self, line, strlen (line));
  emit (self, event);
}

void
od_recorder_received (OdRecorder *self,
                      OdStage stage,
                      const char *bytes,
                      gsize length,
                      guint code,
                      gboolean more,
                      gint64 duration_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  OdEvent *event = od_event_new (OD_EVENT_RECEIVED, stage, od_recorder_now (self));

  event->text = clean (self, bytes, length);
  event->code = code;
  event->more = more;
  event->duration_us = duration_us;
  emit (self, event);
}

void
od_recorder_step (OdRecorder *self,
                  OdEventKind kind,
                  OdStage stage,
                  const char *name,
                  const char *text,
                  gint64 duration_us,
                  OdTlsInfo *tls,
                  ...)
{
  OdEvent *event = od_event_new (kind, stage, od_recorder_now (self));
  va_list pairs;

  event->name = g_strdup (name);
  event->text = g_strdup (text);
  event->duration_us = duration_us;
  event->tls = tls != NULL ? od_tls_info_ref (tls) : NULL;
  va_start (pairs, tls);
  for (const char *field = va_arg (pairs, const char *); field != NULL; field = va_arg (pairs, const char *))
    od_event_add_field (event, field, va_arg (pairs, const char *));
  va_end (pairs);
  od_recorder_take (self, event);
}

void
od_recorder_take (OdRecorder *self, OdEvent *event)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (event->text != NULL)
    {
      char *safe = clean (self, event->text, strlen (event->text));

      g_free (event->text);
      event->text = safe;
    }
  for (guint i = 0; i < event->fields->len; i++)
    {
      OdEventField *field = g_ptr_array_index (event->fields, i);
      char *safe = clean_lines (self, field->value);

      g_free (field->value);
      field->value = safe;
    }
  emit (self, event);
}
