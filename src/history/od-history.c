/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeping, listing, loading and deleting runs. What the folder is and how a file begins is in the files
 * beside this one. */

#include "od-history.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-history-folder.h"
#include "od-transcript-file.h"

#define MAX_RUN (16 * 1024 * 1024) /* what od_json_file_read() takes */

/* The library tells how it failed by a G_FILE_ERROR; a file that grows too large is no room left, to a
 * person. */
static gboolean
write_file (const char *path, const char *text, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (strlen (text) > MAX_RUN)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                           _ ("Its protocol is too long for that."));
      return od_history_error_explain (error, OD_HISTORY_KEEP);
    }
  if (od_text_file_write (file, text, NULL, error))
    return TRUE;
  return od_history_error_explain (error, OD_HISTORY_KEEP);
}

gboolean
od_history_add (const OdResult *result, char **id, GError **error)
{
  g_autofree char *new_id = od_history_folder_new_id (result->when);
  g_autoptr (OdHistoryEntry) entry = od_history_entry_new (new_id, result);
  g_autofree char *text = od_history_entry_make_file (entry, result);
  g_autofree char *path = od_history_folder_file (new_id, NULL);

  if (!od_history_folder_make (error) || !write_file (path, text, error))
    return FALSE;
  od_history_folder_prune (OD_HISTORY_MAX_RUNS, OD_HISTORY_MAX_SIZE);
  if (id != NULL)
    *id = g_steal_pointer (&new_id);
  return TRUE;
}

/* Broken files go aside; those that cannot be got at just now, or are of a later version, stay. */
static OdHistoryEntry *
read_entry (const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = od_history_folder_file (id, NULL);
  OdHistoryEntry *entry = od_history_entry_read (id, path, &error);

  if (entry != NULL)
    return entry;
  if (od_history_error_is_content (error))
    od_history_folder_set_aside (path);
  return NULL;
}

GPtrArray *
od_history_list (GError **error)
{
  g_autoptr (GPtrArray) ids = od_history_folder_list (error);
  GPtrArray *entries;

  if (ids == NULL)
    return NULL;
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) od_history_entry_free);
  for (guint i = 0; i < ids->len; i++)
    {
      OdHistoryEntry *entry = read_entry (ids->pdata[i]);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  return entries;
}

OdResult *
od_history_load (const char *id, GError **error)
{
  g_autofree char *path = od_history_folder_file (id, error);
  g_autoptr (GError) trouble = NULL;

  if (path == NULL)
    return NULL;

  g_autoptr (GFile) file = g_file_new_for_path (path);
  OdResult *result = od_report_read (file, NULL, &trouble);
  if (result != NULL)
    return result;
  if (od_history_error_is_content (trouble))
    od_history_folder_set_aside (path);
  od_history_error_explain (&trouble, OD_HISTORY_READ);
  g_propagate_error (error, g_steal_pointer (&trouble));
  return NULL;
}

gboolean
od_history_remove (const char *id, GError **error)
{
  g_autofree char *path = od_history_folder_file (id, error);

  return path != NULL && od_history_folder_delete (path, error);
}

gboolean
od_history_clear (guint *count, GError **error)
{
  return od_history_folder_empty (count, error);
}
