/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-window PROGRAM PEER [COUNT]: how long the first frame takes, from the start of the process to the
 * first pixels of its window, as the X server sees them (XDamage), for the one and the other in turn. It
 * takes part in nothing that the two do. One thread. */

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <glib/gstdio.h>
#include <gio/gio.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

#define STARTS     21
#define SMALLEST   300          /* other windows are helpers of the toolkit */
#define QUIET_US   (400 * 1000) /* so long nothing large is painted: the window is complete */
#define LIMIT_US   (60 * G_USEC_PER_SEC)
#define MICROS(ts) ((gint64) (ts).tv_sec * G_USEC_PER_SEC + (ts).tv_nsec / 1000)

typedef struct
{
  Display *display;
  int damage_event;
  gboolean tells; /* every piece that is painted, to see that the first is the first frame */
  gint64 began_us;
} Watcher;

/* What one start took. */
typedef struct
{
  double clock_ms;
  double busy_ms; /* all threads of the process, on a processor */
  double complete_ms;
} Start;

static int
ignore_error (Display *display, XErrorEvent *error)
{
  return 0; /* a window that was there may be gone by now */
}

static void
open_watcher (Watcher *watcher)
{
  int error_base;

  watcher->display = XOpenDisplay (NULL);
  if (watcher->display == NULL ||
      !XDamageQueryExtension (watcher->display, &watcher->damage_event, &error_base))
    g_error ("No display, or none that tells what is painted");
  XSetErrorHandler (ignore_error);
  XSelectInput (watcher->display, DefaultRootWindow (watcher->display), SubstructureNotifyMask);
  XSync (watcher->display, False);
  watcher->tells = g_getenv ("BENCH_WINDOW_VERBOSE") != NULL;
}

static double
since_start_ms (const Watcher *watcher)
{
  return (double) (g_get_monotonic_time () - watcher->began_us) / 1000;
}

static void
tell (const Watcher *watcher, const XDamageNotifyEvent *event)
{
  if (watcher->tells)
    printf ("  %.1f ms: window 0x%lx of %u x %u, painted %u x %u\n", since_start_ms (watcher),
            event->drawable, event->geometry.width, event->geometry.height, event->area.width,
            event->area.height);
}

/* Whether the next event is that a window was painted. */
static gboolean
take_event (const Watcher *watcher)
{
  XEvent event;
  const XDamageNotifyEvent *damage = (const XDamageNotifyEvent *) &event;

  XNextEvent (watcher->display, &event);
  if (event.type == CreateNotify)
    {
      XDamageCreate (watcher->display, event.xcreatewindow.window, XDamageReportRawRectangles);
      XFlush (watcher->display);
    }
  if (event.type != watcher->damage_event + XDamageNotify)
    return FALSE;
  tell (watcher, damage);
  return damage->area.width >= SMALLEST && damage->area.height >= SMALLEST;
}

/* Whether there was something large before the time was over. */
static gboolean
wait_for_paint (const Watcher *watcher, gint64 until_us)
{
  struct pollfd fd = { ConnectionNumber (watcher->display), POLLIN, 0 };

  while (g_get_monotonic_time () < until_us)
    {
      while (XPending (watcher->display) > 0)
        if (take_event (watcher))
          return TRUE;
      poll (&fd, 1, 100);
    }
  return FALSE;
}

static double
busy_ms (GPid pid)
{
  struct timespec time = { 0, 0 };
  clockid_t id;

  if (clock_getcpuclockid (pid, &id) == 0)
    clock_gettime (id, &time);
  return (double) MICROS (time) / 1000;
}

static void
end (const Watcher *watcher, GPid pid)
{
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  g_spawn_close_pid (pid);
  XSync (watcher->display, True);
}

static Start
start (Watcher *watcher, const char *program)
{
  const char *arguments[] = { program, NULL };
  g_autoptr (GError) error = NULL;
  Start took = { 0 };
  GPid pid;

  watcher->began_us = g_get_monotonic_time ();
  if (!g_spawn_async (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error))
    g_error ("%s", error->message);
  if (!wait_for_paint (watcher, watcher->began_us + LIMIT_US))
    g_error ("No window was painted");
  took.clock_ms = since_start_ms (watcher);
  took.busy_ms = busy_ms (pid);
  do
    took.complete_ms = since_start_ms (watcher);
  while (wait_for_paint (watcher, g_get_monotonic_time () + QUIET_US));
  end (watcher, pid);
  return took;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *x = a;
  const double *y = b;

  return *x < *y ? -1 : *x > *y;
}

static double
median (const Start *starts, guint count, gsize offset)
{
  g_autofree double *values = g_new (double, count);

  for (guint i = 0; i < count; i++)
    values[i] = G_STRUCT_MEMBER (double, &starts[i], offset);
  qsort (values, count, sizeof (double), compare);
  return values[count / 2];
}

static void
print (const char *name, const Start *starts, guint count)
{
  double clock_ms = median (starts, count, G_STRUCT_OFFSET (Start, clock_ms));
  double busy = median (starts, count, G_STRUCT_OFFSET (Start, busy_ms));
  double complete = median (starts, count, G_STRUCT_OFFSET (Start, complete_ms));

  printf ("  %s: first frame after %.1f ms, %.1f ms busy; complete after %.1f ms (median of %u)\n", name,
          clock_ms, busy, complete, count);
  printf (
      "{\"figure\": \"%s\", \"count\": %u, \"clock_ms\": %.2f, \"busy_ms\": %.2f, \"complete_ms\": %.2f}\n",
      name, count, clock_ms, busy, complete);
}

static void
print_ratio (const Start *ours, const Start *peer, guint count)
{
  gsize clock_ms = G_STRUCT_OFFSET (Start, clock_ms);
  gsize busy = G_STRUCT_OFFSET (Start, busy_ms);
  double by_clock = median (ours, count, clock_ms) / median (peer, count, clock_ms);
  double by_busy = median (ours, count, busy) / median (peer, count, busy);

  printf ("  window: %.2f times as long as the empty window, %.2f times as busy\n", by_clock, by_busy);
  printf ("{\"figure\": \"window-ratio\", \"permille\": %.0f, \"busy_permille\": %.0f}\n", 1000 * by_clock,
          1000 * by_busy);
}

int
main (int argc, char **argv)
{
  guint count = argc > 3 ? (guint) atoi (argv[3]) : STARTS;
  g_autofree Start *ours = g_new0 (Start, count);
  g_autofree Start *peer = g_new0 (Start, count);
  Watcher watcher = { 0 };

  if (argc < 3 || count == 0)
    {
      fprintf (stderr, "usage: bench-window PROGRAM PEER [COUNT]\n");
      return 2;
    }
  open_watcher (&watcher);
  start (&watcher, argv[1]);
  start (&watcher, argv[2]);
  for (guint i = 0; i < count; i++)
    {
      ours[i] = start (&watcher, argv[1]);
      peer[i] = start (&watcher, argv[2]);
    }
  print ("window", ours, count);
  print ("window-empty", peer, count);
  print_ratio (ours, peer, count);
  XCloseDisplay (watcher.display);
  return 0;
}
