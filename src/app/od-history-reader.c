/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The history in a worker. The functions that end in _work run there, the others in the main thread. */

#include "od-history-reader.h"

/* Without going on to @done when it was cancelled: then nobody waits any more. */
static void
start (GTaskThreadFunc work,
       char **ids,
       GCancellable *cancellable,
       GAsyncReadyCallback done,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done, user_data);

  g_task_set_task_data (task, ids, (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, work);
}

/* @list: (transfer full) (nullable). */
static void
return_list (GTask *task, GPtrArray *list, GError *error)
{
  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
list_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *entries = od_history_list (&error);

  return_list (task, entries, error);
}

static void
load_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) od_result_unref);
  GError *error = NULL;

  for (char **id = task_data; *id != NULL; id++)
    {
      OdResult *result = od_history_load (*id, &error);

      if (result == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (results, result);
    }
  return_list (task, g_steal_pointer (&results), NULL);
}

static void
clear_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (od_history_clear (NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
od_history_reader_list (GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data)
{
  start (list_work, NULL, cancellable, done, user_data);
}

GPtrArray *
od_history_reader_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
od_history_reader_load (const char *const *ids,
                        GCancellable *cancellable,
                        GAsyncReadyCallback done,
                        gpointer user_data)
{
  start (load_work, g_strdupv ((char **) ids), cancellable, done, user_data);
}

GPtrArray *
od_history_reader_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
od_history_reader_clear (GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data)
{
  start (clear_work, NULL, cancellable, done, user_data);
}

gboolean
od_history_reader_clear_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
