/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The files of a folder and the folders in it, one after another, sorted by name; of a Maildir its "cur" and
 * "new". Names that begin with a dot are passed over, links are not followed. Used by one thread at a time.
 * It opens no file. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _OdFolder OdFolder;

/* @name: safe to show. NULL with a G_IO_ERROR in plain words where it cannot be listed. */
OdFolder *od_folder_new (GFile *folder, const char *name, GCancellable *cancellable, GError **error);
void od_folder_free (OdFolder *self);

typedef struct
{
  GFile *file; /* NULL where @problem says why there is none */
  char *name;  /* safe to show, as seen from the folder: "cur/1234.host" */
  GError *problem;
} OdFolderEntry;

void od_folder_entry_free (OdFolderEntry *self);

/* (transfer full): the next file, or NULL at the end or when cancelled. */
OdFolderEntry *od_folder_next (OdFolder *self, GCancellable *cancellable);
/* 0.0–1.0: how much of the folder lies before the file given last; @within: 0.0–1.0 of that file. */
double od_folder_progress (const OdFolder *self, double within);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdFolder, od_folder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdFolderEntry, od_folder_entry_free)

G_END_DECLS
