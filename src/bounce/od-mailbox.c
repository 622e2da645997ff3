/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The front of all sources: a file, a folder, a stream. Used by one thread at a time. In a folder, a file
 * that cannot be read is an item with an error, and the next one follows. */

#include "od-mailbox.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "od-folder.h"
#include "od-open-file.h"
#include "od-pieces.h"
#include "od-text.h"

struct _OdMailbox
{
  OdFolder *folder;     /* NULL: one file or stream */
  OdFolderEntry *ahead; /* of the folder, not yet opened */
  OdPieces *pieces;     /* of the file open now, or NULL */
  guint64 size;         /* of that file, 0: not known */
  guint64 index;        /* of the next item */
};

void
od_item_free (OdItem *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_error (&self->error);
  g_free (self->name);
  g_free (self);
}

void
od_mailbox_free (OdMailbox *self)
{
  if (self == NULL)
    return;
  od_folder_free (self->folder);
  od_folder_entry_free (self->ahead);
  od_pieces_free (self->pieces);
  g_free (self);
}

static gboolean
open_folder (OdMailbox *self, GFile *file, const char *name, GCancellable *cancellable, GError **error)
{
  self->folder = od_folder_new (file, name, cancellable, error);
  if (self->folder == NULL)
    return FALSE;
  self->ahead = od_folder_next (self->folder, cancellable);
  if (self->ahead != NULL)
    return TRUE;
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("There are no mails in the folder “%s”."),
                 name);
  return FALSE;
}

static gboolean
open_file (OdMailbox *self,
           GFile *file,
           const char *name,
           gboolean may_be_link,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GInputStream) stream = od_open_file (file, name, may_be_link, &self->size, cancellable, error);

  if (stream == NULL)
    return FALSE;
  self->pieces = od_pieces_new (stream, name, cancellable, error);
  return self->pieces != NULL;
}

OdMailbox *
od_mailbox_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (OdMailbox) self = g_new0 (OdMailbox, 1);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = od_text_make_safe (base != NULL ? base : "?", -1);
  gboolean is_folder = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) ==
                       G_FILE_TYPE_DIRECTORY;
  gboolean is_open = is_folder ? open_folder (self, file, name, cancellable, error)
                               : open_file (self, file, name, TRUE, cancellable, error);

  return is_open ? g_steal_pointer (&self) : NULL;
}

OdMailbox *
od_mailbox_open_stream (GInputStream *stream, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (OdMailbox) self = g_new0 (OdMailbox, 1);

  self->pieces = od_pieces_new (stream, name, cancellable, error);
  return self->pieces != NULL ? g_steal_pointer (&self) : NULL;
}

static OdItem *
item_of_problem (const char *name, GError *problem)
{
  OdItem *item = g_new0 (OdItem, 1);

  item->kind = OD_ITEM_MAIL;
  item->name = g_strdup (name);
  item->error = problem;
  return item;
}

/* Opens the file of @entry; an item where that cannot be. */
static OdItem *
open_entry (OdMailbox *self, OdFolderEntry *entry, GCancellable *cancellable)
{
  GError *problem = NULL;

  if (entry->file == NULL)
    return item_of_problem (entry->name, g_steal_pointer (&entry->problem));
  if (open_file (self, entry->file, entry->name, FALSE, cancellable, &problem))
    return NULL;
  return item_of_problem (entry->name, problem);
}

static OdFolderEntry *
next_entry (OdMailbox *self, GCancellable *cancellable)
{
  if (self->ahead != NULL)
    return g_steal_pointer (&self->ahead);
  return od_folder_next (self->folder, cancellable);
}

/* The next item of the open file, which is closed at its end; where it breaks off, an item that says so. */
static OdItem *
next_of_file (OdMailbox *self, GCancellable *cancellable)
{
  GError *problem = NULL;
  OdItem *item = od_pieces_next (self->pieces, cancellable, &problem);

  if (item != NULL)
    return item;
  if (problem != NULL)
    item = item_of_problem (od_pieces_name (self->pieces), problem);
  g_clear_pointer (&self->pieces, od_pieces_free);
  return item;
}

static OdItem *
next_of_folder (OdMailbox *self, GCancellable *cancellable)
{
  OdItem *item = NULL;

  while (item == NULL)
    {
      if (self->pieces == NULL)
        {
          g_autoptr (OdFolderEntry) entry = next_entry (self, cancellable);

          if (entry == NULL)
            return NULL;
          item = open_entry (self, entry, cancellable);
        }
      if (item == NULL)
        item = next_of_file (self, cancellable);
    }
  return item;
}

OdItem *
od_mailbox_next (OdMailbox *self, GCancellable *cancellable, GError **error)
{
  OdItem *item;

  if (self->folder != NULL)
    item = next_of_folder (self, cancellable);
  else
    item = od_pieces_next (self->pieces, cancellable, error);
  if (g_cancellable_is_cancelled (cancellable))
    {
      g_clear_pointer (&item, od_item_free);
      if (error != NULL && *error == NULL)
        g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  if (item != NULL)
    item->index = self->index++;
  return item;
}

static double
progress_of_file (const OdMailbox *self)
{
  if (self->pieces == NULL || self->size == 0)
    return 0.0;
  return MIN ((double) od_pieces_taken (self->pieces) / (double) self->size, 1.0);
}

double
od_mailbox_progress (const OdMailbox *self)
{
  if (self->folder != NULL)
    return od_folder_progress (self->folder, progress_of_file (self));
  return self->size > 0 ? progress_of_file (self) : -1.0;
}

gboolean
od_mailbox_is_many (const OdMailbox *self)
{
  return self->folder != NULL || od_pieces_is_many (self->pieces);
}
