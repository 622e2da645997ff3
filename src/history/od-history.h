/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The runs of earlier days, kept on this computer without secrets: a file a run, the JSON of the report with
 * a summary at its head, in the folder outbox-doctor/history of the person's data. At most 200 runs and 64
 * MiB, the oldest go first. A file that cannot be read is set aside, never overwritten. Whether runs are kept
 * at all is for the caller to decide. Blocking; any thread, and several processes at once. */

#pragma once

#include "od-history-entry.h"

G_BEGIN_DECLS

#define OD_HISTORY_MAX_RUNS 200
#define OD_HISTORY_MAX_SIZE (64 * 1024 * 1024) /* octets of all runs */

/**
 * od_history_add:
 * @id: (out) (optional) (transfer full): the name the run is kept under
 *
 * When it returns TRUE the run is on the disk, whatever happens then. Otherwise nothing of it is there.
 *
 * Returns: FALSE with a sentence in the person's language (G_FILE_ERROR, G_IO_ERROR)
 */
gboolean od_history_add (const OdResult *result, char **id, GError **error);

/* (transfer full): OdHistoryEntry *, the newest first; empty where nothing is kept. Reads the head of each
 * file only. Runs of a later version of the program are left out and left alone. */
GPtrArray *od_history_list (GError **error);

/* (transfer full): diagnosed anew; @id of an entry. */
OdResult *od_history_load (const char *id, GError **error);

gboolean od_history_remove (const char *id, GError **error);

/**
 * od_history_clear:
 * @count: (out) (optional): how many runs were deleted
 *
 * Deletes all that is kept, what was set aside and what broken-off writes left too.
 */
gboolean od_history_clear (guint *count, GError **error);

G_END_DECLS
