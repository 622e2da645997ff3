/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A whole mailbox explained: progress and stop, groups with their counts, the table, the card of the selected
 * row, export. Main thread. */

#pragma once

#include <gtk/gtk.h>

#include "od-explain-survey.h"

G_BEGIN_DECLS

#define OD_TYPE_EXPLAIN_LIST (od_explain_list_get_type ())
/* Signals: "cleared": something else is to be explained; "message" (char *): a sentence for a moment. */
G_DECLARE_FINAL_TYPE (OdExplainList, od_explain_list, OD, EXPLAIN_LIST, GtkWidget)

/* Not yet started. What was shown goes. */
void od_explain_list_watch (OdExplainList *self, OdExplainSurvey *survey);
void od_explain_list_start_search (OdExplainList *self);
/* @folded: groups and table are pages; @narrow: buttons go under their words. */
void od_explain_list_set_width (OdExplainList *self, gboolean folded, gboolean narrow);

G_END_DECLS
