/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The test message: composed for what the server can take, and streamed out. Private to this folder; worker
 * thread. */

#pragma once

#include "od-run.h"

G_BEGIN_DECLS

/* Whether an address of the envelope has other letters than ASCII (RFC 6531 §3.4). */
gboolean od_letter_needs_smtputf8 (const OdRun *run);
/* Fills run->message; FALSE when the run is over. */
gboolean od_letter_compose (OdRun *run);
/* MAIL FROM with the parameters that are offered and wanted (RFC 5321 §4.1.1.2). */
OdSmtpCommand *od_letter_mail_command (OdRun *run, GError **error);
/* RCPT TO, with NOTIFY where a notice is asked for (RFC 3461 §4.1). */
OdSmtpCommand *od_letter_rcpt_command (OdRun *run, guint index, GError **error);
/* Streams the message and the final dot (RFC 5321 §4.5.2); FALSE when the run is over. */
gboolean od_letter_send (OdRun *run);

G_END_DECLS
