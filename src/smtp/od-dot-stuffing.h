/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The message as it goes over the wire (RFC 5321 §4.5.2). Any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dot-stuffing as the message streams out (§4.5.2): @at_line_start keeps state between blocks (begin with
 * TRUE). Appends to @out. Bare CR and bare LF become CRLF; @last_was_cr keeps that state (begin with FALSE).
 */
typedef struct
{
  gboolean at_line_start;
  gboolean last_was_cr;
} OdDotStuffing;
#define OD_DOT_STUFFING_INIT \
  {                          \
    TRUE, FALSE              \
  }
void od_stuff_dots (OdDotStuffing *state, const char *block, gsize length, GByteArray *out);
/* What is still missing before the final dot: CRLF unless at the start of a line; then ".\r\n". */
void od_end_dots (OdDotStuffing *state, GByteArray *out);

G_END_DECLS
