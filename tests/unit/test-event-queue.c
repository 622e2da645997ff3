/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Events from a worker to the main context: none lost, none twice, in order, never in the worker, never too
 * many at once. */

#include "od-event-queue.h"

#define MANY 120000

typedef struct
{
  OdEventQueue *queue;
  GThread *main_thread;
  guint events;
  guint batches;
  guint largest;
} Delivery;

static void
deliver (GPtrArray *events, gpointer user_data)
{
  Delivery *self = user_data;

  g_assert_true (g_thread_self () == self->main_thread);
  g_assert_cmpuint (events->len, >, 0);
  for (guint i = 0; i < events->len; i++)
    g_assert_cmpint (((OdEvent *) events->pdata[i])->at_us, ==, self->events++);
  self->batches++;
  self->largest = MAX (self->largest, events->len);
}

static gpointer
push_many (gpointer data)
{
  Delivery *self = data;

  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (OdEvent) event = od_event_new (OD_EVENT_RECEIVED, OD_STAGE_EHLO, i);

      od_event_queue_push (self->queue, event);
    }
  return NULL;
}

static void
push (Delivery *self, gint64 at_us)
{
  g_autoptr (OdEvent) event = od_event_new (OD_EVENT_RECEIVED, OD_STAGE_EHLO, at_us);

  od_event_queue_push (self->queue, event);
}

static void
test_flood (void)
{
  Delivery self = { .main_thread = g_thread_self () };
  g_autoptr (OdEventQueue) queue = od_event_queue_new (deliver, &self);

  self.queue = queue;
  g_thread_join (g_thread_new ("worker", push_many, &self));
  g_assert_cmpuint (self.events, ==, 0);
  while (self.events < MANY)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self.events, ==, MANY);
  g_assert_cmpuint (self.batches, >, 1);
  g_assert_cmpuint (self.largest, <=, MANY / 2);
}

/* What comes after a pause is delivered, too. */
static void
test_pause (void)
{
  Delivery self = { .main_thread = g_thread_self () };
  g_autoptr (OdEventQueue) queue = od_event_queue_new (deliver, &self);

  self.queue = queue;
  for (guint i = 0; i < 3; i++)
    {
      push (&self, i);
      while (self.events <= i)
        g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (self.batches, ==, 3);
}

static void
test_flush (void)
{
  Delivery self = { .main_thread = g_thread_self () };
  g_autoptr (OdEventQueue) queue = od_event_queue_new (deliver, &self);

  self.queue = queue;
  od_event_queue_flush (queue);
  g_assert_cmpuint (self.batches, ==, 0);
  push_many (&self);
  od_event_queue_flush (queue);
  g_assert_cmpuint (self.events, ==, MANY);
  g_assert_cmpuint (self.batches, ==, 1);
}

/* A batch on its way when the queue is let go is not delivered. */
static void
test_let_go (void)
{
  Delivery self = { .main_thread = g_thread_self () };
  Delivery other = { .main_thread = g_thread_self () };
  g_autoptr (OdEventQueue) later = od_event_queue_new (deliver, &other);

  self.queue = od_event_queue_new (deliver, &self);
  other.queue = later;
  push (&self, 0);
  od_event_queue_free (self.queue);
  push (&other, 0);
  while (other.events == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self.events, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-queue/flood", test_flood);
  g_test_add_func ("/event-queue/pause", test_pause);
  g_test_add_func ("/event-queue/flush", test_flush);
  g_test_add_func ("/event-queue/let-go", test_let_go);
  return g_test_run ();
}
