/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Nothing here knows a widget. */

#include "od-account-work.h"

#include "od-account-online.h"
#include "od-keyring.h"
#include "od-saved-account.h"

static void
read_work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (OdAccounts) accounts = od_accounts_new ();
  GError *error = NULL;

  if (!od_accounts_add_saved (accounts, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  od_accounts_read_programs (accounts, NULL, cancellable);
  od_accounts_read_online (accounts, cancellable);
  g_task_return_pointer (task, g_steal_pointer (&accounts), (GDestroyNotify) od_accounts_free);
}

void
od_account_work_read (gpointer source, GCancellable *cancellable, GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, done, NULL);

  g_task_run_in_thread (task, read_work);
}

static void
secret_work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  OdSecret *secret = od_account_find_secret (data, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secret, secret != NULL ? (GDestroyNotify) od_secret_unref : NULL);
}

void
od_account_work_find_secret (gpointer source,
                             OdAccount *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, done, NULL);

  g_task_set_task_data (task, od_account_ref (account), (GDestroyNotify) od_account_unref);
  g_task_run_in_thread (task, secret_work);
}

typedef struct
{
  char *name;
  OdSettings *settings;
  OdSecret *secret; /* to be kept, or NULL */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_free (saving->name);
  od_settings_unref (saving->settings);
  g_clear_pointer (&saving->secret, od_secret_unref);
  g_free (saving);
}

static void
save_work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Saving *saving = data;
  GError *error = NULL;

  if (od_saved_accounts_save (saving->name, saving->settings, &error) &&
      (saving->secret == NULL || od_keyring_store (saving->settings, saving->secret, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
od_account_work_save (gpointer source,
                      const char *name,
                      OdSettings *settings,
                      OdSecret *secret,
                      GCancellable *cancellable,
                      GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, done, NULL);
  Saving *saving = g_new0 (Saving, 1);

  saving->name = g_strdup (name);
  saving->settings = od_settings_ref (settings);
  saving->secret = secret != NULL ? od_secret_ref (secret) : NULL;
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_work);
}

static void
delete_work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (od_saved_accounts_delete (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
od_account_work_delete (gpointer source,
                        const char *name,
                        GCancellable *cancellable,
                        GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, done, NULL);

  g_task_set_task_data (task, g_strdup (name), g_free);
  g_task_run_in_thread (task, delete_work);
}
