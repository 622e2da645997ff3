/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One thing that differs between two runs: how it was, how it is. Main thread. Texts are shown as they are,
 * never as markup. */

#pragma once

#include <adwaita.h>

#include "od-compare.h"

G_BEGIN_DECLS

#define OD_TYPE_HISTORY_DIFFERENCE_ROW (od_history_difference_row_get_type ())
G_DECLARE_FINAL_TYPE (OdHistoryDifferenceRow,
                      od_history_difference_row,
                      OD,
                      HISTORY_DIFFERENCE_ROW,
                      AdwPreferencesRow)

GtkWidget *od_history_difference_row_new (const OdDifference *difference);

G_END_DECLS
