/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The line stream: one buffer of 8 KiB between the socket (or TLS) and the reader of lines. Used by one
 * worker thread at a time. It knows nothing of replies: where a reply ends and what it means is decided
 * above. An unfinished line stays here, so that who waits longer loses nothing. */

#include "od-line-stream.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include <glib/gi18n-lib.h>

#define BUFFER_SIZE 8192

struct _OdLineStream
{
  GSocket *socket;
  OdTls *tls;      /* NULL while plain */
  gboolean used;   /* a byte has been exchanged in plain text */
  gboolean broken; /* the handshake failed: no byte more */
  GError *late;    /* met while looking for pending bytes, for the next read */
  char buffer[BUFFER_SIZE];
  gsize start; /* the unread part of the buffer */
  gsize end;
  GString *line;            /* the unfinished line */
  gsize max;                /* of the last read */
  char *client_certificate; /* PEM file, or NULL */
  gboolean any_certificate;
};

OdLineStream *
od_line_stream_new (GSocket *socket)
{
  OdLineStream *self = g_new0 (OdLineStream, 1);

  self->socket = g_object_ref (socket);
  g_socket_set_blocking (socket, FALSE);
  self->line = g_string_new (NULL);
  return self;
}

void
od_line_stream_free (OdLineStream *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->tls, od_tls_free);
  g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
  g_clear_error (&self->late);
  g_string_free (self->line, TRUE);
  g_free (self->client_certificate);
  g_free (self);
}

void
od_line_stream_set_client_certificate (OdLineStream *self, const char *file)
{
  g_free (self->client_certificate);
  self->client_certificate = file != NULL && *file != '\0' ? g_strdup (file) : NULL;
}

void
od_line_stream_accept_any_certificate (OdLineStream *self)
{
  self->any_certificate = TRUE;
}

static gboolean
take_certificates (OdLineStream *self)
{
  if (self->any_certificate)
    od_tls_accept_any_certificate (self->tls);
  return TRUE;
}

static gboolean
show_client_certificate (OdLineStream *self, GError **error)
{
  return self->client_certificate == NULL ||
         od_tls_use_client_certificate (self->tls, self->client_certificate, error);
}

OdTls *
od_line_stream_get_tls (OdLineStream *self)
{
  return self->broken ? NULL : self->tls;
}

static gboolean
check_usable (OdLineStream *self, GError **error)
{
  if (!self->broken)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                       _ ("The encryption could not be set up; the connection is not used any more."));
  return FALSE;
}

static void
set_errno_error (GError **error, int code)
{
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
}

static gssize
receive_plain (OdLineStream *self, void *buffer, gsize length, GError **error)
{
  gssize n;

  do
    n = recv (g_socket_get_fd (self->socket), buffer, length, MSG_DONTWAIT);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    set_errno_error (error, errno);
  return n;
}

/* Reads what is there, never waiting: -1 with G_IO_ERROR_WOULD_BLOCK if that is nothing. */
static gssize
receive_now (OdLineStream *self, void *buffer, gsize length, GError **error)
{
  if (self->tls != NULL)
    return od_tls_read_now (self->tls, buffer, length, error);
  return receive_plain (self, buffer, length, error);
}

/* Fills the empty buffer with what is there. FALSE with an error: nothing there, the end, or worse. */
static gboolean
fill_now (OdLineStream *self, GError **error)
{
  gssize n = receive_now (self, self->buffer, BUFFER_SIZE, error);

  self->start = 0;
  self->end = n > 0 ? n : 0;
  self->used = self->used || n > 0;
  if (n == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The server closed the connection."));
  return n > 0;
}

static gboolean
fill (OdLineStream *self, OdDeadline deadline, GCancellable *cancellable, GError **error)
{
  if (self->late != NULL)
    {
      g_propagate_error (error, g_error_copy (self->late));
      return FALSE;
    }
  if (!od_deadline_check (deadline, cancellable, error))
    return FALSE;
  for (;;)
    {
      g_autoptr (GError) local = NULL;

      if (fill_now (self, &local))
        return TRUE;
      if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      /* What is there after the wait is read, however late it was looked at; the next bytes ask the clock
       * again. */
      if (!od_wait_for_socket (self->socket, G_IO_IN, deadline, cancellable, error))
        return FALSE;
    }
}

/* Moves the buffer up to and with the first LF to the line; all of it if there is none. */
static gboolean
take_line (OdLineStream *self)
{
  const char *from = self->buffer + self->start;
  gsize available = self->end - self->start;
  const char *lf = memchr (from, '\n', available);
  gsize length = lf != NULL ? (gsize) (lf - from) + 1 : available;

  g_string_append_len (self->line, from, length);
  self->start += length;
  return lf != NULL;
}

/* Whether the line is within the limit; @end_length octets of it are its end. One CR may still wait for its
 * LF. */
static gboolean
check_length (OdLineStream *self, gsize end_length, GError **error)
{
  gboolean open_cr = end_length == 0 && self->line->len > 0 && self->line->str[self->line->len - 1] == '\r';

  if (self->line->len - end_length - (open_cr ? 1 : 0) <= self->max)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
               _ ("The server sent a line of more than %u characters."), (guint) self->max);
  return FALSE;
}

static gboolean
read_until_end (OdLineStream *self, OdDeadline deadline, GCancellable *cancellable, GError **error)
{
  while (self->start == self->end || !take_line (self))
    {
      if (!check_length (self, 0, error))
        return FALSE;
      if (self->start == self->end && !fill (self, deadline, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

char *
od_line_stream_read_line (OdLineStream *self,
                          gsize max,
                          OdDeadline deadline,
                          GCancellable *cancellable,
                          gsize *length,
                          gboolean *bare_lf,
                          GError **error)
{
  gsize end_length;
  GString *line;

  self->max = max;
  if (!check_usable (self, error) || !read_until_end (self, deadline, cancellable, error))
    return NULL;
  line = self->line;
  end_length = line->len >= 2 && line->str[line->len - 2] == '\r' ? 2 : 1;
  if (!check_length (self, end_length, error))
    return NULL;
  if (bare_lf != NULL)
    *bare_lf = end_length == 1;
  g_string_truncate (line, line->len - end_length);
  if (length != NULL)
    *length = line->len;
  self->line = g_string_new (NULL);
  return g_string_free (line, FALSE);
}

GBytes *
od_line_stream_steal_partial (OdLineStream *self)
{
  GBytes *partial = NULL;

  if (self->line->len > 0)
    partial = g_bytes_new (self->line->str, MIN (self->line->len, self->max));
  g_string_truncate (self->line, 0);
  return partial;
}

static gssize
send_plain (OdLineStream *self, const void *bytes, gsize length, GError **error)
{
  gssize n;

  do
    n = send (g_socket_get_fd (self->socket), bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    set_errno_error (error, errno);
  return n;
}

static gssize
write_some_plain (OdLineStream *self,
                  const void *bytes,
                  gsize length,
                  OdDeadline deadline,
                  GCancellable *cancellable,
                  GError **error)
{
  for (;;)
    {
      g_autoptr (GError) local = NULL;
      gssize n = send_plain (self, bytes, length, &local);

      if (n >= 0)
        return n;
      if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return -1;
        }
      if (!od_wait_for_socket (self->socket, G_IO_OUT, deadline, cancellable, error))
        return -1;
    }
}

gboolean
od_line_stream_write (OdLineStream *self,
                      const void *bytes,
                      gsize length,
                      OdDeadline deadline,
                      GCancellable *cancellable,
                      GError **error)
{
  const char *at = bytes;

  if (!check_usable (self, error))
    return FALSE;
  self->used = TRUE;
  while (length > 0)
    {
      gssize n;

      if (!od_deadline_check (deadline, cancellable, error))
        return FALSE;
      n = self->tls != NULL ? od_tls_write (self->tls, at, length, deadline, cancellable, error)
                            : write_some_plain (self, at, length, deadline, cancellable, error);
      if (n < 0)
        return FALSE;
      at += n;
      length -= n;
    }
  return TRUE;
}

gboolean
od_line_stream_has_pending (OdLineStream *self)
{
  g_autoptr (GError) error = NULL;

  if (self->start < self->end || self->line->len > 0)
    return TRUE;
  if (self->broken || self->late != NULL)
    return FALSE;
  if (fill_now (self, &error))
    return TRUE;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    self->late = g_steal_pointer (&error);
  return FALSE;
}

/* On a fresh connection the first bytes are the handshake's business: it can tell what came in its place. */
static gboolean
check_nothing_before_tls (OdLineStream *self, GError **error)
{
  if (!self->used || !od_line_stream_has_pending (self))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("The server sent something between its consent to encrypt and the encryption."));
  return FALSE;
}

gboolean
od_line_stream_start_tls (OdLineStream *self,
                          const char *host,
                          const char *ca_file,
                          OdDeadline deadline,
                          GCancellable *cancellable,
                          OdTlsInfo **info,
                          GError **error)
{
  gboolean ok;

  g_return_val_if_fail (self->tls == NULL, FALSE);
  if (info != NULL)
    *info = NULL;
  if (!check_usable (self, error))
    return FALSE;
  ok = check_nothing_before_tls (self, error) &&
       (self->tls = od_tls_new (self->socket, host, ca_file, error)) != NULL &&
       show_client_certificate (self, error) && take_certificates (self) &&
       od_tls_handshake (self->tls, deadline, cancellable, info, error);
  self->broken = !ok;
  return ok;
}
