/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The main loop hears the signals while the work goes on elsewhere. Main thread. */

#include "od-cli-work.h"

#include <glib-unix.h>

typedef struct
{
  void (*work) (gpointer data);
  gpointer data;
} Work;

static void
work_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *self = data;

  self->work (self->data);
  g_task_return_boolean (task, TRUE);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer loop)
{
  g_main_loop_quit (loop);
}

static gboolean
on_interrupt (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

void
od_cli_work_run (void (*work) (gpointer data), gpointer data, GCancellable *cancellable)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_done, loop);
  Work self = { work, data };
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, on_interrupt, cancellable);

  g_task_set_task_data (task, &self, NULL);
  g_task_run_in_thread (task, work_in_thread);
  g_main_loop_run (loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
}
