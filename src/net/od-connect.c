/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The race of connection attempts (RFC 8305 §5), in one worker thread with one poll(). Attempts are begun,
 * watched and ended here; each beginning and each end is reported in the order of time. It does not choose or
 * sort addresses, and it exchanges no bytes. */

#include "od-connect.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  OdConnectAttempt told; /* what reports show */
  GSocket *socket;       /* NULL where none could be made */
  gint64 ends_us;        /* its own time limit */
} Attempt;

typedef struct
{
  GPtrArray *addresses;
  guint next; /* index of the address to be tried next */
  gint64 next_us;
  guint16 port;
  guint attempt_ms;
  GPtrArray *running; /* Attempt *, in the order they began */
  GError *worst;      /* the failure that says most so far */
  OdConnectReport report;
  gpointer user_data;
} Race;

static void
attempt_free (Attempt *self)
{
  g_clear_object (&self->told.address);
  g_clear_object (&self->socket);
  g_free (self);
}

/* How much an error tells about the server: the larger the more. */
static int
telling (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return 4;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return 3;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return 1;
  return 2;
}

static void
race_keep_error (Race *race, const GError *error)
{
  if (race->worst != NULL && telling (race->worst) >= telling (error))
    return;
  g_clear_error (&race->worst);
  race->worst = g_error_copy (error);
}

static void
race_tell (Race *race, const Attempt *attempt)
{
  if (race->report != NULL)
    race->report (&attempt->told, race->user_data);
}

/* The end of an attempt that won (@error NULL), failed, or was given up. */
static void
race_end_attempt (Race *race, Attempt *attempt, const GError *error, gboolean abandoned)
{
  attempt->told.ended_us = g_get_monotonic_time ();
  attempt->told.error = error;
  attempt->told.abandoned = abandoned;
  race_tell (race, attempt);
  attempt->told.error = NULL;
}

/* A failure also calls the next address in at once (RFC 8305 §5). */
static void
race_fail_attempt (Race *race, Attempt *attempt, const GError *error)
{
  race_end_attempt (race, attempt, error, FALSE);
  race_keep_error (race, error);
  race->next_us = 0;
  g_ptr_array_remove (race->running, attempt);
}

/* A computer without IPv6 says so in several ways; all mean that there is no way to that address. */
static GError *
error_from_connect (int code)
{
  int kind = g_io_error_from_errno (code);

  if (code == EADDRNOTAVAIL || code == EAFNOSUPPORT || code == ENETDOWN)
    kind = G_IO_ERROR_NETWORK_UNREACHABLE;
  return g_error_new_literal (G_IO_ERROR, kind, g_strerror (code));
}

static GError *
error_of_limit (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                              _ ("There was no answer within the time limit."));
}

static GSocket *
open_socket (GInetAddress *address, GError **error)
{
  g_autoptr (GError) local = NULL;
  GSocket *socket =
      g_socket_new (g_inet_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &local);

  if (socket == NULL)
    {
      int kind = g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED)
                     ? G_IO_ERROR_NETWORK_UNREACHABLE
                     : local->code;
      g_set_error_literal (error, G_IO_ERROR, kind, local->message);
      return NULL;
    }
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  return socket;
}

/* Sends the SYN. FALSE with the error of the system if that cannot be done. */
static gboolean
begin_connect (Attempt *attempt, GError **error)
{
  g_autoptr (GSocketAddress) target = g_inet_socket_address_new (attempt->told.address, attempt->told.port);
  struct sockaddr_storage native;
  gssize size = g_socket_address_get_native_size (target);

  attempt->socket = open_socket (attempt->told.address, error);
  if (attempt->socket == NULL || !g_socket_address_to_native (target, &native, sizeof native, error))
    return FALSE;
  if (connect (g_socket_get_fd (attempt->socket), (struct sockaddr *) &native, size) == 0 ||
      errno == EINPROGRESS || errno == EINTR)
    return TRUE;
  g_propagate_error (error, error_from_connect (errno));
  return FALSE;
}

static void
race_begin_next (Race *race)
{
  g_autoptr (GError) error = NULL;
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->told.address = g_object_ref (g_ptr_array_index (race->addresses, race->next++));
  attempt->told.port = race->port;
  attempt->told.started_us = g_get_monotonic_time ();
  attempt->ends_us = attempt->told.started_us + (gint64) race->attempt_ms * 1000;
  race->next_us = attempt->told.started_us + OD_CONNECT_STAGGER_MS * 1000;
  g_ptr_array_add (race->running, attempt);
  race_tell (race, attempt);
  if (!begin_connect (attempt, &error))
    race_fail_attempt (race, attempt, error);
}

static OdDeadline
race_next_moment (const Race *race, OdDeadline deadline)
{
  OdDeadline moment = deadline;

  if (race->next < race->addresses->len)
    moment = od_deadline_earlier (moment, race->next_us);
  for (guint i = 0; i < race->running->len; i++)
    {
      const Attempt *attempt = g_ptr_array_index (race->running, i);
      moment = od_deadline_earlier (moment, attempt->ends_us);
    }
  return moment;
}

/* Sleeps until an attempt is decided, the next moment of the race comes, or somebody cancels. */
static gboolean
race_sleep (Race *race, GPollFD *fds, OdDeadline deadline, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  for (guint i = 0; i < race->running->len; i++)
    {
      Attempt *attempt = g_ptr_array_index (race->running, i);
      fds[i] = (GPollFD){ .fd = g_socket_get_fd (attempt->socket), .events = G_IO_OUT };
    }
  if (od_poll (fds, race->running->len, race_next_moment (race, deadline), cancellable, &local) ||
      g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What became of a connection that poll() calls ready; GSocket is told of the good end. */
static GError *
connect_result (GSocket *socket)
{
  int code = 0;
  socklen_t size = sizeof code;

  if (getsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_ERROR, &code, &size) < 0)
    code = errno;
  if (code != 0)
    return error_from_connect (code);
  g_socket_check_connect_result (socket, NULL);
  return NULL;
}

/* Whether the attempt is decided: connected (TRUE, @error NULL), failed, or over its time. */
static gboolean
attempt_is_decided (const Attempt *attempt, const GPollFD *fd, GError **error)
{
  if (fd->revents != 0)
    {
      *error = connect_result (attempt->socket);
      return TRUE;
    }
  if (od_deadline_left_ms (attempt->ends_us) > 0)
    return FALSE;
  *error = error_of_limit ();
  return TRUE;
}

/* Ends what is decided. Returns the attempt that won, still among the running, or NULL. */
static Attempt *
race_look (Race *race, const GPollFD *fds)
{
  guint n = race->running->len;
  guint removed = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      Attempt *attempt = g_ptr_array_index (race->running, i - removed);

      if (!attempt_is_decided (attempt, &fds[i], &error))
        continue;
      if (error == NULL)
        return attempt;
      race_fail_attempt (race, attempt, error);
      removed++;
    }
  return NULL;
}

static void
race_give_up_others (Race *race, const Attempt *winner, const GError *error)
{
  for (guint i = 0; i < race->running->len; i++)
    {
      Attempt *attempt = g_ptr_array_index (race->running, i);
      if (attempt != winner)
        race_end_attempt (race, attempt, error, winner != NULL);
    }
}

/* All addresses have failed, or the time for all is over. */
static void
race_lose (Race *race, GError **error)
{
  g_autoptr (GError) limit = error_of_limit ();

  if (race->running->len > 0)
    race_keep_error (race, limit);
  race_give_up_others (race, NULL, limit);
  g_propagate_error (error, g_steal_pointer (&race->worst));
}

static GSocket *
race_run (Race *race, OdDeadline deadline, GCancellable *cancellable, GError **error)
{
  g_autofree GPollFD *fds = g_new0 (GPollFD, race->addresses->len);
  g_autoptr (GError) stopped = NULL;
  Attempt *winner = NULL;

  while (od_deadline_left_ms (deadline) > 0)
    {
      if (race->next < race->addresses->len && od_deadline_left_ms (race->next_us) == 0)
        race_begin_next (race);
      else if (race->running->len == 0)
        break;
      else if (!race_sleep (race, fds, deadline, cancellable, &stopped))
        {
          race_give_up_others (race, NULL, stopped);
          g_propagate_error (error, g_steal_pointer (&stopped));
          return NULL;
        }
      else if ((winner = race_look (race, fds)) != NULL)
        {
          race_end_attempt (race, winner, NULL, FALSE);
          race_give_up_others (race, winner, NULL);
          return g_object_ref (winner->socket);
        }
    }
  race_lose (race, error);
  return NULL;
}

GSocket *
od_connect (GPtrArray *addresses,
            guint16 port,
            guint attempt_ms,
            OdDeadline deadline,
            OdConnectReport report,
            gpointer user_data,
            GCancellable *cancellable,
            GError **error)
{
  Race race = {
    .addresses = addresses, .port = port, .attempt_ms = attempt_ms, .report = report, .user_data = user_data
  };
  GSocket *socket;

  g_return_val_if_fail (addresses != NULL && addresses->len > 0, NULL);
  if (!od_deadline_check (deadline, cancellable, error))
    return NULL;
  race.running = g_ptr_array_new_with_free_func ((GDestroyNotify) attempt_free);
  socket = race_run (&race, deadline, cancellable, error);
  g_ptr_array_unref (race.running);
  g_clear_error (&race.worst);
  return socket;
}
