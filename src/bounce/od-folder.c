/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The walk through a folder. Used by one thread at a time. It holds the names of the folders it is in, no
 * more. */

#include "od-folder.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-open-file.h"
#include "od-text.h"

/* Folders within folders. */
#define DEPTH 16

typedef struct
{
  gboolean is_folder;
  char name[];
} Name;

/* One folder that the walk is in. */
typedef struct
{
  GFile *folder;
  char *prefix;     /* "", or "cur/" */
  GPtrArray *names; /* Name * */
  guint next;
} Level;

struct _OdFolder
{
  GPtrArray *levels; /* Level *, the outermost first */
};

static void
level_free (gpointer data)
{
  Level *level = data;

  g_object_unref (level->folder);
  g_free (level->prefix);
  g_ptr_array_unref (level->names);
  g_free (level);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const Name *const *) a)->name, (*(const Name *const *) b)->name);
}

static void
add_name (GPtrArray *names, GFileInfo *info)
{
  const char *text = g_file_info_get_name (info);
  gsize size = strlen (text) + 1;
  Name *name;

  if (text[0] == '.')
    return;
  name = g_malloc (sizeof *name + size);
  name->is_folder = g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY;
  memcpy (name->name, text, size);
  g_ptr_array_add (names, name);
}

static gboolean
has_folder (const GPtrArray *names, const char *wanted)
{
  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = names->pdata[i];

      if (name->is_folder && g_str_equal (name->name, wanted))
        return TRUE;
    }
  return FALSE;
}

/* Of a Maildir only what is delivered counts: not "tmp", not the files of its index. */
static void
keep_delivered (GPtrArray *names)
{
  if (!has_folder (names, "cur") || !has_folder (names, "new"))
    return;
  for (guint i = names->len; i > 0; i--)
    {
      const Name *name = names->pdata[i - 1];

      if (!g_str_equal (name->name, "cur") && !g_str_equal (name->name, "new"))
        g_ptr_array_remove_index (names, i - 1);
    }
}

/* @name: for the error. The system's words are replaced by ours where the reason is one of the common ones.
 */
static void
set_error_of_list (GError **error, const GError *reason, const char *name)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    od_open_file_set_error (error, EACCES, name);
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    od_open_file_set_error (error, ENOENT, name);
  else
    g_propagate_error (error, g_error_copy (reason));
}

static GPtrArray *
list_names (GFile *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GFileEnumerator) list =
      g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                 G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, error);
  GFileInfo *info = NULL;

  if (list == NULL)
    return NULL;
  do
    {
      if (!g_file_enumerator_iterate (list, &info, NULL, cancellable, error))
        return NULL;
      if (info != NULL)
        add_name (names, info);
    }
  while (info != NULL);
  keep_delivered (names);
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

/* @prefix: of the names in @folder. */
static gboolean
enter (OdFolder *self,
       GFile *folder,
       const char *prefix,
       const char *name,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GError) reason = NULL;
  GPtrArray *names = list_names (folder, cancellable, &reason);
  Level *level;

  if (names == NULL)
    {
      set_error_of_list (error, reason, name);
      return FALSE;
    }
  level = g_new0 (Level, 1);
  level->folder = g_object_ref (folder);
  level->prefix = g_strdup (prefix);
  level->names = names;
  g_ptr_array_add (self->levels, level);
  return TRUE;
}

OdFolder *
od_folder_new (GFile *folder, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (OdFolder) self = g_new0 (OdFolder, 1);

  self->levels = g_ptr_array_new_with_free_func (level_free);
  return enter (self, folder, "", name, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

void
od_folder_free (OdFolder *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->levels);
  g_free (self);
}

void
od_folder_entry_free (OdFolderEntry *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->file);
  g_free (self->name);
  g_clear_error (&self->problem);
  g_free (self);
}

static Level *
innermost (const OdFolder *self)
{
  return self->levels->len > 0 ? self->levels->pdata[self->levels->len - 1] : NULL;
}

/* Goes into @folder; an entry with the problem where that cannot be. */
static OdFolderEntry *
go_into (OdFolder *self, GFile *folder, const char *name, GCancellable *cancellable)
{
  g_autofree char *prefix = g_strconcat (name, "/", NULL);
  GError *problem = NULL;
  OdFolderEntry *entry;

  if (self->levels->len >= DEPTH)
    g_set_error (&problem, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS,
                 _ ("“%s” lies too deep in folders within folders and was left out."), name);
  else if (enter (self, folder, prefix, name, cancellable, &problem))
    return NULL;
  entry = g_new0 (OdFolderEntry, 1);
  entry->name = g_strdup (name);
  entry->problem = problem;
  return entry;
}

/* NULL where the name was a folder that the walk is in now. */
static OdFolderEntry *
take (OdFolder *self, Level *level, const Name *name, GCancellable *cancellable)
{
  g_autofree char *safe = od_text_make_safe (name->name, -1);
  g_autofree char *shown = g_strconcat (level->prefix, safe, NULL);
  g_autoptr (GFile) file = g_file_get_child (level->folder, name->name);
  OdFolderEntry *entry;

  if (name->is_folder)
    return go_into (self, file, shown, cancellable);
  entry = g_new0 (OdFolderEntry, 1);
  entry->file = g_steal_pointer (&file);
  entry->name = g_steal_pointer (&shown);
  return entry;
}

OdFolderEntry *
od_folder_next (OdFolder *self, GCancellable *cancellable)
{
  Level *level;

  while ((level = innermost (self)) != NULL && !g_cancellable_is_cancelled (cancellable))
    {
      OdFolderEntry *entry = NULL;

      if (level->next == level->names->len)
        g_ptr_array_set_size (self->levels, (int) self->levels->len - 1);
      else
        entry = take (self, level, level->names->pdata[level->next++], cancellable);
      if (entry != NULL)
        return entry;
    }
  return NULL;
}

double
od_folder_progress (const OdFolder *self, double within)
{
  if (self->levels->len == 0)
    return 1.0;
  for (guint i = self->levels->len; i > 0; i--)
    {
      const Level *level = self->levels->pdata[i - 1];

      if (level->next > 0)
        within = (level->next - 1 + within) / level->names->len;
    }
  return within;
}
