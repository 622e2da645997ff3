/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The sliding window. Used by one thread at a time. It never reads ahead more than one block. */

#include "od-blocks.h"

#include <string.h>

#define BLOCK (256 * 1024)

struct _OdBlocks
{
  GInputStream *stream;
  char *data;
  gsize capacity;
  gsize start;
  gsize end;
  gboolean at_end;
  guint64 taken;
};

OdBlocks *
od_blocks_new (GInputStream *stream)
{
  OdBlocks *self = g_new0 (OdBlocks, 1);

  self->stream = g_object_ref (stream);
  self->capacity = 2 * BLOCK;
  self->data = g_malloc (self->capacity);
  return self;
}

void
od_blocks_free (OdBlocks *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->stream);
  g_free (self->data);
  g_free (self);
}

static void
make_room (OdBlocks *self)
{
  if (self->capacity - self->end >= BLOCK)
    return;
  memmove (self->data, self->data + self->start, self->end - self->start);
  self->end -= self->start;
  self->start = 0;
  if (self->capacity - self->end >= BLOCK)
    return;
  self->capacity *= 2;
  self->data = g_realloc (self->data, self->capacity);
}

gboolean
od_blocks_fill (OdBlocks *self, GCancellable *cancellable, GError **error)
{
  gssize count;

  if (self->at_end)
    return TRUE;
  make_room (self);
  count = g_input_stream_read (self->stream, self->data + self->end, BLOCK, cancellable, error);
  if (count < 0)
    return FALSE;
  self->end += (gsize) count;
  self->at_end = count == 0;
  return TRUE;
}

gboolean
od_blocks_fill_to (OdBlocks *self, gsize wanted, GCancellable *cancellable, GError **error)
{
  while (!self->at_end && self->end - self->start < wanted)
    if (!od_blocks_fill (self, cancellable, error))
      return FALSE;
  return TRUE;
}

const char *
od_blocks_peek (const OdBlocks *self, gsize *length)
{
  *length = self->end - self->start;
  return self->data + self->start;
}

void
od_blocks_skip (OdBlocks *self, gsize length)
{
  g_return_if_fail (length <= self->end - self->start);
  self->start += length;
  self->taken += length;
}

gboolean
od_blocks_at_end (const OdBlocks *self)
{
  return self->at_end;
}

guint64
od_blocks_taken (const OdBlocks *self)
{
  return self->taken;
}
