/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Deadlines in monotonic time, and the one place of this floor where a thread sleeps: poll() on a descriptor
 * together with the cancellable. Any thread. It reads and writes nothing itself. */

#include "od-deadline.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* Where a cancellable has no descriptor to poll (none left), it is looked at this often. */
#define BLIND_SLICE_MS 100

OdDeadline
od_deadline_in (guint milliseconds)
{
  return g_get_monotonic_time () + (gint64) milliseconds * 1000;
}

OdDeadline
od_deadline_earlier (OdDeadline a, OdDeadline b)
{
  return MIN (a, b);
}

/* Rounded up, so that who waits that long is not early. */
int
od_deadline_left_ms (OdDeadline self)
{
  gint64 left_us = self - g_get_monotonic_time ();

  if (left_us <= 0)
    return 0;
  return (int) MIN ((left_us + 999) / 1000, G_MAXINT);
}

gboolean
od_deadline_check (OdDeadline deadline, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (od_deadline_left_ms (deadline) > 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("The time limit was reached."));
  return FALSE;
}

gboolean
od_poll (GPollFD *fds, guint n_fds, OdDeadline deadline, GCancellable *cancellable, GError **error)
{
  g_autofree GPollFD *all = g_new0 (GPollFD, n_fds + 1);
  gboolean wakes = g_cancellable_make_pollfd (cancellable, &all[n_fds]);
  gboolean blind = cancellable != NULL && !wakes;
  gboolean in_time = TRUE;
  int ready = 0;

  memcpy (all, fds, n_fds * sizeof (GPollFD));
  /* Not the clock once more when something is ready: the process may have been stopped in between. */
  while (ready <= 0 && (in_time = od_deadline_check (deadline, cancellable, error)))
    {
      int left = od_deadline_left_ms (deadline);

      ready = g_poll (all, n_fds + (wakes ? 1 : 0), blind ? MIN (left, BLIND_SLICE_MS) : left);
      if (ready < 0 && errno != EINTR)
        g_error ("poll: %s", g_strerror (errno));
    }
  memcpy (fds, all, n_fds * sizeof (GPollFD));
  if (wakes)
    g_cancellable_release_fd (cancellable);
  return in_time && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

gboolean
od_wait_for_fd (int fd,
                GIOCondition condition,
                OdDeadline deadline,
                GCancellable *cancellable,
                GError **error)
{
  GPollFD wanted = { .fd = fd, .events = condition };

  return od_poll (&wanted, 1, deadline, cancellable, error);
}

gboolean
od_wait_for_socket (GSocket *socket,
                    GIOCondition condition,
                    OdDeadline deadline,
                    GCancellable *cancellable,
                    GError **error)
{
  return od_wait_for_fd (g_socket_get_fd (socket), condition, deadline, cancellable, error);
}
