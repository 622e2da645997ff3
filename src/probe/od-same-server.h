/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether another name leads to the server of the run. Blocking, worker thread. */

#pragma once

#include "od-probe.h"

G_BEGIN_DECLS

/**
 * od_same_server:
 * @addresses: GInetAddress *, what the other name leads to
 *
 * Whether one of them is the address that was connected to (fact server.address), or one that the server's
 * name leads to now: large services give out a part of their addresses at a time.
 */
gboolean od_same_server (const OdProbeCase *self, GPtrArray *addresses);

G_END_DECLS
