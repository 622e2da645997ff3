/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The state of reading one quotation, and its brackets and quotation marks. Any thread. Used by
 * od-quoted-words.c only. */

#pragma once

#include "od-quoted-reply.h"

G_BEGIN_DECLS

/* Reading one quotation. */
typedef struct
{
  const char *text;
  gsize length;
  gsize floor; /* where the quotation before ended */
  gsize at;
  OdQuotedReply *reply;
  GString *words;
  char quote;     /* the mark that closes the quotation, or 0 */
  guint inner;    /* marks of that kind open within it */
  gboolean loose; /* the first code stood by itself: "code 550." */
  gboolean more;  /* the last code had a hyphen: another line follows */
  guint depth[3]; /* open "(", "[", "<" within the words */
} OdQuotedScan;

/* Counts brackets at @c, the byte at scan->at; TRUE where one closes that the quotation stands in. */
gboolean od_quoted_scan_closes_bracket (OdQuotedScan *scan, char c);
/* Whether the quotation mark is closed at scan->at that the quotation stands in. */
gboolean od_quoted_scan_closes_quote (OdQuotedScan *scan);
/* Takes plain words with single spaces between them, @most bytes at most. FALSE where none stand at
 * scan->at. */
gboolean od_quoted_scan_take_plain (OdQuotedScan *scan, gsize most);

G_END_DECLS
