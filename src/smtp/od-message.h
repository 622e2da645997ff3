/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The test message (GMime): Date, Message-ID, From, To, Subject, Auto-Submitted, X-Mailer-free, UTF-8 text;
 * lines of at most 998 octets and CRLF (RFC 5322 §2.1.1), padded to a chosen size for a size test. No I/O;
 * any thread. */

#pragma once

#include <gio/gio.h>

#include "od-address.h"

G_BEGIN_DECLS

#define OD_MESSAGE_MAX_SIZE (100 * 1024 * 1024)

typedef struct
{
  const OdAddress *from;
  GPtrArray *to; /* OdAddress * */
  const char *subject;
  const char *text; /* UTF-8, any line ends */
  GDateTime *date;
  const char *message_id; /* without angle brackets, or NULL: made up at the sender's domain */
  guint64 size;           /* pad to at least this many octets, 0 = as it comes */
  gboolean ascii_only;    /* server offers no 8BITMIME: quoted-printable/base64 */
} OdMessageParts;

/* Returns: (transfer full): the message with CRLF line ends, before dot-stuffing. NULL with
 * G_IO_ERROR_INVALID_ARGUMENT. */
GBytes *od_message_compose (const OdMessageParts *parts, GError **error);

/* Starts the MIME library, once in a process; the other user of it (bounce/od-mime.c) calls this too. Any
 * thread. */
void od_message_start_mime (void);

G_END_DECLS
