/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Waiting for one asynchronous call of GIO in a worker thread that blocks and still keeps a deadline: the
 * call is made on a main context of its own. One after the other several calls may be made. It runs nothing
 * itself.
 *
 *     g_autoptr (OdAwait) await = od_await_new (deadline, cancellable);
 *
 *     g_foo_async (foo, await->cancellable, od_await_done, await);
 *     bar = g_foo_finish (foo, od_await_result (await), &error);
 */

#pragma once

#include "od-deadline.h"

G_BEGIN_DECLS

typedef struct
{
  GCancellable
      *cancellable; /* for the call: ends it at the deadline, and when the caller's own is cancelled */
  gboolean timed_out;
  GMainContext *context;
  GSource *timer;
  GSource *stop;
  GAsyncResult *result;
} OdAwait;

/* From here on until od_await_free() the context is this thread's default. @cancellable: nullable. */
OdAwait *od_await_new (OdDeadline deadline, GCancellable *cancellable);
/* Lets go of the context; what is still on it is done first. */
void od_await_free (OdAwait *self);
/* The callback of the call, with the OdAwait as its data. */
void od_await_done (GObject *source, GAsyncResult *result, gpointer await);
/* Waits for it. Owned by @self until the next call. */
GAsyncResult *od_await_result (OdAwait *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdAwait, od_await_free)

G_END_DECLS
