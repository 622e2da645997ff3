/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of patterns share: expressions as they are written and as they are compiled. Any thread. */

#pragma once

#ifndef PCRE2_CODE_UNIT_WIDTH
#define PCRE2_CODE_UNIT_WIDTH 8
#endif

#include <pcre2.h>

#include "od-pattern.h"

G_BEGIN_DECLS

/* Writes @text to @out with the {words} of the table (name → alternatives) filled in and classes of letters
 * of several bytes as choices. FALSE with a name that is not known, to be freed. */
gboolean od_pattern_expand (GHashTable *words, const char *text, GString *out, char **unknown);

/* Length of a "…" or "‥" at @text, and how far it reaches; 0: none is there. */
gsize od_pattern_mark_length (const char *text, guint *reach);

/* (transfer full), NULL with what is wrong, to be freed; @why: (nullable). */
pcre2_code *od_pattern_compile (const char *expression, char **why);

/* Whether "…" stands only between pieces, not in parentheses and not beside "|". FALSE with
 * OD_XML_ERROR_CONTENT. */
gboolean od_pattern_check_marks (const char *expression,
                                 const char *file_name,
                                 const OdXmlNode *node,
                                 GError **error);
/* Whether one piece is an expression that can match folded text. Costs a compilation. */
gboolean od_pattern_check_piece (const char *expression,
                                 const char *file_name,
                                 const OdXmlNode *node,
                                 GError **error);

G_END_DECLS
