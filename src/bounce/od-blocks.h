/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A window that slides over a stream: big reads, and the bytes in it stay in one piece until they are taken.
 * Its memory is what the longest piece needed. Used by one thread at a time. It knows nothing of lines or
 * mails. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _OdBlocks OdBlocks;

OdBlocks *od_blocks_new (GInputStream *stream);
void od_blocks_free (OdBlocks *self);

/* Reads one block more into the window. FALSE with the stream's error; the end of the stream is no error. */
gboolean od_blocks_fill (OdBlocks *self, GCancellable *cancellable, GError **error);
/* Fills until the window holds @wanted bytes or the stream has ended. */
gboolean od_blocks_fill_to (OdBlocks *self, gsize wanted, GCancellable *cancellable, GError **error);
/* The bytes not taken yet; valid until the next fill. */
const char *od_blocks_peek (const OdBlocks *self, gsize *length);
/* Takes bytes from the front; @length at most what the window holds. */
void od_blocks_skip (OdBlocks *self, gsize length);
/* Whether the stream has ended: the window holds the last bytes. */
gboolean od_blocks_at_end (const OdBlocks *self);
/* Bytes taken so far. */
guint64 od_blocks_taken (const OdBlocks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdBlocks, od_blocks_free)

G_END_DECLS
