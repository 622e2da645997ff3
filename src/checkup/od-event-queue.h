/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Events on their way from a worker to the main context: a batch a frame at most, which is enough for the
 * eye, and no batch so large that a frame would have to wait for it. */

#pragma once

#include "od-event.h"

G_BEGIN_DECLS

typedef struct _OdEventQueue OdEventQueue;

/* Main thread. @events: OdEvent *, at least one, in the order they were pushed. */
typedef void (*OdEventQueueDeliver) (GPtrArray *events, gpointer user_data);

OdEventQueue *od_event_queue_new (OdEventQueueDeliver deliver, gpointer user_data);
/* Nothing is delivered any more. Any thread, once nobody pushes; not while it delivers. */
void od_event_queue_free (OdEventQueue *self);
/* Any thread. */
void od_event_queue_push (OdEventQueue *self, OdEvent *event);
/* Main thread: delivers all that there is, at once. */
void od_event_queue_flush (OdEventQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdEventQueue, od_event_queue_free)

G_END_DECLS
