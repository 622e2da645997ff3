/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Words of a line of the transcript, with a sign before them or without, wrapped where there is no room. Main
 * thread. It draws what a GtkLabel would draw; but a list binds and measures some two hundred rows at every
 * jump, and a label that wraps is laid out several times for each. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OD_TYPE_TRANSCRIPT_TEXT (od_transcript_text_get_type ())
G_DECLARE_FINAL_TYPE (OdTranscriptText, od_transcript_text, OD, TRANSCRIPT_TEXT, GtkWidget)

/* How many letters wide the column of the sign is, 0: there is none; and the words, at the least. */
GtkWidget *od_transcript_text_new (int sign_letters, int least_letters);
/* @sign: one letter; @style and @weight: of the words. */
void od_transcript_text_show (OdTranscriptText *self,
                              const char *sign,
                              const char *words,
                              PangoStyle style,
                              PangoWeight weight);

G_END_DECLS
