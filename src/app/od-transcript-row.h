/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One line of the transcript: time, sign, text. Main thread. Made once and filled again and again by the
 * list; text of the server is plain text here, never markup. */

#pragma once

#include <gtk/gtk.h>

#include "od-event.h"

G_BEGIN_DECLS

#define OD_TYPE_TRANSCRIPT_ROW (od_transcript_row_get_type ())
G_DECLARE_FINAL_TYPE (OdTranscriptRow, od_transcript_row, OD, TRANSCRIPT_ROW, GtkWidget)

GtkWidget *od_transcript_row_new (void);
void od_transcript_row_show (OdTranscriptRow *self, const OdEvent *event);

G_END_DECLS
