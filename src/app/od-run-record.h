/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The record of a run, three ways to look at it: transcript, timing, encryption. Main thread. It shows what
 * it is given and judges nothing. */

#pragma once

#include <gtk/gtk.h>

#include "od-transcript.h"

G_BEGIN_DECLS

#define OD_TYPE_RUN_RECORD (od_run_record_get_type ())
G_DECLARE_FINAL_TYPE (OdRunRecord, od_run_record, OD, RUN_RECORD, GtkWidget)

/* Follows it as it grows. */
void od_run_record_set_transcript (OdRunRecord *self, OdTranscript *transcript);
/* What the transcript tells about encryption by now; @finished: there will be no more. */
void od_run_record_show_encryption (OdRunRecord *self, gboolean finished);
/* Shows the transcript with this line chosen. */
void od_run_record_select (OdRunRecord *self, guint line);
void od_run_record_start_search (OdRunRecord *self);
void od_run_record_copy (OdRunRecord *self);
void od_run_record_set_narrow (OdRunRecord *self, gboolean narrow);

G_END_DECLS
