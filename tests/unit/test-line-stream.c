/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines over a pair of sockets: every split, every limit, every end. */

#include "od-line-stream.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LIMIT_MS 2000

typedef struct
{
  int peer; /* the server's end */
  OdLineStream *stream;
} Pair;

static Pair
open_pair (void)
{
  Pair pair;
  int fds[2];
  g_autoptr (GSocket) socket = NULL;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, fds), ==, 0);
  socket = g_socket_new_from_fd (fds[0], NULL);
  pair.peer = fds[1];
  pair.stream = od_line_stream_new (socket);
  return pair;
}

static void
close_pair (Pair *pair)
{
  od_line_stream_free (pair->stream);
  if (pair->peer >= 0)
    close (pair->peer);
}

static void
say (Pair *pair, const char *bytes, gsize length)
{
  g_assert_cmpint (write (pair->peer, bytes, length), ==, length);
}

static void
hang_up (Pair *pair)
{
  close (pair->peer);
  pair->peer = -1;
}

static char *
read_line (Pair *pair, gsize max, guint limit_ms, gsize *length, gboolean *bare_lf, GError **error)
{
  return od_line_stream_read_line (pair->stream, max, od_deadline_in (limit_ms), NULL, length, bare_lf,
                                   error);
}

static void
assert_line (Pair *pair, const char *expected, gsize expected_length, gboolean expected_bare)
{
  gsize length;
  gboolean bare;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = read_line (pair, 100, LIMIT_MS, &length, &bare, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (line, length, expected, expected_length);
  g_assert_cmpint (line[length], ==, 0);
  g_assert_cmpint (bare, ==, expected_bare);
}

static void
assert_fails (Pair *pair, gsize max, guint limit_ms, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_line (pair, max, limit_ms, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, code);
}

static void
assert_partial (Pair *pair, const char *expected)
{
  g_autoptr (GBytes) partial = od_line_stream_steal_partial (pair->stream);

  g_assert_nonnull (partial);
  g_assert_cmpmem (g_bytes_get_data (partial, NULL), g_bytes_get_size (partial), expected, strlen (expected));
}

/* The same lines, cut at every place into two packets; the first part alone never makes a wrong line. */
static void
test_splits (void)
{
  static const char text[] = "250-a\r\n250 b\n\r\nx\0y\r\n\rz\r\r\n";
  gsize size = sizeof text - 1;

  for (gsize cut = 0; cut <= size; cut++)
    {
      Pair pair = open_pair ();
      GError *error = NULL;

      say (&pair, text, cut);
      od_line_stream_has_pending (pair.stream);
      say (&pair, text + cut, size - cut);
      assert_line (&pair, "250-a", 5, FALSE);
      assert_line (&pair, "250 b", 5, TRUE);
      assert_line (&pair, "", 0, FALSE);
      assert_line (&pair, "x\0y", 3, FALSE);
      assert_line (&pair, "\rz\r", 3, FALSE);
      g_assert_null (read_line (&pair, 100, 0, NULL, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
      g_clear_error (&error);
      close_pair (&pair);
    }
}

static void
test_byte_by_byte (void)
{
  static const char text[] = "220 hello\r\n";
  Pair pair = open_pair ();

  for (guint i = 0; i < sizeof text - 2; i++)
    {
      say (&pair, &text[i], 1);
      assert_fails (&pair, 100, 1, G_IO_ERROR_TIMED_OUT);
      g_assert_true (od_line_stream_has_pending (pair.stream));
    }
  say (&pair, "\n", 1);
  assert_line (&pair, "220 hello", 9, FALSE);
  close_pair (&pair);
}

static void
test_limits (void)
{
  Pair pair = open_pair ();
  g_autofree char *exact = NULL;
  gsize length;

  say (&pair, "12345678\r\n12345678\n", 19);
  exact = read_line (&pair, 8, LIMIT_MS, &length, NULL, NULL);
  g_assert_cmpstr (exact, ==, "12345678");
  g_free (exact);
  exact = read_line (&pair, 8, LIMIT_MS, &length, NULL, NULL);
  g_assert_cmpstr (exact, ==, "12345678");
  say (&pair, "123456789\r\n", 11);
  assert_fails (&pair, 8, LIMIT_MS, G_IO_ERROR_MESSAGE_TOO_LARGE);
  assert_partial (&pair, "12345678");
  close_pair (&pair);
}

/* A flood without line ends is refused at the limit, not gathered. */
static void
test_flood (void)
{
  Pair pair = open_pair ();
  g_autofree char *flood = g_strnfill (20000, 'A');

  say (&pair, flood, 20000);
  assert_fails (&pair, 8192, LIMIT_MS, G_IO_ERROR_MESSAGE_TOO_LARGE);
  close_pair (&pair);
}

static void
test_long_lines (void)
{
  Pair pair = open_pair ();
  g_autofree char *text = g_strnfill (12288, 'B');
  g_autofree char *line = NULL;
  gsize length;

  say (&pair, text, 12288);
  say (&pair, "\r\n220 x\r\n", 9);
  line = read_line (&pair, 12288, LIMIT_MS, &length, NULL, NULL);
  g_assert_cmpmem (line, length, text, 12288);
  assert_line (&pair, "220 x", 5, FALSE);
  close_pair (&pair);
}

static void
test_end_in_line (void)
{
  Pair pair = open_pair ();

  say (&pair, "220 mx.te", 9);
  hang_up (&pair);
  assert_fails (&pair, 100, LIMIT_MS, G_IO_ERROR_CLOSED);
  assert_partial (&pair, "220 mx.te");
  g_assert_null (od_line_stream_steal_partial (pair.stream));
  assert_fails (&pair, 100, LIMIT_MS, G_IO_ERROR_CLOSED);
  close_pair (&pair);
}

static void
test_pending (void)
{
  Pair pair = open_pair ();

  g_assert_false (od_line_stream_has_pending (pair.stream));
  say (&pair, "250 early\r\n250 too\r\n", 20);
  g_assert_true (od_line_stream_has_pending (pair.stream));
  assert_line (&pair, "250 early", 9, FALSE);
  g_assert_true (od_line_stream_has_pending (pair.stream));
  assert_line (&pair, "250 too", 7, FALSE);
  g_assert_false (od_line_stream_has_pending (pair.stream));
  hang_up (&pair);
  g_assert_false (od_line_stream_has_pending (pair.stream));
  assert_fails (&pair, 100, LIMIT_MS, G_IO_ERROR_CLOSED);
  close_pair (&pair);
}

static void
assert_tls_refused (Pair *pair)
{
  g_autoptr (GError) error = NULL;
  OdTlsInfo *info = NULL;

  g_assert_false (od_line_stream_start_tls (pair->stream, "mail.example.test", NULL,
                                            od_deadline_in (LIMIT_MS), NULL, &info, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_null (info);
  g_assert_null (od_line_stream_get_tls (pair->stream));
  assert_fails (pair, 100, LIMIT_MS, G_IO_ERROR_NOT_CONNECTED);
  g_assert_false (od_line_stream_write (pair->stream, "A", 1, od_deadline_in (LIMIT_MS), NULL, NULL));
}

/* RFC 3207 §6: in the buffer behind the 220, and still in the socket. */
static void
test_bytes_before_tls (void)
{
  Pair pair = open_pair ();

  say (&pair, "220 go\r\n250 injected\r\n", 22);
  assert_line (&pair, "220 go", 6, FALSE);
  assert_tls_refused (&pair);
  close_pair (&pair);

  pair = open_pair ();
  say (&pair, "220 go\r\n", 8);
  assert_line (&pair, "220 go", 6, FALSE);
  say (&pair, "2", 1);
  assert_tls_refused (&pair);
  close_pair (&pair);
}

static void
test_plain_at_tls_port (void)
{
  Pair pair = open_pair ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdTlsInfo) info = NULL;

  say (&pair, "220 mail ready\r\n", 16);
  g_assert_false (od_line_stream_start_tls (pair.stream, "mail.example.test", NULL, od_deadline_in (LIMIT_MS),
                                            NULL, &info, &error));
  if (!g_error_matches (error, OD_TLS_ERROR, OD_TLS_ERROR_NO_TRUST))
    g_assert_error (error, OD_TLS_ERROR, OD_TLS_ERROR_PLAIN_TEXT);
  assert_fails (&pair, 100, LIMIT_MS, G_IO_ERROR_NOT_CONNECTED);
  close_pair (&pair);
}

static gpointer
read_slowly (gpointer data)
{
  Pair *pair = data;
  char bytes[777];
  gsize total = 0;
  gssize n;

  while (total < 3000000 && (n = read (pair->peer, bytes, sizeof bytes)) > 0)
    total += n;
  return GSIZE_TO_POINTER (total);
}

static void
test_write_all (void)
{
  Pair pair = open_pair ();
  g_autofree char *text = g_strnfill (3000000, 'C');
  GThread *thread = g_thread_new ("reader", read_slowly, &pair);
  GError *error = NULL;

  say (&pair, "250 early\r\n", 11);
  g_assert_true (od_line_stream_write (pair.stream, text, 3000000, od_deadline_in (20000), NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (GPOINTER_TO_SIZE (g_thread_join (thread)), ==, 3000000);
  assert_line (&pair, "250 early", 9, FALSE);
  close_pair (&pair);
}

static void
test_write_stuck (void)
{
  Pair pair = open_pair ();
  g_autofree char *text = g_strnfill (3000000, 'C');
  GError *error = NULL;

  g_assert_false (od_line_stream_write (pair.stream, text, 3000000, od_deadline_in (30), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_clear_error (&error);
  hang_up (&pair);
  g_assert_false (od_line_stream_write (pair.stream, text, 10, od_deadline_in (LIMIT_MS), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  g_clear_error (&error);
  close_pair (&pair);
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
  Pair pair = open_pair ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  gint64 ended;

  g_assert_null (
      od_line_stream_read_line (pair.stream, 100, od_deadline_in (10000), cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ended = g_get_monotonic_time ();
  g_thread_join (thread);
  g_assert_cmpint (ended - cancelled_us, <, 100 * 1000);
  close_pair (&pair);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-stream/splits", test_splits);
  g_test_add_func ("/line-stream/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/line-stream/limits", test_limits);
  g_test_add_func ("/line-stream/flood", test_flood);
  g_test_add_func ("/line-stream/long-lines", test_long_lines);
  g_test_add_func ("/line-stream/end-in-line", test_end_in_line);
  g_test_add_func ("/line-stream/pending", test_pending);
  g_test_add_func ("/line-stream/bytes-before-tls", test_bytes_before_tls);
  g_test_add_func ("/line-stream/plain-at-tls-port", test_plain_at_tls_port);
  g_test_add_func ("/line-stream/write-all", test_write_all);
  g_test_add_func ("/line-stream/write-stuck", test_write_stuck);
  g_test_add_func ("/line-stream/cancel", test_cancel);
  return g_test_run ();
}
