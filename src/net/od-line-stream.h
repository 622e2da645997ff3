/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines to and from a server, plain or through TLS, on one connected socket. Reads are bounded in length and
 * time, writes are complete or an error. Blocking, cancellable, worker thread; belongs to one thread at a
 * time. */

#pragma once

#include "od-tls.h"

G_BEGIN_DECLS

typedef struct _OdLineStream OdLineStream;

/* Takes a reference on @socket. */
OdLineStream *od_line_stream_new (GSocket *socket);
/* Closes the socket. */
void od_line_stream_free (OdLineStream *self);

/**
 * od_line_stream_read_line:
 * @max: longest line in octets, without its end
 * @length: (out): octets in the line; it may hold NUL
 * @bare_lf: (out): whether it ended in LF alone
 *
 * Returns: (transfer full): the line without CRLF or LF, NUL-terminated. NULL with G_IO_ERROR_TIMED_OUT,
 * _CANCELLED, _CLOSED (orderly end of stream), _CONNECTION_CLOSED (reset; GLib gives it the same number as
 * _BROKEN_PIPE), _MESSAGE_TOO_LARGE (no line end within @max), or OD_TLS_ERROR. What had come of a line is
 * kept: it may be taken with od_line_stream_steal_partial(), or, after a time-out, be read on
 */
char *od_line_stream_read_line (OdLineStream *self,
                                gsize max,
                                OdDeadline deadline,
                                GCancellable *cancellable,
                                gsize *length,
                                gboolean *bare_lf,
                                GError **error);
/* After an error: the octets of the unfinished line, (transfer full), NULL if none. At most @max of the last
 * read. */
GBytes *od_line_stream_steal_partial (OdLineStream *self);

/* Writes all of it. While writing a long message, answers that come early are left for reading. */
gboolean od_line_stream_write (OdLineStream *self,
                               const void *bytes,
                               gsize length,
                               OdDeadline deadline,
                               GCancellable *cancellable,
                               GError **error);

/* Whether the peer has sent anything that is not read yet: in the buffer, in TLS, or in the socket (asked
 * without waiting). The end of the stream does not count; the next read tells of it. */
gboolean od_line_stream_has_pending (OdLineStream *self);

/**
 * od_line_stream_start_tls:
 *
 * After a plain dialogue nothing may be unread, here or in the socket, or G_IO_ERROR_INVALID_DATA: bytes
 * before the handshake are an attack (RFC 3207 §6). On a fresh connection (TLS from the start) such bytes
 * are OD_TLS_ERROR_PLAIN_TEXT of the handshake. After a failure nothing more is read or written
 * (G_IO_ERROR_NOT_CONNECTED). @info as in od_tls_handshake(); NULL where no handshake was begun.
 */
gboolean od_line_stream_start_tls (OdLineStream *self,
                                   const char *host,
                                   const char *ca_file,
                                   OdDeadline deadline,
                                   GCancellable *cancellable,
                                   OdTlsInfo **info,
                                   GError **error);
/* For a later od_line_stream_start_tls(): see od_tls_use_client_certificate(). NULL or "": none. */
void od_line_stream_set_client_certificate (OdLineStream *self, const char *file);
/* The same: see od_tls_accept_any_certificate(). */
void od_line_stream_accept_any_certificate (OdLineStream *self);
/* NULL while plain, and after a handshake that failed. */
OdTls *od_line_stream_get_tls (OdLineStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdLineStream, od_line_stream_free)

G_END_DECLS
