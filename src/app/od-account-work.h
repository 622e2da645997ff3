/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done with accounts and may take long: reading the files of mail programs, asking the keyring and
 * the online accounts, writing. In a thread; @done is called in the main context and ends the GTask. */

#pragma once

#include <gio/gio.h>

#include "od-account.h"
#include "od-secret.h"

G_BEGIN_DECLS

/* g_task_propagate_pointer(): OdAccounts *, with those that are saved here first. */
void od_account_work_read (gpointer source, GCancellable *cancellable, GAsyncReadyCallback done);
/* g_task_propagate_pointer(): OdSecret *, NULL without an error where there is none. The task's data is
 * @account. */
void od_account_work_find_secret (gpointer source,
                                  OdAccount *account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback done);
/* g_task_propagate_boolean(). @secret: (nullable): to be kept in the keyring. */
void od_account_work_save (gpointer source,
                           const char *name,
                           OdSettings *settings,
                           OdSecret *secret,
                           GCancellable *cancellable,
                           GAsyncReadyCallback done);
/* g_task_propagate_boolean(). @name: of a saved account. */
void od_account_work_delete (gpointer source,
                             const char *name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback done);

G_END_DECLS
