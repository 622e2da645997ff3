/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The sign and the words of a line of the transcript, wrapped where there is no room. Main thread. It draws
 * what a GtkLabel would draw; but a list binds and measures some two hundred rows at every jump, and a label
 * that wraps is laid out several times for each. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OD_TYPE_TRANSCRIPT_TEXT (od_transcript_text_get_type ())
G_DECLARE_FINAL_TYPE (OdTranscriptText, od_transcript_text, OD, TRANSCRIPT_TEXT, GtkWidget)

GtkWidget *od_transcript_text_new (void);
/* @sign: one letter; @attributes: of the words. */
void od_transcript_text_show (OdTranscriptText *self,
                              const char *sign,
                              const char *words,
                              PangoAttrList *attributes);

G_END_DECLS
