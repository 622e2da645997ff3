/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One phase of the waterfall: its name, a bar where and as long as it ran, its duration. Main thread. It
 * measures nothing. */

#pragma once

#include <gtk/gtk.h>

#include "od-timing.h"

G_BEGIN_DECLS

#define OD_TYPE_TIMING_ROW (od_timing_row_get_type ())
G_DECLARE_FINAL_TYPE (OdTimingRow, od_timing_row, OD, TIMING_ROW, GtkWidget)

/* @names, @durations: keep names and durations of all rows equally wide. */
GtkWidget *od_timing_row_new (GtkSizeGroup *names, GtkSizeGroup *durations);
/* @total_us: what the whole width stands for. */
void od_timing_row_show (OdTimingRow *self, const OdTimingPhase *phase, gint64 total_us);
/* The bar under the name instead of beside it. Not while widgets are laid out. */
void od_timing_row_set_narrow (OdTimingRow *self, gboolean narrow);

G_END_DECLS
