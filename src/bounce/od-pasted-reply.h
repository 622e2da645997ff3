/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Prose with replies in it, or without any, as cases. Pure, any thread. Private to this folder. */

#pragma once

#include "od-case.h"
#include "od-pasted.h"

G_BEGIN_DECLS

/* @text: UTF-8, NUL-terminated. Adds to @cases one a reply, or one of all words where there is none. Gives
 * OD_GIVEN_PROGRAM, _REPLY or _NOTHING. */
OdGivenKind od_pasted_prose_read (const char *text, GPtrArray *cases);

/* The quick way for a bare reply of one line; NULL if @text is none. */
OdCase *od_pasted_bare_reply_read (const char *text, gsize length);

G_END_DECLS
