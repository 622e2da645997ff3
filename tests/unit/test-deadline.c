/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Deadlines and the wait that keeps them. */

#include "od-deadline.h"

#include <sys/socket.h>
#include <unistd.h>

static GSocket *
open_pair (int *peer)
{
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, fds), ==, 0);
  *peer = fds[1];
  return g_socket_new_from_fd (fds[0], NULL);
}

static void
test_arithmetic (void)
{
  OdDeadline soon = od_deadline_in (50);
  OdDeadline late = od_deadline_in (60000);

  g_assert_cmpint (od_deadline_earlier (soon, late), ==, soon);
  g_assert_cmpint (od_deadline_earlier (late, soon), ==, soon);
  g_assert_cmpint (od_deadline_left_ms (late), >, 59000);
  g_assert_cmpint (od_deadline_left_ms (late), <=, 60000);
  g_assert_cmpint (od_deadline_left_ms (od_deadline_in (0)), ==, 0);
  g_assert_cmpint (od_deadline_left_ms (g_get_monotonic_time () - 5000000), ==, 0);
  g_assert_cmpint (od_deadline_left_ms (G_MAXINT64), ==, G_MAXINT);
}

static void
test_ready (void)
{
  int peer;
  g_autoptr (GSocket) socket = open_pair (&peer);

  g_assert_true (od_wait_for_socket (socket, G_IO_OUT, od_deadline_in (1000), NULL, NULL));
  g_assert_cmpint (write (peer, "x", 1), ==, 1);
  g_assert_true (od_wait_for_socket (socket, G_IO_IN, od_deadline_in (1000), NULL, NULL));
  close (peer);
}

static void
test_end_is_ready (void)
{
  int peer;
  g_autoptr (GSocket) socket = open_pair (&peer);

  close (peer);
  g_assert_true (od_wait_for_socket (socket, G_IO_IN, od_deadline_in (1000), NULL, NULL));
}

static void
test_time_out (void)
{
  int peer;
  g_autoptr (GSocket) socket = open_pair (&peer);
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();

  g_assert_false (od_wait_for_socket (socket, G_IO_IN, od_deadline_in (30), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 30 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 500 * 1000);
  close (peer);
}

/* Readiness does not count any more: a flood cannot outlast the deadline. */
static void
test_over_although_ready (void)
{
  int peer;
  g_autoptr (GSocket) socket = open_pair (&peer);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (write (peer, "x", 1), ==, 1);
  g_assert_false (od_wait_for_socket (socket, G_IO_IN, od_deadline_in (0), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  close (peer);
}

static gint64 cancelled_us;

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20 * 1000);
  cancelled_us = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  int peer;
  g_autoptr (GSocket) socket = open_pair (&peer);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 ended;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_false (od_wait_for_socket (socket, G_IO_IN, od_deadline_in (10000), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ended = g_get_monotonic_time ();
  g_thread_join (thread);
  g_assert_cmpint (ended - cancelled_us, <, 100 * 1000);
  g_clear_error (&error);
  g_assert_false (od_wait_for_socket (socket, G_IO_OUT, od_deadline_in (10000), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  close (peer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deadline/arithmetic", test_arithmetic);
  g_test_add_func ("/deadline/ready", test_ready);
  g_test_add_func ("/deadline/end-is-ready", test_end_is_ready);
  g_test_add_func ("/deadline/time-out", test_time_out);
  g_test_add_func ("/deadline/over-although-ready", test_over_although_ready);
  g_test_add_func ("/deadline/cancel", test_cancel);
  return g_test_run ();
}
