/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The groups of a table as a flat list: all rows, then each meaning, most frequent first, and below it its
 * findings. Main thread. It holds no rows. */

#pragma once

#include <gio/gio.h>

#include "od-explained-group.h"

G_BEGIN_DECLS

#define OD_TYPE_EXPLAINED_GROUPS (od_explained_groups_get_type ())
/* A GListModel of OdExplainedGroup. */
G_DECLARE_FINAL_TYPE (OdExplainedGroups, od_explained_groups, OD, EXPLAINED_GROUPS, GObject)

OdExplainedGroups *od_explained_groups_new (void);
/* Counts a row. Returns: (transfer none): the group of its finding; the list changes at
 * od_explained_groups_flush(). */
OdExplainedGroup *od_explained_groups_count (OdExplainedGroups *self, const OdExplained *explained);
/* Brings the list into the order of the counts, once for many rows. */
void od_explained_groups_flush (OdExplainedGroups *self);

G_END_DECLS
