/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The line of a list that stands for a kept run, and the summary at the head of its file from which it is
 * read. Any thread. */

#pragma once

#include "od-report.h"

G_BEGIN_DECLS

/* All texts are safe to show. */
typedef struct
{
  char *id;        /* for od_history_load() */
  GDateTime *when; /* local time at the start of the run */
  char *address;   /* of the person; may be empty */
  char *server;    /* empty in a direct run */
  guint port;
  char *outcome; /* word of the fact: "accepted", "rejected", … */
  char *verdict; /* id of the finding */
  char *title;   /* its title, in the language it was made in */
} OdHistoryEntry;

void od_history_entry_free (OdHistoryEntry *self);

/* (transfer full): of a run that is at hand. */
OdHistoryEntry *od_history_entry_new (const char *id, const OdResult *result);

/* (transfer full): as a file has it; od_report_read() reads it too. */
char *od_history_entry_make_file (const OdHistoryEntry *self, const OdResult *result);

/**
 * od_history_entry_read:
 *
 * Returns: (transfer full): from the head of the file, or from the whole of it where the head does not tell;
 * NULL with an error: G_IO_ERROR_NOT_SUPPORTED where a later version wrote it, od_history_error_is_content()
 * where it is broken
 */
OdHistoryEntry *od_history_entry_read (const char *id, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdHistoryEntry, od_history_entry_free)

G_END_DECLS
