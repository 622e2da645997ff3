/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Filled in one thread, emptied in another a piece at a time. Delivery is by an attached source, never by
 * g_main_context_invoke(), which may run in the worker. */

#include "od-event-queue.h"

#define BATCH_MS     16
#define BATCH_EVENTS 40000 /* a few milliseconds */

/* That of GTK's frames: neither keeps the other waiting. */
#define BATCH_PRIORITY (G_PRIORITY_HIGH_IDLE + 20)

struct _OdEventQueue
{
  int ref_count; /* the owner's, and that of a source on its way */
  GMutex mutex;
  GPtrArray *events; /* OdEvent *, not yet delivered */
  gboolean scheduled;
  gboolean closed;
  OdEventQueueDeliver deliver;
  gpointer user_data;
};

static GPtrArray *
events_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
}

OdEventQueue *
od_event_queue_new (OdEventQueueDeliver deliver, gpointer user_data)
{
  OdEventQueue *self = g_new0 (OdEventQueue, 1);

  self->ref_count = 1;
  g_mutex_init (&self->mutex);
  self->events = events_new ();
  self->deliver = deliver;
  self->user_data = user_data;
  return self;
}

static void
queue_unref (gpointer data)
{
  OdEventQueue *self = data;

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_ptr_array_unref (self->events);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
od_event_queue_free (OdEventQueue *self)
{
  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_mutex_unlock (&self->mutex);
  queue_unref (self);
}

/* With the mutex held: the first so many, or all. */
static GPtrArray *
take (OdEventQueue *self, guint most)
{
  GPtrArray *batch;

  if (self->events->len <= most)
    {
      batch = g_steal_pointer (&self->events);
      self->events = events_new ();
      return batch;
    }
  batch = events_new ();
  for (guint i = 0; i < most; i++)
    g_ptr_array_add (batch, od_event_ref (self->events->pdata[i]));
  g_ptr_array_remove_range (self->events, 0, most);
  return batch;
}

static gboolean
on_batch (gpointer user_data)
{
  OdEventQueue *self = user_data;
  g_autoptr (GPtrArray) batch = NULL;
  gboolean closed, goes_on;

  g_mutex_lock (&self->mutex);
  batch = take (self, BATCH_EVENTS);
  closed = self->closed;
  goes_on = self->scheduled = !closed && self->events->len > 0;
  g_mutex_unlock (&self->mutex);
  if (!closed && batch->len > 0)
    self->deliver (batch, self->user_data);
  return goes_on ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
schedule (OdEventQueue *self)
{
  g_autoptr (GSource) source = g_timeout_source_new (BATCH_MS);

  g_atomic_int_inc (&self->ref_count);
  g_source_set_priority (source, BATCH_PRIORITY);
  g_source_set_callback (source, on_batch, self, queue_unref);
  g_source_attach (source, NULL);
}

void
od_event_queue_push (OdEventQueue *self, OdEvent *event)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_ptr_array_add (self->events, od_event_ref (event));
  if (self->scheduled)
    return;
  self->scheduled = TRUE;
  schedule (self);
}

void
od_event_queue_flush (OdEventQueue *self)
{
  g_autoptr (GPtrArray) batch = NULL;

  g_mutex_lock (&self->mutex);
  batch = take (self, G_MAXUINT);
  g_mutex_unlock (&self->mutex);
  if (batch->len > 0)
    self->deliver (batch, self->user_data);
}
