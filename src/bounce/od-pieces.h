/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One stream cut into items: the mails of an mbox, one mail, the lines of a log, or text. Used by one thread
 * at a time. It opens nothing and parses nothing. */

#pragma once

#include "od-mailbox.h"

G_BEGIN_DECLS

typedef struct _OdPieces OdPieces;

/* @name: safe to show. NULL with G_IO_ERROR_INVALID_DATA in plain words where the stream is empty or no text,
 * or the stream's error. */
OdPieces *od_pieces_new (GInputStream *stream, const char *name, GCancellable *cancellable, GError **error);
void od_pieces_free (OdPieces *self);

/* (transfer full): the next item, its index unset; NULL at the end or with the stream's @error. */
OdItem *od_pieces_next (OdPieces *self, GCancellable *cancellable, GError **error);
const char *od_pieces_name (const OdPieces *self);
/* Bytes taken so far. */
guint64 od_pieces_taken (const OdPieces *self);
/* An mbox or a log. */
gboolean od_pieces_is_many (const OdPieces *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdPieces, od_pieces_free)

G_END_DECLS
