/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The inner part of od-quoted-reply: reads one reply whose place is known. Pure, any thread. Used there only.
 */

#pragma once

#include "od-quoted-reply.h"

G_BEGIN_DECLS

/**
 * od_quoted_words_read:
 * @floor: what stands before it in @text is not looked at
 * @at: where the code, or a status without a code, begins
 * @reply: zeroed; gets all but the stage
 *
 * Returns: the place behind the quotation; always behind @at
 */
gsize od_quoted_words_read (const char *text, gsize length, gsize floor, gsize at, OdQuotedReply *reply);

G_END_DECLS
