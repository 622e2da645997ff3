/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks for a file and writes a table or a report to it, in the background. Main thread. */

#pragma once

#include <gtk/gtk.h>

#include "od-explain-export.h"

G_BEGIN_DECLS

/* @words: what to tell for a moment; NULL: a failure was told already. */
typedef void (*OdExplainSaved) (GObject *owner, const char *words, gpointer user_data);

/**
 * od_explain_save:
 * @owner: in the window to ask in; kept until it is done
 * @rows: OdExplained *, for a table
 * @report: (nullable): for a report
 * @saved: (nullable): called unless the person cancels
 */
void od_explain_save (GtkWidget *owner,
                      OdExplainExport kind,
                      GPtrArray *rows,
                      const char *report,
                      OdExplainSaved saved,
                      gpointer user_data);

G_END_DECLS
