/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run is at in words, the last thing that happened below, and a bar; a button to stop it where asked
 * for. Main thread. It watches nothing: it is told. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OD_TYPE_RUN_PROGRESS (od_run_progress_get_type ())
G_DECLARE_FINAL_TYPE (OdRunProgress, od_run_progress, OD, RUN_PROGRESS, GtkWidget)

/* Shown while it runs. */
void od_run_progress_set_running (OdRunProgress *self, gboolean running);
/* @share: from 0 to 1. */
void od_run_progress_set_stage (OdRunProgress *self, const char *words, double share);
void od_run_progress_set_step (OdRunProgress *self, const char *words);
void od_run_progress_set_stoppable (OdRunProgress *self, gboolean stoppable);

G_END_DECLS
