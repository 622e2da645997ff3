/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Text with some of its words marked: where they stand, and how a terminal shows them. Pure, any thread. The
 * text must be safe to show already (od-text.h). */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A piece of a text, in bytes. */
typedef struct
{
  gsize start;
  gsize end; /* one behind it */
} OdSpan;

/* (transfer full): OdSpan, sorted, not overlapping: where @words stand in @text. Each word is marked once,
 * where it stands by itself if it does. A word that is not there is passed over. */
GArray *od_marked_spans (const char *text, const char *const *words);

/* Columns that @length bytes of text take on a terminal (-1: all): wide letters two, combining marks none. */
guint od_text_columns (const char *text, gssize length);

/**
 * od_marked_text_add:
 * @indent: columns before each line
 * @width: columns to break at, at spaces; 0: do not
 * @colour: mark by bold and underline of the terminal, else by a line of "^" below
 *
 * Adds @text to @out, a line end behind each line.
 */
void od_marked_text_add (GString *out,
                         const char *text,
                         const GArray *spans,
                         guint indent,
                         guint width,
                         gboolean colour);

G_END_DECLS
