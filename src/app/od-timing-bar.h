/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A bar on a line of time. Main thread. It has no words: its row has. */

#pragma once

#include <gtk/gtk.h>

#include "od-timing.h"

G_BEGIN_DECLS

#define OD_TYPE_TIMING_BAR (od_timing_bar_get_type ())
G_DECLARE_FINAL_TYPE (OdTimingBar, od_timing_bar, OD, TIMING_BAR, GtkWidget)

GtkWidget *od_timing_bar_new (void);
/* @start and @length as shares of the width, from 0 to 1. */
void od_timing_bar_show (OdTimingBar *self, double start, double length, OdTimingState state);

G_END_DECLS
