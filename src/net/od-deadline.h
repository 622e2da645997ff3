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
/* FALSE with G_IO_ERROR_CANCELLED or _TIMED_OUT when the time for work is over. */
gboolean od_deadline_check (OdDeadline deadline, GCancellable *cancellable, GError **error);

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

/* The same for any descriptor. */
gboolean od_wait_for_fd (int fd,
                         GIOCondition condition,
                         OdDeadline deadline,
                         GCancellable *cancellable,
                         GError **error);

/**
 * od_poll:
 * @fds: (inout): what to wait for; `revents` is filled in
 *
 * A deadline that passes while nobody can look (the process is stopped, the computer sleeps) does not undo
 * what came meanwhile: ready is ready. One that is over from the start is over.
 *
 * Returns: TRUE when at least one of @fds is ready; FALSE as od_wait_for_socket()
 */
gboolean od_poll (GPollFD *fds, guint n_fds, OdDeadline deadline, GCancellable *cancellable, GError **error);

G_END_DECLS
