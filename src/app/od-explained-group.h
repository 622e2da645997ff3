/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* All rows, those of one meaning, or of one finding below a meaning: a title and a count. Main thread. */

#pragma once

#include "od-explain.h"

G_BEGIN_DECLS

#define OD_TYPE_EXPLAINED_GROUP (od_explained_group_get_type ())
/* Properties: "count" (u, notified). */
G_DECLARE_FINAL_TYPE (OdExplainedGroup, od_explained_group, OD, EXPLAINED_GROUP, GObject)

/* @parent: (nullable): for a finding its meaning, for a meaning all rows. */
OdExplainedGroup *od_explained_group_new (const char *title, OdExplainedGroup *parent);
const char *od_explained_group_get_title (OdExplainedGroup *self);
/* (transfer none) (nullable) */
OdExplainedGroup *od_explained_group_get_parent (OdExplainedGroup *self);
guint od_explained_group_get_count (OdExplainedGroup *self);
/* Counts a row here, without telling: od_explained_group_tell() does, once for many. */
void od_explained_group_add (OdExplainedGroup *self);
void od_explained_group_tell (OdExplainedGroup *self);
/* Title folded for comparison, and as a key that sorts by the locale. */
const char *od_explained_group_get_folded (OdExplainedGroup *self);
const char *od_explained_group_get_key (OdExplainedGroup *self);

G_END_DECLS
