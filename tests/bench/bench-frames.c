/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Frames, by the frame clock. Main thread. */

#include "bench-frames.h"

#include <time.h>

static gint64
thread_busy_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
on_frame (Frames *self)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 busy_us = thread_busy_us ();

  self->worst_ms = MAX (self->worst_ms, (double) (now_us - self->last_us) / 1000);
  self->worst_busy_ms = MAX (self->worst_busy_ms, (double) (busy_us - self->last_busy_us) / 1000);
  self->last_us = now_us;
  self->last_busy_us = busy_us;
  self->frames++;
}

static gboolean
keep_ticking (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
frames_begin (Frames *self, GtkWidget *window)
{
  *self = (Frames){ .window = window, .last_us = g_get_monotonic_time (), .last_busy_us = thread_busy_us () };
  self->tick_id = gtk_widget_add_tick_callback (window, keep_ticking, NULL, NULL);
  self->handler_id = g_signal_connect_swapped (gtk_widget_get_frame_clock (window), "after-paint",
                                               G_CALLBACK (on_frame), self);
}

void
frames_end (Frames *self)
{
  gtk_widget_remove_tick_callback (self->window, self->tick_id);
  g_signal_handler_disconnect (gtk_widget_get_frame_clock (self->window), self->handler_id);
}

void
frames_wait (Frames *self, guint count)
{
  guint until = self->frames + count;

  while (self->frames < until)
    g_main_context_iteration (NULL, TRUE);
}
