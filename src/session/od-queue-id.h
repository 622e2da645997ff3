/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The id under which a server keeps a message it has accepted, found in its reply to the final dot, as far as
 * the usual servers write one. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text: the reply in words, without code and status, lines separated by '\n'. Returns: (transfer full): NULL
 * where no known form fits: a guess would send people looking for the wrong thing. */
char *od_queue_id_find (const char *text);

G_END_DECLS
