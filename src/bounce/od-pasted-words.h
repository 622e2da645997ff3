/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of mail programs, libraries and web forms around a reply: tables of phrases, not rules. Pure, any
 * thread. Private to this folder. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each takes text in small letters (ASCII only folded). */

/* Whether these are the words of a mail program or library. */
gboolean od_pasted_words_of_program (const char *small);
/* Whether these are the words of a bounce, or its fields. */
gboolean od_pasted_words_of_bounce (const char *small);
/* The stage that a program's words tell; static, NULL if none. */
const char *od_pasted_words_stage (const char *small);
/* Where from @at on the program's advice begins that follows a reply: its place, else the length. */
gsize od_pasted_words_stop (const char *small, gsize at);
/* Where the words of a server begin behind "The mail server responded:" and its like; 0: nowhere. */
gsize od_pasted_words_lead_in (const char *small);

/* "0x800ccc0f" in small letters, (transfer full), or NULL. */
char *od_pasted_words_client_code (const char *small);

/* What is left without greetings, signature and marks of quoting, as one safe line of at most 4 KiB;
 * (transfer full). */
char *od_pasted_words_substance (const char *text, gsize length);

G_END_DECLS
