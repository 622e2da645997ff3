/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What introduces a number in prose: a word that announces a code, a mark, the start of a line. Pure, any
 * thread. Used by od-reply-number.c and the readers of dialogues. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OD_REPLY_INTRO_NONE,
  OD_REPLY_INTRO_WEAK,   /* "was", "with": only before something that looks like a reply */
  OD_REPLY_INTRO_MARK,   /* a colon, a bracket, a quotation mark */
  OD_REPLY_INTRO_LINE,   /* first in its line */
  OD_REPLY_INTRO_STRONG, /* "code", "said": whatever follows */
} OdReplyIntro;

/* What stands before @at. */
OdReplyIntro od_reply_intro_before (const char *text, gsize at);

/* The start of the line that @at is in, and whether only marks of quoting or of a dialogue ("> ", "<<< ",
 * "← ") stand between it and @at. */
gsize od_reply_intro_line_start (const char *text, gsize at);
gboolean od_reply_intro_begins_line (const char *text, gsize at);

G_END_DECLS
