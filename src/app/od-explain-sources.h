/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The ways in: files chosen in a dialog, files and text dropped or pasted. Main thread. It opens and reads
 * none of the files. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is called with what came; @widget: where it came to. */
typedef void (*OdExplainTakeFiles) (GtkWidget *widget, GFile **files, guint n_files);
typedef void (*OdExplainTakeText) (GtkWidget *widget, const char *text);

/* Asks for files, or for folders; nothing is called if the person cancels. */
void od_explain_sources_choose (GtkWidget *widget, gboolean folders, OdExplainTakeFiles take);
/* Files may be dropped anywhere on @widget, text where nothing in it takes text by itself. */
void od_explain_sources_accept_drops (GtkWidget *widget,
                                      OdExplainTakeFiles take_files,
                                      OdExplainTakeText take_text);
/* FALSE, and nothing is called, where the clipboard holds no files. */
gboolean od_explain_sources_paste_files (GtkWidget *widget, OdExplainTakeFiles take);
void od_explain_sources_paste_text (GtkWidget *widget, OdExplainTakeText take);

G_END_DECLS
