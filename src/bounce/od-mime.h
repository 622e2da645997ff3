/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Bytes of a mail to readable UTF-8: transfer encodings, charsets, encoded words (RFC 2045 §6, RFC 2047), by
 * GMime. Its parser of whole messages is not used: it takes 200 times the memory of a hostile mail
 * (SECURITY.md §1 item 5). Any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The first bytes of a body with its transfer encoding undone, at most @most of them. (transfer full),
 * terminated; @decoded gets their number. @encoding: value of Content-Transfer-Encoding, or NULL. */
char *od_mime_decode_body (const char *body, gsize length, const char *encoding, gsize most, gsize *decoded);

/* Bytes as UTF-8: by @charset (NULL: not told) where that is known and fits, else UTF-8 if it is valid, else
 * Windows-1252. NUL becomes a space. (transfer full). */
char *od_mime_to_utf8 (const char *bytes, gsize length, const char *charset);

/* A header value with encoded words and raw bytes read; NULL where @value is plain ASCII as it stands.
 * (transfer full). */
char *od_mime_decode_words (const char *value);

G_END_DECLS
