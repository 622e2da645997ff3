/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of the list of codes: the number in a fixed width, its title beside it. Main thread. */

#pragma once

#include <gtk/gtk.h>

#include "od-code-list.h"

G_BEGIN_DECLS

#define OD_TYPE_CODE_ROW (od_code_row_get_type ())
G_DECLARE_FINAL_TYPE (OdCodeRow, od_code_row, OD, CODE_ROW, GtkListBoxRow)

/* @entry must outlive the row. */
GtkWidget *od_code_row_new (const OdCodeEntry *entry);
const OdCodeEntry *od_code_row_get_entry (OdCodeRow *self);

G_END_DECLS
