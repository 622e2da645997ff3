/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window "Letter to support": the letter about a run as it would be copied or saved, in the format that
 * was chosen. Main thread. It sends nothing, and it makes no letter itself (od-support-letter.h), so that
 * what is seen is all there is: masked before it comes here. */

#pragma once

#include <adwaita.h>

#include "od-checkup.h"

G_BEGIN_DECLS

#define OD_TYPE_LETTER_DIALOG (od_letter_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdLetterDialog, od_letter_dialog, OD, LETTER_DIALOG, AdwWindow)

/* Above @parent, for gtk_window_present(). */
GtkWindow *od_letter_dialog_new (GtkWindow *parent, OdResult *result);

G_END_DECLS
