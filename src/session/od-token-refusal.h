/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a server says about a token it refuses: the JSON in its 334 (RFC 7628 §3.2.2; Google and Microsoft for
 * XOAUTH2). Any thread. */

#pragma once

#include "od-outcome.h"

G_BEGIN_DECLS

/* Adds the facts token.status, token.scope and token.schemes, so far as they are said. @text: (nullable): the
 * JSON. */
void od_outcome_add_token_refusal (OdOutcome *outcome, const char *text);

G_END_DECLS
