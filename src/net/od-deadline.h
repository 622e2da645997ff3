/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A point in monotonic time by which a blocking call must be done, and the wait for a socket that keeps it.
 * Every blocking function of this floor takes a deadline and a cancellable: it ends at the earlier of the two
 * with G_IO_ERROR_TIMED_OUT or G_IO_ERROR_CANCELLED. Any thread. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Microseconds of g_get_monotonic_time(). */
typedef gint64 OdDeadline;

OdDeadline od_deadline_in (guint milliseconds);
OdDeadline od_deadline_earlier (OdDeadline a, OdDeadline b);
/* Milliseconds left, 0 when over: for poll(). */
int od_deadline_left_ms (OdDeadline self);

/**
 * od_wait_for_socket:
 * @condition: G_IO_IN, G_IO_OUT
 *
 * Returns: TRUE when @socket is ready; FALSE with G_IO_ERROR_TIMED_OUT or G_IO_ERROR_CANCELLED (at once)
 */
gboolean od_wait_for_socket (GSocket *socket,
                             GIOCondition condition,
                             OdDeadline deadline,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
