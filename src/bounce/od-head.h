/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A header block as raw bytes (RFC 5322 §2.2): its fields one after another, and parameters of a value (RFC
 * 2045 §5.1). Looks and copies nothing; any thread, linear. It decodes no encoded words (od-mime.h does). */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A field: bytes of the block, not terminated. */
typedef struct
{
  const char *name;
  gsize name_length;
  const char *value; /* folding kept, spaces around taken off */
  gsize value_length;
} OdHeadField;

/* The place behind the line at @at, line end included. */
const char *od_head_after_line (const char *at, const char *end);

/* Whether the line at @at holds nothing but its end. */
gboolean od_head_is_blank (const char *at, const char *end);

/* Whether the line at @at begins a field "Name: value". */
gboolean od_head_is_field (const char *at, const char *end);

/* The field at @at or after it; lines that are none are passed over. FALSE at the end. */
gboolean od_head_next (const char **at, const char *end, OdHeadField *field);

/* The first field of that name, any letters. */
gboolean od_head_find (const char *head, gsize length, const char *name, OdHeadField *field);

/* The value with its folding undone, (transfer full). */
char *od_head_unfold (const char *value, gsize length);

/* A parameter of a value, as boundary or charset; (transfer full), NULL if there is none. */
char *od_head_parameter (const char *value, gsize length, const char *name);

G_END_DECLS
