/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window "Earlier runs": those that were kept, to show again, to compare, to delete, and whether runs are
 * kept at all. Main thread; files are read in a worker. It keeps no run itself (od-history-keeper.h). */

#pragma once

#include <adwaita.h>

#include "od-checkup.h"
#include "od-store.h"

G_BEGIN_DECLS

#define OD_TYPE_HISTORY_DIALOG (od_history_dialog_get_type ())
/* Signal: "show-run" (OdResult, char *): this run, and what to say above it. */
G_DECLARE_FINAL_TYPE (OdHistoryDialog, od_history_dialog, OD, HISTORY_DIALOG, AdwWindow)

/* Above @parent, for gtk_window_present(). @shown: (nullable): the result in sight, to compare with. */
GtkWindow *od_history_dialog_new (GtkWindow *parent, OdStore *store, OdResult *shown);

G_END_DECLS
