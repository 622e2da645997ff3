/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The race of addresses on the loopback: 127.0.0.0/8 has an address for every kind of server. A listener with
 * a full queue is the silent one. */

#include "od-connect.h"

#include <string.h>

#define SILENT   "127.0.0.2"
#define GOOD     "127.0.0.3"
#define REFUSING "127.0.0.4"

static guint16 port; /* the same for all */
static GSocket *good_listener;
static GSocket *silent_listener;
static GPtrArray *fillers; /* connections that keep the silent one's queue full */

static GSocketAddress *
address_of (const char *text)
{
  return g_inet_socket_address_new_from_string (text, port);
}

static GSocket *
listen_on (const char *text, int backlog)
{
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) wanted = address_of (text);
  g_autoptr (GSocketAddress) bound = NULL;

  g_assert_true (g_socket_bind (socket, wanted, TRUE, NULL));
  g_socket_set_listen_backlog (socket, backlog);
  g_assert_true (g_socket_listen (socket, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return socket;
}

static void
fill_queue (void)
{
  g_autoptr (GSocketAddress) target = address_of (SILENT);

  fillers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 4; i++)
    {
      GSocket *socket =
          g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
      g_socket_set_blocking (socket, FALSE);
      g_socket_connect (socket, target, NULL, NULL);
      g_ptr_array_add (fillers, socket);
    }
}

static GPtrArray *
list_of (const char *first, const char *second)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (list, g_inet_address_new_from_string (first));
  if (second != NULL)
    g_ptr_array_add (list, g_inet_address_new_from_string (second));
  return list;
}

/* Writes reports as "+2" (begun, last digit of the address), "=3" (won), "-4" (failed), "~2" (abandoned). */
typedef struct
{
  GString *text;
  gint64 last_us;
} Log;

static void
report (const OdConnectAttempt *attempt, gpointer data)
{
  Log *log = data;
  g_autofree char *address = g_inet_address_to_string (attempt->address);
  gint64 at = attempt->ended_us != 0 ? attempt->ended_us : attempt->started_us;
  char sign = '+';

  g_assert_cmpint (at, >=, log->last_us);
  g_assert_cmpint (attempt->port, ==, port);
  log->last_us = at;
  if (attempt->ended_us != 0)
    sign = attempt->abandoned ? '~' : attempt->error != NULL ? '-' : '=';
  g_string_append_printf (log->text, "%c%c", sign, address[strlen (address) - 1]);
}

static GSocket *
run (GPtrArray *list,
     guint attempt_ms,
     guint limit_ms,
     GCancellable *cancellable,
     const char *expected,
     GError **error)
{
  Log log = { .text = g_string_new (NULL) };
  GSocket *socket =
      od_connect (list, port, attempt_ms, od_deadline_in (limit_ms), report, &log, cancellable, error);

  g_assert_cmpstr (log.text->str, ==, expected);
  g_string_free (log.text, TRUE);
  g_ptr_array_unref (list);
  return socket;
}

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = run (list_of (GOOD, NULL), 1000, 1000, NULL, "+3=3", &error);

  g_assert_no_error (error);
  g_assert_false (g_socket_get_blocking (socket));
  g_assert_true (g_socket_is_connected (socket));
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run (list_of (REFUSING, NULL), 1000, 1000, NULL, "+4-4", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

/* The next one comes in at once, not after the stagger. */
static void
test_refused_then_good (void)
{
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  g_autoptr (GSocket) socket = run (list_of (REFUSING, GOOD), 1000, 1000, NULL, "+4-4+3=3", &error);

  g_assert_nonnull (socket);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 200 * 1000);
}

static void
test_silent (void)
{
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();

  g_assert_null (run (list_of (SILENT, NULL), 60, 1000, NULL, "+2-2", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 500 * 1000);
}

static void
test_silent_then_good (void)
{
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  g_autoptr (GSocket) socket = run (list_of (SILENT, GOOD), 5000, 5000, NULL, "+2+3=3~2", &error);

  g_assert_nonnull (socket);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, OD_CONNECT_STAGGER_MS * 1000);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 1000 * 1000);
}

/* Refused says more than silence, in whatever order they come. */
static void
test_error_that_says_most (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run (list_of (SILENT, REFUSING), 300, 1000, NULL, "+2+4-4-2", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

static void
test_deadline_of_all (void)
{
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();

  g_assert_null (run (list_of (SILENT, NULL), 10000, 60, NULL, "+2-2", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 500 * 1000);
}

/* A documentation address over IPv6: unreachable at once, or silent where the network routes it. */
static void
test_other_family (void)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = list_of ("2001:db8::3", GOOD);
  g_autoptr (GSocket) socket = od_connect (list, port, 2000, od_deadline_in (2000), NULL, NULL, NULL, &error);

  g_assert_nonnull (socket);
  g_ptr_array_unref (list);
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
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 ended;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_null (run (list_of (SILENT, NULL), 10000, 10000, cancellable, "+2-2", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ended = g_get_monotonic_time ();
  g_thread_join (thread);
  g_assert_cmpint (ended - cancelled_us, <, 100 * 1000);
  g_clear_error (&error);
  g_assert_null (run (list_of (GOOD, NULL), 10000, 10000, cancellable, "", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  good_listener = listen_on (GOOD, 16);
  silent_listener = listen_on (SILENT, 0);
  fill_queue ();
  g_test_add_func ("/connect/good", test_good);
  g_test_add_func ("/connect/refused", test_refused);
  g_test_add_func ("/connect/refused-then-good", test_refused_then_good);
  g_test_add_func ("/connect/silent", test_silent);
  g_test_add_func ("/connect/silent-then-good", test_silent_then_good);
  g_test_add_func ("/connect/error-that-says-most", test_error_that_says_most);
  g_test_add_func ("/connect/deadline-of-all", test_deadline_of_all);
  g_test_add_func ("/connect/other-family", test_other_family);
  g_test_add_func ("/connect/cancel", test_cancel);
  result = g_test_run ();
  g_ptr_array_unref (fillers);
  g_object_unref (good_listener);
  g_object_unref (silent_listener);
  return result;
}
