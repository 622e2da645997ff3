/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What kind of thing a file is, told from its first bytes; names and endings are not asked. Pure, any
 * thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The decision needs as many first bytes (or the end), and uses as many as this if they are there. */
#define OD_SNIFF_NEEDED 1024
#define OD_SNIFF_BYTES  (64 * 1024)

typedef enum
{
  OD_SNIFF_EMPTY, /* nothing, or blank lines only */
  OD_SNIFF_BINARY,
  OD_SNIFF_MBOX,
  OD_SNIFF_MAIL,
  OD_SNIFF_LOG, /* lines of a mail server's log */
  OD_SNIFF_TEXT,
} OdSniffed;

/* @lead: (out): bytes before the content: a byte order mark, blank lines before the first mail */
OdSniffed od_sniff (const char *bytes, gsize length, gboolean at_end, gsize *lead);

G_END_DECLS
