/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The time of day from a web server. Blocking, cancellable, worker thread. */

#pragma once

#include "od-deadline.h"

G_BEGIN_DECLS

/**
 * od_http_date:
 * @url: http or https; no certificate is demanded, for all are false where the clock is
 *
 * One HEAD, without redirects: the header Date of the answer, whatever its status (RFC 9110 §6.6.1).
 *
 * Returns: (transfer full): NULL where there was none, with @error where there was no answer
 */
GDateTime *od_http_date (const char *url, OdDeadline deadline, GCancellable *cancellable, GError **error);

G_END_DECLS
