/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Accounts that the person saved under a name: settings in a file of this program (mode 0600, written as a
 * whole or not at all), never a password; that may be in the desktop's keyring (od-keyring.h). Blocking, any
 * thread. */

#pragma once

#include "od-account.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  OdSettings *settings;
} OdSavedAccount;

void od_saved_account_free (OdSavedAccount *self);

/**
 * od_saved_accounts_list:
 *
 * Returns: (transfer full): OdSavedAccount *, by name; empty where none was saved. A file that cannot be
 * understood is set aside and is as if it were not there. NULL with a sentence in the person's language where
 * the file cannot be read, or is of a later version of the program
 */
GPtrArray *od_saved_accounts_list (GError **error);
/* (transfer full): NULL with G_IO_ERROR_NOT_FOUND where there is none of that name. */
OdSavedAccount *od_saved_accounts_find (const char *name, GError **error);
/* In the place of one of the same name, whose password goes if it belonged to another user or server. The
 * leave to log in without encryption is not kept. */
gboolean od_saved_accounts_save (const char *name, const OdSettings *settings, GError **error);
/* The account, and its password in the keyring unless another account has the same user and server. */
gboolean od_saved_accounts_delete (const char *name, GError **error);

/* Adds them to @found as accounts of the program "saved". FALSE as od_saved_accounts_list(). */
gboolean od_accounts_add_saved (OdAccounts *found, GError **error);
/* (transfer full) (nullable): what a saved or online account logs in with: of the keyring, of the desktop.
 * NULL without an error where there is none to be had: an account of a mail program, or a password that was
 * not kept. */
OdSecret *od_account_find_secret (const OdAccount *account, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSavedAccount, od_saved_account_free)

G_END_DECLS
