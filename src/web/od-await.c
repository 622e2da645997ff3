/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The context, and the two reasons for ending a call early. Worker thread. It does not look at results. */

#include "od-await.h"

static gboolean
on_deadline (gpointer data)
{
  OdAwait *self = data;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  OdAwait *self = data;

  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static GSource *
attach (GSource *source, GSourceFunc function, OdAwait *self)
{
  g_source_set_callback (source, function, self, NULL);
  g_source_attach (source, self->context);
  return source;
}

OdAwait *
od_await_new (OdDeadline deadline, GCancellable *cancellable)
{
  OdAwait *self = g_new0 (OdAwait, 1);

  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_new ();
  self->timer = attach (g_timeout_source_new ((guint) od_deadline_left_ms (deadline)), on_deadline, self);
  self->stop = attach (g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled), self);
  g_main_context_push_thread_default (self->context);
  return self;
}

static void
detach (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

void
od_await_free (OdAwait *self)
{
  detach (self->stop);
  detach (self->timer);
  g_clear_object (&self->result);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
  g_free (self);
}

void
od_await_done (GObject *source, GAsyncResult *result, gpointer await)
{
  OdAwait *self = await;

  g_set_object (&self->result, result);
}

GAsyncResult *
od_await_result (OdAwait *self)
{
  g_clear_object (&self->result);
  while (self->result == NULL)
    g_main_context_iteration (self->context, TRUE);
  return self->result;
}
