/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The listening side: a thread accepts, a thread a connection plays. Stopping cancels them all and waits. */

#include "od-script-server.h"

#include "od-script-player.h"

/* More connections than this at once are not answered: a practice has one patient. */
#define MAX_CONNECTIONS 16

struct _OdScriptServer
{
  GSocket *listener;
  guint16 port;
  GPtrArray *scripts;
  OdPracticeCertificates *certificates;
  GCancellable *stop;
  GThread *thread;    /* NULL for a port that plays nothing */
  GPtrArray *fillers; /* GSocket *: connections that keep a silent port busy */
};

typedef struct
{
  OdScriptServer *server;
  GSocket *socket;
  GPtrArray *steps;
} Connection;

static GSocket *
bind_loopback (guint16 port, GError **error)
{
  g_autoptr (GSocket)
      socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);

  if (!socket || !g_socket_bind (socket, address, FALSE, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static OdScriptServer *
server_new (GError **error)
{
  g_autoptr (GSocket) socket = bind_loopback (0, error);
  g_autoptr (GSocketAddress) address = socket ? g_socket_get_local_address (socket, error) : NULL;

  if (!address)
    return NULL;

  OdScriptServer *self = g_new0 (OdScriptServer, 1);
  self->listener = g_steal_pointer (&socket);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->stop = g_cancellable_new ();
  self->fillers = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

static gpointer
play (gpointer data)
{
  Connection *connection = data;

  od_script_play (connection->steps, connection->socket, connection->server->certificates,
                  connection->server->stop);
  g_socket_close (connection->socket, NULL);
  g_object_unref (connection->socket);
  g_free (connection);
  return NULL;
}

static GThread *
begin_connection (OdScriptServer *self, GSocket *socket, guint number)
{
  Connection *connection = g_new (Connection, 1);

  connection->server = self;
  connection->socket = socket;
  connection->steps = g_ptr_array_index (self->scripts, MIN (number, self->scripts->len - 1));
  return g_thread_new ("practice-dialogue", play, connection);
}

static gpointer
listen_on (gpointer data)
{
  OdScriptServer *self = data;
  g_autoptr (GQueue) threads = g_queue_new ();

  for (guint number = 0;; number++)
    {
      GSocket *socket = g_socket_accept (self->listener, self->stop, NULL);

      if (!socket)
        break;
      g_queue_push_tail (threads, begin_connection (self, socket, number));
      if (g_queue_get_length (threads) > MAX_CONNECTIONS)
        g_thread_join (g_queue_pop_head (threads));
    }
  while (!g_queue_is_empty (threads))
    g_thread_join (g_queue_pop_head (threads));
  return NULL;
}

OdScriptServer *
od_script_server_new (GPtrArray *scripts, OdPracticeCertificates *certificates, GError **error)
{
  g_autoptr (OdScriptServer) self = server_new (error);

  if (!self || !g_socket_listen (self->listener, error))
    return NULL;
  self->scripts = g_ptr_array_ref (scripts);
  self->certificates = certificates;
  self->thread = g_thread_new ("practice-server", listen_on, self);
  return g_steal_pointer (&self);
}

/* Bound but not listening: the system refuses whoever comes. */
OdScriptServer *
od_script_server_new_closed (GError **error)
{
  return server_new (error);
}

static void
fill_backlog (OdScriptServer *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, self->port);

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GSocket)
          filler = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

      if (!filler)
        return;
      g_socket_set_blocking (filler, FALSE);
      g_socket_connect (filler, address, NULL, NULL);
      g_ptr_array_add (self->fillers, g_steal_pointer (&filler));
    }
}

/* Nobody accepts and the queue is full: the system drops whoever comes, as a firewall does. */
OdScriptServer *
od_script_server_new_silent (GError **error)
{
  g_autoptr (OdScriptServer) self = server_new (error);

  if (!self)
    return NULL;
  g_socket_set_listen_backlog (self->listener, 0);
  if (!g_socket_listen (self->listener, error))
    return NULL;
  fill_backlog (self);
  return g_steal_pointer (&self);
}

void
od_script_server_free (OdScriptServer *self)
{
  g_cancellable_cancel (self->stop);
  if (self->thread)
    g_thread_join (self->thread);
  g_ptr_array_unref (self->fillers);
  g_socket_close (self->listener, NULL);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_clear_pointer (&self->scripts, g_ptr_array_unref);
  g_free (self);
}

guint16
od_script_server_get_port (const OdScriptServer *self)
{
  return self->port;
}
