/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The date that a server tells, in its greeting or in a header. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * od_date_in_text:
 *
 * The first date and time with its zone in @text, as RFC 5322 §3.3 and RFC 9110 §5.6.7 write them: "Tue, 24
 * Nov 2026 10:11:12 +0100", "… GMT". Without a zone it tells nothing.
 *
 * Returns: (transfer full): NULL where there is none
 */
GDateTime *od_date_in_text (const char *text);

G_END_DECLS
