/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The view "Explain an error": a pasted text or one mail beside what it means, or a whole mailbox as a table.
 * Main thread. The window's actions call these functions; the view knows no window. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OD_TYPE_EXPLAIN_VIEW (od_explain_view_get_type ())
/* Signals: "changed": running, or what can be searched, is not as before; "message" (char *): a sentence for
 * a moment. */
G_DECLARE_FINAL_TYPE (OdExplainView, od_explain_view, OD, EXPLAIN_VIEW, GtkWidget)

GtkWidget *od_explain_view_new (void);

/* Reads and explains files and folders in the background; what is being read is stopped first. */
void od_explain_view_open (OdExplainView *self, GFile **files, guint n_files);
/* Asks for files. */
void od_explain_view_choose (OdExplainView *self);
/* Explains what stands in the text field without waiting for a pause in typing. */
void od_explain_view_explain (OdExplainView *self);
void od_explain_view_stop (OdExplainView *self);
void od_explain_view_start_search (OdExplainView *self);

/* Whether files are being read. */
gboolean od_explain_view_is_running (OdExplainView *self);
/* Whether there is a table to search. */
gboolean od_explain_view_can_search (OdExplainView *self);

G_END_DECLS
