/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of groups beside the table: all, by meaning, and below each meaning by finding, counted. Main
 * thread. */

#pragma once

#include <gtk/gtk.h>

#include "od-explained-groups.h"

G_BEGIN_DECLS

#define OD_TYPE_EXPLAIN_GROUPS_PANE (od_explain_groups_pane_get_type ())
/* Signals: "selected": another group; "activated": one was pressed. */
G_DECLARE_FINAL_TYPE (OdExplainGroupsPane, od_explain_groups_pane, OD, EXPLAIN_GROUPS_PANE, GtkWidget)

void od_explain_groups_pane_set_groups (OdExplainGroupsPane *self, OdExplainedGroups *groups);
/* (transfer none) (nullable) */
OdExplainedGroup *od_explain_groups_pane_get_selected (OdExplainGroupsPane *self);

G_END_DECLS
