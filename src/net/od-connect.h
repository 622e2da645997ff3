/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Happy Eyeballs (RFC 8305 §5): the addresses of a server are tried one after the other, 250 ms apart, the
 * next at once when one fails; the first that answers wins, the others are given up. Every attempt is
 * reported when it begins and when it ends. Blocking, cancellable, worker thread. */

#pragma once

#include "od-deadline.h"

G_BEGIN_DECLS

#define OD_CONNECT_STAGGER_MS 250

/* One attempt, valid during the report only. */
typedef struct
{
  GInetAddress *address;
  guint16 port;
  gint64 started_us; /* monotonic */
  gint64 ended_us;   /* 0 while it goes on */
  const GError
      *error; /* NULL while it goes on and when it succeeded. G_IO_ERROR: CONNECTION_REFUSED, TIMED_OUT,
                 HOST_UNREACHABLE, NETWORK_UNREACHABLE, PERMISSION_DENIED, CONNECTION_CLOSED (reset) … */
  gboolean abandoned; /* another address was faster */
} OdConnectAttempt;

typedef void (*OdConnectReport) (const OdConnectAttempt *attempt, gpointer user_data);

/**
 * od_connect:
 * @addresses: GInetAddress *
 * @attempt_ms: time limit of one address
 * @deadline: of all together
 *
 * Returns: (transfer full): a connected, non-blocking socket with TCP_NODELAY; NULL with the error of the
 * attempt that says most (refused before timed out before unreachable), or G_IO_ERROR_CANCELLED
 */
GSocket *od_connect (GPtrArray *addresses,
                     guint16 port,
                     guint attempt_ms,
                     OdDeadline deadline,
                     OdConnectReport report,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error);

G_END_DECLS
