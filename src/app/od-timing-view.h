/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the time went: a waterfall of the phases. Main thread. */

#pragma once

#include <gtk/gtk.h>

#include "od-checkup.h"

G_BEGIN_DECLS

#define OD_TYPE_TIMING_VIEW (od_timing_view_get_type ())
G_DECLARE_FINAL_TYPE (OdTimingView, od_timing_view, OD, TIMING_VIEW, GtkWidget)

GtkWidget *od_timing_view_new (void);
void od_timing_view_set_transcript (OdTimingView *self, OdTranscript *transcript); /* nullable */

G_END_DECLS
