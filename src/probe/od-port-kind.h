/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a port of a mail server speaks, found by one talk where it can be, and by three at most: one begins
 * with TLS, the other waits for a greeting. Blocking, worker thread; it never logs in. */

#pragma once

#include "od-probe.h"

G_BEGIN_DECLS

typedef struct
{
  const char *kind;   /* a word of the facts port.465 and port.mode; NULL: the time for all was over */
  const char *verify; /* of its certificate: "good", "bad"; NULL: none was seen */
  const char *auth;   /* whether a login is offered, "yes" or "no"; NULL: not found out */
} OdPortKind;

/**
 * od_port_kind_find:
 * @tls_first: what to try first; the other way is tried where this one does not tell
 *
 * "tls": TLS from the start, whatever its certificate or version is worth. "starttls", "plain": a greeting,
 * and STARTTLS offered or not. "mute": silence to both. "other": no mail server. "failed": it refused to talk
 * (a greeting of 421 or 554, EHLO refused), so that nothing can be said. Else as od_probe_reached().
 */
OdPortKind od_port_kind_find (const OdProbeCase *self, const char *host, guint port, gboolean tls_first);

G_END_DECLS
