/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The online accounts of the desktop (GNOME Online Accounts), over the session bus: those with mail, and
 * their password or OAuth 2 token. No client id is needed: the desktop has its own. Blocking, any thread. */

#pragma once

#include "od-account.h"

G_BEGIN_DECLS

#define OD_ACCOUNT_ERROR (od_account_error_quark ())
GQuark od_account_error_quark (void);
typedef enum
{
  OD_ACCOUNT_ERROR_ATTENTION, /* the person must sign in again: expired, withdrawn, or a scope is missing */
  OD_ACCOUNT_ERROR_NO_SECRET, /* it has neither password nor token for sending */
  OD_ACCOUNT_ERROR_BUS,       /* the service does not answer */
} OdAccountError;

/* Adds them to @found. Where there is no such service nothing is added, and that is no fault. The service is
 * not started for it unless it can be. */
void od_accounts_read_online (OdAccounts *found, GCancellable *cancellable);

/**
 * od_account_get_secret:
 * @self: an online account
 *
 * Asks the desktop for what @self logs in with: an access token where its settings say "token", which the
 * desktop renews by itself if it can, else the password.
 *
 * Returns: (transfer full): NULL with an error of OD_ACCOUNT_ERROR, a sentence in the person's language
 */
OdSecret *od_account_get_secret (const OdAccount *self, GCancellable *cancellable, GError **error);

G_END_DECLS
