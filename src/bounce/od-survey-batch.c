/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The line of batches: one lock, three conditions, one for each who may wait. Any thread. What a batch holds
 * belongs to whoever has taken it; the line looks at its counts only. */

#include "od-survey-batch.h"

#include "od-survey-private.h"

struct _OdBatchLine
{
  GMutex lock;
  GCond work;    /* workers wait for batches, */
  GCond results; /* the caller for the first one to be explained, */
  GCond room;    /* the reader for room */
  GQueue order;  /* OdBatch *, owned, all that are in the line */
  GQueue todo;   /* OdBatch *, those nobody has begun */
  guint max_batches;
  gsize bytes;
  guint idle; /* workers that wait */
  gboolean has_ended;
  gint is_stopped; /* read without the lock too */
  GError *error;
};

static void
surveyed_clear (gpointer data)
{
  OdSurveyed *surveyed = data;

  od_item_free (surveyed->item);
  g_clear_pointer (&surveyed->explained, g_ptr_array_unref);
  g_clear_error (&surveyed->error);
}

OdBatch *
od_batch_new (void)
{
  OdBatch *self = g_new0 (OdBatch, 1);

  self->items = g_array_new (FALSE, TRUE, sizeof (OdSurveyed));
  g_array_set_clear_func (self->items, surveyed_clear);
  return self;
}

void
od_batch_free (OdBatch *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->items);
  g_free (self);
}

void
od_batch_add (OdBatch *self, OdItem *item)
{
  OdSurveyed surveyed = { .item = item, .kind = OD_GIVEN_NOTHING };

  g_array_append_val (self->items, surveyed);
  self->bytes += item->bytes != NULL ? g_bytes_get_size (item->bytes) : 0;
}

gboolean
od_batch_is_full (const OdBatch *self)
{
  return self->items->len >= OD_SURVEY_BATCH_ITEMS || self->bytes >= OD_SURVEY_BATCH_BYTES;
}

OdBatchLine *
od_batch_line_new (guint max_batches)
{
  OdBatchLine *self = g_new0 (OdBatchLine, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->work);
  g_cond_init (&self->results);
  g_cond_init (&self->room);
  g_queue_init (&self->order);
  g_queue_init (&self->todo);
  self->max_batches = max_batches;
  return self;
}

void
od_batch_line_free (OdBatchLine *self)
{
  if (self == NULL)
    return;
  g_queue_clear (&self->todo);
  g_queue_clear_full (&self->order, (GDestroyNotify) od_batch_free);
  g_clear_error (&self->error);
  g_cond_clear (&self->work);
  g_cond_clear (&self->results);
  g_cond_clear (&self->room);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* One batch is always let in, however big. */
static gboolean
has_room (const OdBatchLine *self, const OdBatch *batch)
{
  if (self->order.length == 0)
    return TRUE;
  return self->order.length < self->max_batches && self->bytes + batch->bytes <= OD_SURVEY_BYTES;
}

gboolean
od_batch_line_add (OdBatchLine *self, OdBatch *batch)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->is_stopped && !has_room (self, batch))
    g_cond_wait (&self->room, &self->lock);
  if (self->is_stopped)
    {
      od_batch_free (batch);
      return FALSE;
    }
  g_queue_push_tail (&self->order, batch);
  g_queue_push_tail (&self->todo, batch);
  self->bytes += batch->bytes;
  g_cond_signal (&self->work);
  return TRUE;
}

gboolean
od_batch_line_is_hungry (OdBatchLine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->idle > self->todo.length;
}

void
od_batch_line_end (OdBatchLine *self, GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->has_ended = TRUE;
  self->error = error;
  g_cond_broadcast (&self->work);
  g_cond_signal (&self->results);
}

OdBatch *
od_batch_line_take_work (OdBatchLine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->idle++;
  while (!self->is_stopped && !self->has_ended && self->todo.length == 0)
    g_cond_wait (&self->work, &self->lock);
  self->idle--;
  return self->is_stopped ? NULL : g_queue_pop_head (&self->todo);
}

void
od_batch_line_work_done (OdBatchLine *self, OdBatch *batch)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  batch->is_explained = TRUE;
  if (batch == g_queue_peek_head (&self->order))
    g_cond_signal (&self->results);
}

static gboolean
first_is_explained (const OdBatchLine *self)
{
  return self->order.length > 0 && ((const OdBatch *) self->order.head->data)->is_explained;
}

OdBatch *
od_batch_line_take_result (OdBatchLine *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  OdBatch *batch;

  while (!self->is_stopped && !first_is_explained (self) && !(self->has_ended && self->order.length == 0))
    g_cond_wait (&self->results, &self->lock);
  if (self->is_stopped)
    return NULL;
  batch = g_queue_pop_head (&self->order);
  if (batch != NULL)
    self->bytes -= batch->bytes;
  else if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  g_cond_signal (&self->room);
  return batch;
}

void
od_batch_line_stop (OdBatchLine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_atomic_int_set (&self->is_stopped, TRUE);
  g_cond_broadcast (&self->work);
  g_cond_broadcast (&self->results);
  g_cond_broadcast (&self->room);
}

gboolean
od_batch_line_is_stopped (OdBatchLine *self)
{
  return g_atomic_int_get (&self->is_stopped);
}
