/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where one mail of an mbox ends and the next begins (RFC 4155, and the looser habits of real programs), and
 * the undoing of ">From ". Pure, any thread. It reads no file. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OD_MBOX_NO,
  OD_MBOX_YES,
  OD_MBOX_NEED_MORE, /* the bytes do not tell yet */
} OdMboxAnswer;

/**
 * od_mbox_is_separator:
 * @line: bytes from the start of a line that follows a blank one, or from the start of the file
 * @length: as many as there are
 * @at_end: nothing comes after them
 *
 * A separator is "From ", a sender, and a date with time and year, or the sender alone; and a header line, a
 * blank line or the end follows. "From now on …" in a text is none.
 */
OdMboxAnswer od_mbox_is_separator (const char *line, gsize length, gboolean at_end);

/* The search for the end of one mail, which may be continued when more bytes are there. */
typedef struct
{
  gsize scanned;   /* bytes that need not be looked at again; begin with 0 */
  gboolean quoted; /* there may be ">From " lines */
  gsize mail_end;  /* where found: the end of the mail, without the blank line before the separator, */
  gsize next;      /* and the start of the separator */
} OdMboxScan;

/* @bytes: from the start of the mail, after its separator line. TRUE where the end is found; at the end of
 * the file, what is left is the mail and the answer is TRUE too. */
gboolean od_mbox_scan (OdMboxScan *scan, const char *bytes, gsize length, gboolean at_end);

/* Takes one ">" off each line of the form ">From ", ">>From " … in place; the new length. */
gsize od_mbox_unquote (char *bytes, gsize length);

G_END_DECLS
