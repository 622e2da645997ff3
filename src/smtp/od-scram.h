/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The messages of a SCRAM server (RFC 5802 §7), looked at before libgsasl sees them: it takes any iteration
 * count and would compute for hours (SECURITY.md §1). Pure functions, any thread; no cryptography here.
 * Errors are of OD_SASL_ERROR. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): the nonce of a client-first message of @length bytes, NULL if it has none. */
char *od_scram_client_nonce (const char *client_first, gsize length);

/* `r=…,s=…,i=…` and optional extensions, in this order. OD_SASL_ERROR_CHALLENGE if it is anything else, if
 * the nonce does not begin with @client_nonce and go on, or if a mandatory extension (m=) is demanded;
 * OD_SASL_ERROR_ITERATIONS if the count is outside OD_SASL_MIN_ITERATIONS … OD_SASL_MAX_ITERATIONS. */
gboolean od_scram_check_server_first (GBytes *message, const char *client_nonce, GError **error);

/* The salt and the count of a message that od_scram_check_server_first() took. (transfer full) */
GBytes *od_scram_get_salt (GBytes *server_first, guint *iterations);

/* `v=…` and nothing after it. OD_SASL_ERROR_CHALLENGE for anything else; `e=…` is named in the message, made
 * safe. */
gboolean od_scram_check_server_final (GBytes *message, GError **error);

/* Whether @data (nullable) looks like a server-final message: it begins with `v=` or `e=`. */
gboolean od_scram_is_server_final (GBytes *data);

G_END_DECLS
