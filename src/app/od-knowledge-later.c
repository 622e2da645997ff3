/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Who waits for the knowledge. Main thread, but for the reading itself. */

#include "od-knowledge-later.h"

#include <gio/gio.h>

typedef struct
{
  GObject *object; /* weak */
  OdKnowledgeRead read;
} Waiter;

static gboolean is_begun = FALSE;
static gboolean is_read = FALSE;
static GSList *waiters = NULL; /* the last one first */

static void
tell (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->object != NULL)
    waiter->read (waiter->object);
  g_clear_weak_pointer (&waiter->object);
  g_free (waiter);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  is_read = TRUE;
  waiters = g_slist_reverse (waiters);
  g_slist_free_full (g_steal_pointer (&waiters), tell);
}

/* Worker thread. */
static void
read_knowledge (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  od_knowledge_get_default ();
  g_task_return_boolean (task, TRUE);
}

void
od_knowledge_later_begin (void)
{
  g_autoptr (GTask) task = NULL;

  if (is_begun)
    return;
  is_begun = TRUE;
  task = g_task_new (NULL, NULL, on_read, NULL);
  g_task_run_in_thread (task, read_knowledge);
}

void
od_knowledge_later_call (GObject *object, OdKnowledgeRead read)
{
  Waiter *waiter;

  if (is_read)
    {
      read (object);
      return;
    }
  waiter = g_new0 (Waiter, 1);
  waiter->read = read;
  g_set_weak_pointer (&waiter->object, object);
  waiters = g_slist_prepend (waiters, waiter);
}
