/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What was given to explain, as it can be shown: safe, in lines of a bearable length, at most a beginning of
 * it; and where the deciding words stand in that. Pure, any thread. */

#pragma once

#include "od-explain.h"
#include "od-marked-text.h"

G_BEGIN_DECLS

/* More is not shown: a text view gets slow. */
#define OD_EXPLAIN_SHOWN_BYTES (128 * 1024)

/**
 * od_explain_shown:
 * @bytes: untrusted
 * @cut: (out): whether there is more than is shown
 *
 * Returns: (transfer full): UTF-8, safe to show, lines ended by line feeds
 */
char *od_explain_shown (const char *bytes, gsize length, gboolean *cut);

/**
 * od_explain_shown_mail:
 *
 * The same for a mail whose text is encoded: some headers, the readable text, what the report says of the
 * recipients. What is not encoded stays as it is stored.
 */
char *od_explain_shown_mail (const char *bytes, gsize length, gboolean *cut);

/**
 * od_explain_find_words:
 * @shown: as made above
 * @words: as od_explained_words() gives them
 *
 * Looks from where the reply was read from, else from the beginning. Lines may have been broken within the
 * words.
 *
 * Returns: (transfer full): OdSpan, sorted by start, maybe empty
 */
GArray *od_explain_find_words (const char *shown, const OdExplained *explained, const char *const *words);

G_END_DECLS
