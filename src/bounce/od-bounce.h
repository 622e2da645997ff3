/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From a mail to its stories: delivery reports by RFC 3464 and the free-form notices of qmail, Exim, Postfix,
 * Sendmail, Exchange, Domino and the big providers, one case a recipient. Pure, any thread. It does not say
 * what they mean. */

#pragma once

#include "od-case.h"
#include "od-mail.h"

G_BEGIN_DECLS

/**
 * od_bounce_read:
 *
 * Returns: (transfer full): OdCase *, one a recipient, in the order of the report; empty if @mail is no
 * bounce. Facts: given=bounce, recipient, action (RFC 3464 §2.3.3), code, status, text, stage, remote-mta,
 * reported-by. Of a report whose Diagnostic-Code says little ("smtp; 550", an own local word) the notice's
 * paragraph about that recipient is a further reading.
 */
GPtrArray *od_bounce_read (const OdMail *mail);

/* The free-form part alone: the text of a notice, as it is also pasted. Empty if nothing in it speaks of a
 * failed delivery. */
GPtrArray *od_bounce_text_read (const char *text, gsize length);

G_END_DECLS
