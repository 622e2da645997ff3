/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The address of a page for the words of a source: "RFC 5321 §4.2.2" has one, the name of a book has none.
 * Pure, any thread. Nothing is fetched. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * od_source_link:
 * @source: as in the knowledge: "RFC 5321 §4.2.2", "draft-…", "support.example.org/page"
 *
 * Returns: (transfer full): "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.2" …, or NULL where the words
 *   name no page
 */
char *od_source_link (const char *source);

G_END_DECLS
