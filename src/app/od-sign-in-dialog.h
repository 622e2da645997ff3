/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window "Sign In": a token by OAuth 2, with a client id of the person's own, in the system's browser or
 * by a code. Main thread; the service is asked in a worker. The token goes to whoever listens, and nowhere
 * else. */

#pragma once

#include <adwaita.h>

#include "od-secret.h"
#include "od-settings.h"

G_BEGIN_DECLS

#define OD_TYPE_SIGN_IN_DIALOG (od_sign_in_dialog_get_type ())
/* Signal: "signed-in" (OdSecret): the token. */
G_DECLARE_FINAL_TYPE (OdSignInDialog, od_sign_in_dialog, OD, SIGN_IN_DIALOG, AdwWindow)

/* Above @parent, for gtk_window_present(). @settings: whose server says which service comes first. */
GtkWindow *od_sign_in_dialog_new (GtkWindow *parent, const OdSettings *settings);

G_END_DECLS
