/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The folder of the history: names of files in the order of time, the limits, setting aside and deleting.
 * Knows nothing of what is in the files. Blocking; any thread. Another process may do the same at the same
 * time: a file that is gone already is no error. */

#pragma once

#include "od-history-error.h"

G_BEGIN_DECLS

/* (transfer full): the folder, whether it exists or not. */
char *od_history_folder_path (void);
/* Makes it, for nobody else to look into (0700); one that is open to others is closed. */
gboolean od_history_folder_make (GError **error);

/* (transfer full): a new name that sorts by @when. */
char *od_history_folder_new_id (GDateTime *when);
/* (transfer full): the file of a run; NULL with an error where @id is none. */
char *od_history_folder_file (const char *id, GError **error);

/* (transfer full): char *, the ids of all runs, the newest first; NULL with an error. */
GPtrArray *od_history_folder_list (GError **error);

/* Deletes the oldest runs above @max_runs or above @max_size octets, the newest never, and what writes that
 * were broken off long ago have left. */
void od_history_folder_prune (guint max_runs, guint64 max_size);
/* Renames the file to *.unreadable, in the place of no other. */
void od_history_folder_set_aside (const char *path);
/* Deletes a file for good. */
gboolean od_history_folder_delete (const char *path, GError **error);
/* Deletes all runs, all that was set aside and all leftovers; @count gets the number of runs. */
gboolean od_history_folder_empty (guint *count, GError **error);

G_END_DECLS
