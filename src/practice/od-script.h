/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* clang-format off */
/* The dialogue of a server as data: one line a step, run in order, once a connection.
 *
 *   S text       sends text and CRLF
 *   C VERB       reads a line; it must begin with VERB (any case), or the connection is closed; C * takes any line
 *   TLS name     shakes hands with the certificate of that name
 *   AUTHDONE     takes AUTH and the exchange of PLAIN or LOGIN, without the last reply
 *   BODY         reads up to the final dot
 *   Z seconds    waits
 *   H            holds the connection until the client closes
 *   FIN          closes
 *
 * and macros, a correct server's part: @G greeting · @E EHLO with STARTTLS · @T STARTTLS, handshake "good",
 * EHLO with AUTH · @A login accepted ·
 * @M @R @D MAIL, RCPT, DATA accepted · @B the body · @OK 250 queued · @Q QUIT. Immutable once read; any
 * thread. */
/* clang-format on */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OD_SCRIPT_SEND,
  OD_SCRIPT_EXPECT,
  OD_SCRIPT_TLS,
  OD_SCRIPT_LOGIN,
  OD_SCRIPT_BODY,
  OD_SCRIPT_SLEEP,
  OD_SCRIPT_HOLD,
  OD_SCRIPT_CLOSE,
} OdScriptVerb;

typedef struct
{
  OdScriptVerb verb;
  char *argument; /* "" if it has none */
} OdScriptStep;

/* Returns: (transfer full): OdScriptStep *; NULL with G_IO_ERROR_INVALID_DATA naming the line */
GPtrArray *od_script_parse (const char *text, GError **error);

G_END_DECLS
