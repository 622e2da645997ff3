/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* od_explain_text() in a worker: a megabyte takes longer than a frame. */

#include "od-explain-reader.h"

typedef struct
{
  char *text;
  gsize length;
  OdGivenKind kind;
} Given;

static void
given_free (gpointer data)
{
  Given *given = data;

  g_free (given->text);
  g_free (given);
}

/* Worker. */
static void
work (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Given *given = task_data;

  g_task_return_pointer (
      task, od_explain_text (given->text, given->length, od_knowledge_get_default (), &given->kind),
      (GDestroyNotify) g_ptr_array_unref);
}

void
od_explain_read_async (char *text,
                       gsize length,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Given *given = g_new0 (Given, 1);

  given->text = text;
  given->length = length;
  g_task_set_task_data (task, given, given_free);
  g_task_run_in_thread (task, work);
}

GPtrArray *
od_explain_read_finish (GAsyncResult *result, OdGivenKind *kind, GError **error)
{
  const Given *given = g_task_get_task_data (G_TASK (result));

  *kind = given->kind;
  return g_task_propagate_pointer (G_TASK (result), error);
}
