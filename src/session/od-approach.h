/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The way to the server: names to addresses, MX in a direct run, connection. Every look-up and every attempt
 * is recorded. Private to this folder; worker thread. */

#pragma once

#include "od-run.h"

G_BEGIN_DECLS

/* Fills run->host (in a direct run: the exchanger reached), run->socket and run->dialogue; FALSE when the run
 * is over (RFC 5321 §5.1, RFC 7505, RFC 8305). */
gboolean od_approach (OdRun *run);

G_END_DECLS
