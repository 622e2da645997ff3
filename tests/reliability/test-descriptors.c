/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Listeners for whom no descriptor is left: they wait until there is one, without keeping the processor busy,
 * and then go on. */

#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "od-oauth-redirect.h"

#define STARVED_MS 600

static gpointer
wait_for_code (gpointer redirect)
{
  return od_oauth_redirect_wait (redirect, "the-state", od_deadline_in (60000), NULL, NULL);
}

static int
call_on (guint16 port)
{
  const struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  g_assert_cmpint (connect (fd, (const struct sockaddr *) &address, sizeof address), ==, 0);
  return fd;
}

/* Gives what the limit was. */
static struct rlimit
take_descriptors_away (void)
{
  struct rlimit before;
  struct rlimit none;
  int lowest = dup (STDIN_FILENO);

  g_assert_cmpint (lowest, >=, 0);
  close (lowest);
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  none = (struct rlimit){ .rlim_cur = (rlim_t) lowest, .rlim_max = before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &none), ==, 0);
  return before;
}

static gint64
processor_us (void)
{
  struct timespec used;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &used);
  return used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

static void
test_redirect (void)
{
  g_autoptr (GError) error = NULL;
  OdOauthRedirect *redirect = od_oauth_redirect_new (&error);
  g_autoptr (GUri) uri = g_uri_parse (od_oauth_redirect_get_uri (redirect), G_URI_FLAGS_NONE, NULL);
  guint16 port = (guint16) g_uri_get_port (uri);
  g_autofree char *request =
      g_strdup_printf ("GET /callback?state=the-state&code=c HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", port);
  int caller = call_on (port);
  const struct rlimit before = take_descriptors_away ();
  gint64 began_us = processor_us ();
  GThread *thread = g_thread_new ("wait", wait_for_code, redirect);
  g_autoptr (OdSecret) code = NULL;

  g_usleep (STARVED_MS * 1000);
  g_assert_cmpint (processor_us () - began_us, <, STARVED_MS * 1000 / 4);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);
  g_assert_cmpint (write (caller, request, strlen (request)), ==, (gssize) strlen (request));
  code = g_thread_join (thread);
  g_assert_nonnull (code);
  g_assert_cmpstr (od_secret_peek (code), ==, "c");
  close (caller);
  od_oauth_redirect_free (redirect);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/descriptors/redirect", test_redirect);
  return g_test_run ();
}
