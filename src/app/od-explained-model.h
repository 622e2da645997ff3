/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of a table, as they come, and their groups. Main thread. It sorts and filters nothing. */

#pragma once

#include "od-explained-groups.h"
#include "od-explained-row.h"

G_BEGIN_DECLS

#define OD_TYPE_EXPLAINED_MODEL (od_explained_model_get_type ())
/* A GListModel of OdExplainedRow. */
G_DECLARE_FINAL_TYPE (OdExplainedModel, od_explained_model, OD, EXPLAINED_MODEL, GObject)

OdExplainedModel *od_explained_model_new (void);
/* @batch: OdExplained *. One change for all of them. */
void od_explained_model_append (OdExplainedModel *self, const GPtrArray *batch);
/* (transfer none) */
OdExplainedGroups *od_explained_model_get_groups (OdExplainedModel *self);

G_END_DECLS
