/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The TLS handshake as a step of the run, with what it gave as facts. Private to this folder; worker thread.
 */

#pragma once

#include "od-run.h"

G_BEGIN_DECLS

/* Shakes hands on the connection, demanding run->host of the certificate. FALSE when the run is over: not a
 * byte more may be sent then, not even QUIT (RFC 3207 §4.1, RFC 8314 §3.3). */
gboolean od_encrypt (OdRun *run);

G_END_DECLS
