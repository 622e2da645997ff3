/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One folder, flat. A run is ID.json; while it is written it is ID.json.XXXXXX, by the atomic write of GLib;
 * set aside it is ID.json.unreadable. Nothing else in the folder is touched. */

#include "od-history-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "od-transcript-file.h"

#define RUN_SUFFIX       ".json"
#define ASIDE_SUFFIX     ".unreadable"
#define LEFTOVER_PATTERN "*.json.??????"

char *
od_history_folder_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "outbox-doctor", "history", NULL);
}

gboolean
od_history_folder_make (GError **error)
{
  g_autofree char *path = od_history_folder_path ();
  GStatBuf status;

  if (g_mkdir_with_parents (path, 0700) != 0 || g_stat (path, &status) != 0)
    return od_history_error_from_errno (error, OD_HISTORY_KEEP, errno);
  if ((status.st_mode & 0077) != 0 && g_chmod (path, status.st_mode & 0700) != 0)
    return od_history_error_from_errno (error, OD_HISTORY_KEEP, errno);
  return TRUE;
}

/* "20261124T100000-123456-1a2b3c4d": UTC, so that summer time does not turn the order round. */
char *
od_history_folder_new_id (GDateTime *when)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (when);
  g_autofree char *second = g_date_time_format (utc, "%Y%m%dT%H%M%S");

  return g_strdup_printf ("%s-%06d-%08x", second, g_date_time_get_microsecond (utc), g_random_int ());
}

static gboolean
is_id (const char *id)
{
  return *id != '\0' && strspn (id, "0123456789ABCDEFTabcdef-") == strlen (id);
}

char *
od_history_folder_file (const char *id, GError **error)
{
  g_autofree char *folder = od_history_folder_path ();
  g_autofree char *name = g_strconcat (id, RUN_SUFFIX, NULL);

  if (is_id (id))
    return g_build_filename (folder, name, NULL);
  od_history_error_from_errno (error, OD_HISTORY_READ, ENOENT);
  return NULL;
}

/* (transfer full): the id in the name of a run's file, else NULL. */
static char *
id_in_name (const char *name)
{
  g_autofree char *id = NULL;

  if (!g_str_has_suffix (name, RUN_SUFFIX))
    return NULL;
  id = g_strndup (name, strlen (name) - strlen (RUN_SUFFIX));
  return is_id (id) ? g_steal_pointer (&id) : NULL;
}

static gboolean
is_leftover (const char *name)
{
  return g_pattern_match_simple (LEFTOVER_PATTERN, name);
}

static gboolean
is_aside (const char *name)
{
  return g_str_has_suffix (name, ASIDE_SUFFIX);
}

/* (transfer full): char *, all names; empty where there is no folder yet. */
static GPtrArray *
names_in_folder (GError **error)
{
  g_autofree char *path = od_history_folder_path ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) trouble = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &trouble);
  const char *name;

  if (g_error_matches (trouble, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_steal_pointer (&names);
  if (folder == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      od_history_error_explain (error, OD_HISTORY_READ);
      return NULL;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  return g_steal_pointer (&names);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

GPtrArray *
od_history_folder_list (GError **error)
{
  g_autoptr (GPtrArray) names = names_in_folder (error);
  GPtrArray *ids;

  if (names == NULL)
    return NULL;
  ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < names->len; i++)
    {
      char *id = id_in_name (names->pdata[i]);

      if (id != NULL)
        g_ptr_array_add (ids, id);
    }
  g_ptr_array_sort (ids, compare_newest_first);
  return ids;
}

static char *
path_of (const char *name)
{
  g_autofree char *folder = od_history_folder_path ();

  return g_build_filename (folder, name, NULL);
}

void
od_history_folder_prune (guint max_runs, guint64 max_size)
{
  g_autoptr (GPtrArray) ids = od_history_folder_list (NULL);
  g_autofree char *folder = od_history_folder_path ();
  guint64 size = 0;

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autofree char *path = od_history_folder_file (ids->pdata[i], NULL);
      GStatBuf status;

      if (g_lstat (path, &status) == 0)
        size += (guint64) status.st_size;
      if (i > 0 && (i >= max_runs || size > max_size))
        g_unlink (path);
    }
  od_text_file_remove_leftovers (folder, LEFTOVER_PATTERN);
}

void
od_history_folder_set_aside (const char *path)
{
  g_autofree char *target = g_strconcat (path, ASIDE_SUFFIX, NULL);

  for (guint i = 2; g_file_test (target, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK); i++)
    {
      g_free (target);
      target = g_strdup_printf ("%s.%u%s", path, i, ASIDE_SUFFIX);
    }
  if (g_rename (path, target) != 0)
    g_info ("%s cannot be set aside: %s", path, g_strerror (errno));
}

/* What is deleted must stay so when the power fails. */
static void
sync_folder (void)
{
  g_autofree char *path = od_history_folder_path ();
  int folder = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (folder < 0)
    return;
  fsync (folder);
  close (folder);
}

gboolean
od_history_folder_delete (const char *path, GError **error)
{
  if (g_unlink (path) != 0)
    return od_history_error_from_errno (error, OD_HISTORY_DELETE, errno);
  sync_folder ();
  return TRUE;
}

static gboolean
is_ours (const char *name)
{
  g_autofree char *id = id_in_name (name);

  return id != NULL || is_leftover (name) || is_aside (name);
}

gboolean
od_history_folder_empty (guint *count, GError **error)
{
  g_autoptr (GPtrArray) names = names_in_folder (error);
  guint deleted = 0;
  int trouble = 0;

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = path_of (names->pdata[i]);

      if (!is_ours (names->pdata[i]))
        continue;
      if (g_unlink (path) != 0 && errno != ENOENT)
        trouble = errno;
      else if (!is_leftover (names->pdata[i]))
        deleted++;
    }
  sync_folder ();
  if (count != NULL)
    *count = deleted;
  return trouble == 0 || od_history_error_from_errno (error, OD_HISTORY_DELETE, trouble);
}
