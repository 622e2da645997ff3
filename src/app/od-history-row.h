/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A kept run in the list: what came of it, when, where; a mark for comparing. Activating it is showing it.
 * Main thread. */

#pragma once

#include <adwaita.h>

#include "od-history-entry.h"

G_BEGIN_DECLS

#define OD_TYPE_HISTORY_ROW (od_history_row_get_type ())
/* Signal "marked": the mark came or went. */
G_DECLARE_FINAL_TYPE (OdHistoryRow, od_history_row, OD, HISTORY_ROW, AdwActionRow)

/* The row keeps @entries. */
GtkWidget *od_history_row_new (GPtrArray *entries, guint index);
const OdHistoryEntry *od_history_row_get_entry (OdHistoryRow *self);
gboolean od_history_row_is_marked (OdHistoryRow *self);

G_END_DECLS
