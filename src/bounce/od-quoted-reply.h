/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Replies of servers quoted inside other text: "host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown
 * (in reply to RCPT TO command)". Finds code, enhanced status, words, and the stage where the text around
 * tells it. Pure, any thread. Linear in the length of the text; no pattern library on this path, for speed.
 */

#pragma once

#include "od-facts.h"

G_BEGIN_DECLS

typedef struct
{
  guint code;        /* 200–599, 0: none was given */
  char status[12];   /* "5.1.1", "" if none */
  const char *stage; /* name of an OdStage as the facts know it ("rcpt", "dot" …), static; NULL: the text does
                        not tell */
  char *text;  /* the words, lines joined by a space, codes and statuses of every line taken off, raw bytes */
  gsize start; /* of the quotation in the text, bytes */
  gsize length;
} OdQuotedReply;

void od_quoted_reply_free (OdQuotedReply *self);

/**
 * od_quoted_replies_find:
 * @text: one paragraph or notice, UTF-8, any line ends
 *
 * Every reply in the order of the text. A number counts as a code only where it stands as one (RFC 5321 §4.2:
 * three digits 200–599 at the start of a line or after the words that introduce a reply, then a space, a
 * hyphen, or an enhanced status; a status of its own like "#5.1.1" or "(5.1.1)" counts too). "554-…"
 * continuation lines are one reply, also where wrapping broke its lines.
 *
 * Returns: (transfer full): OdQuotedReply *, maybe empty
 */
GPtrArray *od_quoted_replies_find (const char *text, gsize length);

/* The first (for a bounce: deciding) one, or NULL. */
OdQuotedReply *od_quoted_reply_find (const char *text, gsize length);

/* Adds code, status, text (safe), stage to @facts, from @source. */
void od_quoted_reply_add_facts (const OdQuotedReply *self, OdFacts *facts, const char *source);

/* The stage a name of a command in prose tells: "RCPT TO", "MAIL FROM", "DATA", "end of DATA", "EHLO",
 * "STARTTLS", "AUTH", "connect", "greeting"; static, NULL if none. */
const char *od_quoted_stage (const char *words, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdQuotedReply, od_quoted_reply_free)

G_END_DECLS
