/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A stream cut into items. Used by one thread at a time. Of a mail that is too big only the end is looked
 * for, so the window never grows far beyond OD_MAIL_MAX_BYTES. */

#include "od-pieces.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-blocks.h"
#include "od-mail.h"
#include "od-mbox.h"
#include "od-sniff.h"

#define TEXT_PIECE (1024 * 1024)
/* Bytes before the place of the search that od_mbox_scan() looks back at. */
#define LOOK_BACK 4

struct _OdPieces
{
  OdBlocks *blocks;
  char *name;
  OdSniffed kind;
  guint64 number; /* of the item given last, from 1 */
};

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, format, arguments));
  va_end (arguments);
  return FALSE;
}

static gboolean
is_utf16 (const OdBlocks *blocks)
{
  gsize length;
  const char *bytes = od_blocks_peek (blocks, &length);

  return length >= 2 && (memcmp (bytes, "\xFF\xFE", 2) == 0 || memcmp (bytes, "\xFE\xFF", 2) == 0);
}

/* Windows saves "Unicode" as UTF-16 with a byte order mark. Such a file is taken as a whole. */
static gboolean
make_utf8 (OdPieces *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  gsize length;
  const char *bytes;
  char *text;

  if (!od_blocks_fill_to (self->blocks, OD_MAIL_MAX_BYTES + 1, cancellable, error))
    return FALSE;
  bytes = od_blocks_peek (self->blocks, &length);
  if (length > OD_MAIL_MAX_BYTES)
    return fail (error, _ ("“%s” is saved as UTF-16 and too big to be read as that. Save it as UTF-8."),
                 self->name);
  text = g_convert_with_fallback (bytes, (gssize) (length & ~(gsize) 1), "UTF-8", "UTF-16", "?", NULL,
                                  &length, NULL);
  if (text == NULL)
    return fail (error, _ ("“%s” is neither a mail nor text, so there is nothing to explain in it."),
                 self->name);

  stream = g_memory_input_stream_new_from_data (text, (gssize) length, g_free);
  od_blocks_free (self->blocks);
  self->blocks = od_blocks_new (stream);
  return od_blocks_fill_to (self->blocks, OD_SNIFF_NEEDED, cancellable, error);
}

static gboolean
find_kind (OdPieces *self, GCancellable *cancellable, GError **error)
{
  gsize length;
  gsize lead;
  const char *bytes;

  if (!od_blocks_fill_to (self->blocks, OD_SNIFF_NEEDED, cancellable, error))
    return FALSE;
  if (is_utf16 (self->blocks) && !make_utf8 (self, cancellable, error))
    return FALSE;

  bytes = od_blocks_peek (self->blocks, &length);
  self->kind = od_sniff (bytes, MIN (length, OD_SNIFF_BYTES), od_blocks_at_end (self->blocks), &lead);
  if (self->kind == OD_SNIFF_EMPTY)
    return fail (error, _ ("“%s” is empty."), self->name);
  if (self->kind == OD_SNIFF_BINARY)
    return fail (error, _ ("“%s” is neither a mail nor text, so there is nothing to explain in it."),
                 self->name);
  od_blocks_skip (self->blocks, lead);
  return TRUE;
}

OdPieces *
od_pieces_new (GInputStream *stream, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (OdPieces) self = g_new0 (OdPieces, 1);

  self->blocks = od_blocks_new (stream);
  self->name = g_strdup (name);
  return find_kind (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

void
od_pieces_free (OdPieces *self)
{
  if (self == NULL)
    return;
  od_blocks_free (self->blocks);
  g_free (self->name);
  g_free (self);
}

static OdItem *
item_new (OdPieces *self, OdItemKind kind, gboolean numbered)
{
  OdItem *item = g_new0 (OdItem, 1);

  self->number++;
  item->kind = kind;
  item->name = numbered ? g_strdup_printf ("%s: %" G_GUINT64_FORMAT, self->name, self->number)
                        : g_strdup (self->name);
  return item;
}

static OdItem *
item_too_big (OdPieces *self, gboolean numbered)
{
  OdItem *item = item_new (self, OD_ITEM_MAIL, numbered);

  item->error = g_error_new (OD_MAIL_ERROR, OD_MAIL_ERROR_TOO_BIG,
                             _ ("This mail is larger than %d MiB and was left out."),
                             OD_MAIL_MAX_BYTES / (1024 * 1024));
  return item;
}

/* Takes @length bytes from the window. */
static OdItem *
item_of_window (OdPieces *self, OdItemKind kind, gboolean numbered, gsize length)
{
  OdItem *item = item_new (self, kind, numbered);
  gsize available;

  item->bytes = g_bytes_new (od_blocks_peek (self->blocks, &available), length);
  od_blocks_skip (self->blocks, length);
  return item;
}

static OdItem *
mail_of_mbox (OdPieces *self, const OdMboxScan *scan)
{
  OdItem *item = item_new (self, OD_ITEM_MAIL, TRUE);
  gsize length;
  const char *bytes = od_blocks_peek (self->blocks, &length);
  char *mail = g_memdup2 (bytes, MAX (scan->mail_end, 1));

  length = scan->quoted ? od_mbox_unquote (mail, scan->mail_end) : scan->mail_end;
  item->bytes = g_bytes_new_take (mail, length);
  od_blocks_skip (self->blocks, scan->next);
  return item;
}

/* Lets go what was searched of a mail that is too big. */
static void
let_go (OdPieces *self, OdMboxScan *scan)
{
  gsize gone = scan->scanned > LOOK_BACK ? scan->scanned - LOOK_BACK : 0;

  od_blocks_skip (self->blocks, gone);
  scan->scanned -= gone;
}

/* The separator, which the search has seen whole, and what earlier hops left between it and the header. */
static void
skip_separators (OdPieces *self)
{
  for (;;)
    {
      gsize length;
      const char *bytes = od_blocks_peek (self->blocks, &length);
      const char *line_end = memchr (bytes, '\n', length);
      gboolean is_separator = length > 6 &&
                              (memcmp (bytes, "From ", 5) == 0 || memcmp (bytes, ">From ", 6) == 0);

      if (!is_separator || (line_end == NULL && !od_blocks_at_end (self->blocks)))
        return;
      od_blocks_skip (self->blocks, line_end != NULL ? (gsize) (line_end + 1 - bytes) : length);
    }
}

static OdItem *
next_of_mbox (OdPieces *self, GCancellable *cancellable, GError **error)
{
  OdMboxScan scan = { 0 };
  gboolean too_big = FALSE;
  gsize length;
  const char *bytes;

  skip_separators (self);
  while (bytes = od_blocks_peek (self->blocks, &length),
         !od_mbox_scan (&scan, bytes, length, od_blocks_at_end (self->blocks)))
    {
      too_big = too_big || length > OD_MAIL_MAX_BYTES;
      if (too_big)
        let_go (self, &scan);
      if (!od_blocks_fill (self->blocks, cancellable, error))
        return NULL;
    }
  if (!too_big && scan.mail_end <= OD_MAIL_MAX_BYTES)
    return mail_of_mbox (self, &scan);
  od_blocks_skip (self->blocks, scan.next);
  return item_too_big (self, TRUE);
}

static OdItem *
next_of_mail (OdPieces *self, GCancellable *cancellable, GError **error)
{
  gsize length;

  if (self->number > 0)
    return NULL;
  if (!od_blocks_fill_to (self->blocks, OD_MAIL_MAX_BYTES + 1, cancellable, error))
    return NULL;
  od_blocks_peek (self->blocks, &length);
  if (length > OD_MAIL_MAX_BYTES)
    return item_too_big (self, FALSE);
  return item_of_window (self, OD_ITEM_MAIL, FALSE, length);
}

static OdItem *
next_of_log (OdPieces *self, GCancellable *cancellable, GError **error)
{
  gsize length;
  const char *bytes = od_blocks_peek (self->blocks, &length);
  const char *line_end = memchr (bytes, '\n', length);

  while (line_end == NULL && length < TEXT_PIECE && !od_blocks_at_end (self->blocks))
    {
      if (!od_blocks_fill (self->blocks, cancellable, error))
        return NULL;
      bytes = od_blocks_peek (self->blocks, &length);
      line_end = memchr (bytes, '\n', length);
    }
  if (line_end != NULL)
    length = (gsize) (line_end + 1 - bytes);
  return item_of_window (self, OD_ITEM_LOG_LINE, TRUE, MIN (length, TEXT_PIECE));
}

static OdItem *
next_of_text (OdPieces *self, GCancellable *cancellable, GError **error)
{
  gsize length;
  const char *bytes;
  const char *line_end;
  gboolean is_whole;

  if (!od_blocks_fill_to (self->blocks, TEXT_PIECE + 1, cancellable, error))
    return NULL;
  bytes = od_blocks_peek (self->blocks, &length);
  is_whole = self->number == 0 && length <= TEXT_PIECE;
  if (length <= TEXT_PIECE)
    return item_of_window (self, OD_ITEM_TEXT, !is_whole, length);
  line_end = memrchr (bytes, '\n', TEXT_PIECE);
  return item_of_window (self, OD_ITEM_TEXT, TRUE,
                         line_end != NULL ? (gsize) (line_end + 1 - bytes) : TEXT_PIECE);
}

static gboolean
is_at_end (const OdPieces *self)
{
  gsize length;

  od_blocks_peek (self->blocks, &length);
  return length == 0 && od_blocks_at_end (self->blocks);
}

OdItem *
od_pieces_next (OdPieces *self, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!od_blocks_fill_to (self->blocks, 1, cancellable, error) || is_at_end (self))
    return NULL;
  switch (self->kind)
    {
    case OD_SNIFF_MBOX:
      return next_of_mbox (self, cancellable, error);
    case OD_SNIFF_MAIL:
      return next_of_mail (self, cancellable, error);
    case OD_SNIFF_LOG:
      return next_of_log (self, cancellable, error);
    default:
      return next_of_text (self, cancellable, error);
    }
}

const char *
od_pieces_name (const OdPieces *self)
{
  return self->name;
}

guint64
od_pieces_taken (const OdPieces *self)
{
  return od_blocks_taken (self->blocks);
}

gboolean
od_pieces_is_many (const OdPieces *self)
{
  return self->kind == OD_SNIFF_MBOX || self->kind == OD_SNIFF_LOG;
}
