/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How smooth a window is: what passes from one frame to the next while frames are asked for without a pause,
 * by the clock and by what the main thread was busy. The second is the true figure where others use the
 * machine too. Main thread. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *window;
  guint tick_id;
  gulong handler_id;
  guint frames;
  gint64 last_us;
  gint64 last_busy_us;
  double worst_ms;      /* between two frames */
  double worst_busy_ms; /* of them on a processor */
} Frames;

/* From now on frames are counted. */
void frames_begin (Frames *self, GtkWidget *window);
void frames_end (Frames *self);
/* Runs the main loop until so many frames more have been drawn. */
void frames_wait (Frames *self, guint count);

G_END_DECLS
