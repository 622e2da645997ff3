/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A source of many things to explain: a file (.eml, mbox, log, text), a Maildir, a folder of files. Reads one
 * after another in bounded memory; it parses nothing. Used by one thread at a time. Regular files only (no
 * FIFO, no device). */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  OD_ITEM_MAIL,     /* one mail, bytes as stored, without the "From " line and with ">From " undone */
  OD_ITEM_TEXT,     /* a text, or a piece of a large one cut at a line end, at most 1 MiB */
  OD_ITEM_LOG_LINE, /* one line of a mail server's log, for od_log_line_read() */
} OdItemKind;

typedef struct
{
  OdItemKind kind;
  GBytes *bytes;
  char *name;    /* safe to show: "bounces.mbox: 17", "cur/1234.host" */
  guint64 index; /* 0, 1, … over the whole mailbox */
  GError *error; /* why this item cannot be read (too big, unreadable file); bytes is NULL then */
} OdItem;

void od_item_free (OdItem *self);

typedef struct _OdMailbox OdMailbox;

/* @file: a file or folder. NULL with a GIO error in plain words (missing, no permission, neither file nor
 * folder, empty). */
OdMailbox *od_mailbox_open (GFile *file, GCancellable *cancellable, GError **error);
/* The same over an open stream, as stdin: mbox, one mail, or text. */
OdMailbox *od_mailbox_open_stream (GInputStream *stream,
                                   const char *name,
                                   GCancellable *cancellable,
                                   GError **error);
void od_mailbox_free (OdMailbox *self);

/* (transfer full): the next item; NULL at the end, or with @error where nothing more can be read at all. A
 * single bad mail is an item with an error. */
OdItem *od_mailbox_next (OdMailbox *self, GCancellable *cancellable, GError **error);
/* 0.0–1.0 of the bytes; -1 where it is not known. */
double od_mailbox_progress (const OdMailbox *self);
/* Whether it can hold many mails (mbox, Maildir, folder), rather than one thing. */
gboolean od_mailbox_is_many (const OdMailbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdItem, od_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdMailbox, od_mailbox_free)

G_END_DECLS
