/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of the table: one recipient of one mail, and the group it belongs to. Immutable. Main thread. */

#pragma once

#include "od-explained-group.h"

G_BEGIN_DECLS

#define OD_TYPE_EXPLAINED_ROW (od_explained_row_get_type ())
G_DECLARE_FINAL_TYPE (OdExplainedRow, od_explained_row, OD, EXPLAINED_ROW, GObject)

typedef enum
{
  OD_COLUMN_RECIPIENT,
  OD_COLUMN_MEANING,
  OD_COLUMN_FINDING,
  OD_COLUMN_CODE,
  OD_COLUMN_STATUS,
  OD_COLUMN_SERVER,
  OD_COLUMN_ITEM,
  OD_N_COLUMNS,
} OdExplainedColumn;

/* In the person's language. Static. */
const char *od_explained_column_title (OdExplainedColumn column);

/* @finding: of @explained, as od_explained_groups_count() gave it. */
OdExplainedRow *od_explained_row_new (OdExplained *explained, OdExplainedGroup *finding);
/* (transfer none) */
OdExplained *od_explained_row_get_explained (OdExplainedRow *self);

/* What stands in a cell; as long as @self. */
const char *od_explained_row_get_cell (OdExplainedRow *self, OdExplainedColumn column);
/* As strcmp(): codes and statuses by their numbers, places in a mailbox by theirs, words by the locale. */
int od_explained_row_compare (OdExplainedRow *a, OdExplainedRow *b, OdExplainedColumn column);
/**
 * od_explained_row_matches:
 * @folded: (nullable): every word of it must stand in a cell or in the server's words; od_text_fold()
 * @group: (nullable): a meaning or a finding the row must belong to
 */
gboolean od_explained_row_matches (OdExplainedRow *self, const char *folded, OdExplainedGroup *group);

G_END_DECLS
