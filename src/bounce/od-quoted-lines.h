/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines of a quoted reply. Pure, any thread. Used by od-quoted-words.c. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The place behind spaces and ">" marks of quoting at @at. */
gsize od_quoted_lines_skip_marks (const char *text, gsize length, gsize at);
/* Whether something else begins in the line at @at (an empty line, a field, a transcript's ">>>", the next
 * recipient), so that it is no wrapped line of a reply. */
gboolean od_quoted_lines_is_other (const char *text, gsize length, gsize at);

/* Whether "(in reply to …" stands at @at, wrapped or not. */
gboolean od_quoted_lines_is_aside (const char *text, gsize length, gsize at);

G_END_DECLS
