/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window "Accounts": those that were saved, those of installed mail programs and of the desktop, to
 * choose one for a check; and saving the one in the form. Main thread; files and services are asked in a
 * worker. Files of other programs are only read. */

#pragma once

#include <adwaita.h>

#include "od-secret.h"
#include "od-settings.h"

G_BEGIN_DECLS

#define OD_TYPE_ACCOUNTS_DIALOG (od_accounts_dialog_get_type ())
/* Signals: "chosen" (OdSettings, OdSecret or NULL); "attention" (OdSettings, char *): an online account must
 * be signed in to again, in the words of the desktop. */
G_DECLARE_FINAL_TYPE (OdAccountsDialog, od_accounts_dialog, OD, ACCOUNTS_DIALOG, AdwWindow)

/* Above @parent, for gtk_window_present(). @settings, @secret: those in the form, which can be saved; @secret
 * may be NULL.
 */
GtkWindow *od_accounts_dialog_new (GtkWindow *parent, OdSettings *settings, OdSecret *secret);

G_END_DECLS
