/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The row "In your mail program" below a fix: where mail programs have the setting that it changes, a row a
 * program, each with a button that copies its line. Main thread. It looks for no installed program. */

#pragma once

#include <adwaita.h>

#include "od-finding.h"

G_BEGIN_DECLS

#define OD_TYPE_CLIENT_WORDS_ROW (od_client_words_row_get_type ())
G_DECLARE_FINAL_TYPE (OdClientWordsRow, od_client_words_row, OD, CLIENT_WORDS_ROW, AdwExpanderRow)

/* NULL where the fix changes no setting that mail programs have. */
GtkWidget *od_client_words_row_new (const OdFix *fix);

G_END_DECLS
