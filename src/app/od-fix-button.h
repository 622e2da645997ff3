/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The button of a fix, and the words of its row. Main thread. It applies nothing. */

#pragma once

#include <gtk/gtk.h>

#include "od-finding.h"

G_BEGIN_DECLS

/* NULL where only somebody else can act. */
GtkWidget *od_fix_button_new (const OdFix *fix);
/* (transfer none): what pressing it would do. */
const OdFix *od_fix_button_get_fix (GtkWidget *button);
/* (transfer full) (nullable): below the title of the fix; the host stands there before a page is opened. */
char *od_fix_words (const OdFix *fix);

G_END_DECLS
