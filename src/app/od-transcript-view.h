/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The live transcript: a line an event with its time and who spoke; any line, also a good one, is explained
 * when selected. Search, copy, and follows the end while it grows. Main thread. */

#pragma once

#include <gtk/gtk.h>

#include "od-checkup.h"

G_BEGIN_DECLS

#define OD_TYPE_TRANSCRIPT_VIEW (od_transcript_view_get_type ())
G_DECLARE_FINAL_TYPE (OdTranscriptView, od_transcript_view, OD, TRANSCRIPT_VIEW, GtkWidget)

GtkWidget *od_transcript_view_new (void);
void od_transcript_view_set_transcript (OdTranscriptView *self, OdTranscript *transcript); /* nullable */
/* Selects and shows a line: from a cause's evidence ("event:12"). */
void od_transcript_view_select (OdTranscriptView *self, guint index);
void od_transcript_view_start_search (OdTranscriptView *self);
/* Copies the selected lines, or all, masked as they are. */
void od_transcript_view_copy (OdTranscriptView *self);

G_END_DECLS
