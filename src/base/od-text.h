/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Text on its way between the wire and a person: untrusted bytes made safe to show, text folded for
 * comparison, and {placeholders} filled in. Pure functions, any thread. Nothing here does I/O. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * od_text_make_safe:
 * @bytes: untrusted bytes, NUL allowed when @length >= 0
 * @length: number of bytes, or -1 if NUL-terminated
 *
 * The only way of untrusted bytes to a window, terminal, file or clipboard (SECURITY.md row 10). Valid
 * UTF-8 stays; invalid bytes, C0 and C1 controls and DEL become `\xNN`; bidi controls, zero-width and tag
 * characters, line and paragraph separators and unassigned code points become `\u{NNNN}`; more than four
 * combining marks in a row are cut to four and `…`. TAB becomes a space. The result never holds a line break.
 *
 * Returns: (transfer full): UTF-8 text
 */
char *od_text_make_safe (const char *bytes, gssize length);

/**
 * od_text_fold:
 *
 * Returns: (transfer full): @text in lower case (Unicode casefold, NFKC), every run of white space one space,
 *   typographic quotation marks and dashes as those of ASCII, trimmed: the form that patterns of the
 * knowledge are matched against.
 */
char *od_text_fold (const char *text);

/**
 * od_text_unfold:
 * @folded: what od_text_fold() made of @text
 * @start: of a piece of @folded, in bytes
 * @end: one behind it
 *
 * Returns: (transfer full): the piece as it stands in @text; where letters were joined by folding, as near as
 * it can be told
 */
char *od_text_unfold (const char *text, const char *folded, gsize start, gsize end);

/**
 * od_text_collapse:
 *
 * Returns: (transfer full): @text trimmed and with every run of white space as one space, as gettext's ITS
 *   rule space="default" leaves it in the catalogue.
 */
char *od_text_collapse (const char *text);

/* Gives the text for a placeholder, (transfer full), or NULL if there is none. */
typedef char *(*OdTextLookup) (const char *name, gpointer user_data);

/**
 * od_text_expand:
 *
 * Fills each `{name}` in @text by @lookup. `{{` and `}}` stand for braces. A name without text becomes "…".
 *
 * Returns: (transfer full): the filled text
 */
char *od_text_expand (const char *text, OdTextLookup lookup, gpointer user_data);

/**
 * od_text_placeholders:
 *
 * Returns: (transfer full): the sorted names in braces in @text, each once, NULL-terminated
 */
char **od_text_placeholders (const char *text);

/**
 * od_text_isolate:
 *
 * Returns: (transfer full): @text between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE when it holds
 *   right-to-left letters, else a copy: foreign text cannot turn the sentence around it.
 */
char *od_text_isolate (const char *text);

G_END_DECLS
