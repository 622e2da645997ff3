/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of a survey: a row a recipient, sorted by its columns, filtered by words and by a group. Main
 * thread. At a hundred thousand rows it sorts and filters a piece a frame. */

#pragma once

#include <gtk/gtk.h>

#include "od-explained-model.h"

G_BEGIN_DECLS

#define OD_TYPE_EXPLAIN_TABLE (od_explain_table_get_type ())
/* Signals: "selected": another row, or none; "shown": how many rows pass the filter may have changed. */
G_DECLARE_FINAL_TYPE (OdExplainTable, od_explain_table, OD, EXPLAIN_TABLE, GtkWidget)

void od_explain_table_set_model (OdExplainTable *self, OdExplainedModel *model);
void od_explain_table_set_words (OdExplainTable *self, const char *words);
/* (nullable): NULL: all. */
void od_explain_table_set_group (OdExplainTable *self, OdExplainedGroup *group);
/* Fewer columns. */
void od_explain_table_set_narrow (OdExplainTable *self, gboolean narrow);

/* (transfer none) (nullable) */
OdExplained *od_explain_table_get_selected (OdExplainTable *self);
guint od_explain_table_get_n_shown (OdExplainTable *self);
/* (transfer full): OdExplained *, those shown, in the order shown. */
GPtrArray *od_explain_table_get_shown (OdExplainTable *self);

G_END_DECLS
