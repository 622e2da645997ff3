/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One run as it happens and what came of it: road, progress, verdict; transcript, timing, encryption. Main
 * thread. It watches an OdCheckup and starts nothing. */

#pragma once

#include <gtk/gtk.h>

#include "od-checkup.h"

G_BEGIN_DECLS

#define OD_TYPE_RUN_PAGE (od_run_page_get_type ())
/* Signal "fix" (OdFix): the button of a fix was pressed. */
G_DECLARE_FINAL_TYPE (OdRunPage, od_run_page, OD, RUN_PAGE, GtkWidget)

GtkWidget *od_run_page_new (void);
/* Once: the checkup to watch. */
void od_run_page_watch (OdRunPage *self, OdCheckup *checkup);
/* Where a saved result came from, in words; NULL: it is a run of this window. */
void od_run_page_set_origin (OdRunPage *self, const char *words);
void od_run_page_set_narrow (OdRunPage *self, gboolean narrow);
/* Shows a stop button here too, where the form is on another page. */
void od_run_page_set_alone (OdRunPage *self, gboolean alone);
void od_run_page_start_search (OdRunPage *self);
void od_run_page_copy_transcript (OdRunPage *self);

/* Height of the upper part in logical pixels; -1: as the window chooses. */
int od_run_page_get_position (OdRunPage *self);
void od_run_page_set_position (OdRunPage *self, int position);

G_END_DECLS
