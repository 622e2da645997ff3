/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The page "What differs": two runs and what is not the same in them, to read and to copy. Main thread. It
 * compares; it loads nothing. */

#pragma once

#include <adwaita.h>

#include "od-compare.h"

G_BEGIN_DECLS

#define OD_TYPE_HISTORY_DIFFERENCES (od_history_differences_get_type ())
G_DECLARE_FINAL_TYPE (OdHistoryDifferences, od_history_differences, OD, HISTORY_DIFFERENCES, GtkWidget)

/* In whatever order they come: the older one is the one before. */
void od_history_differences_show (OdHistoryDifferences *self, const OdResult *one, const OdResult *other);
/* (transfer none): what was compared and what differs, as text. */
const char *od_history_differences_get_text (OdHistoryDifferences *self);

G_END_DECLS
