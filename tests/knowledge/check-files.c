/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks that the resource and the list of files to translate hold every file of the knowledge. One thread.
 */

#include "check-knowledge.h"

static void
check_folder (Check *self, const OdXmlNode *group, const char *list, const char *folder)
{
  g_autofree char *path = g_build_filename (self->data, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *wanted = g_strconcat (folder, "/", name, NULL);
      gboolean found = !g_str_has_suffix (name, ".xml");

      for (guint i = 0; !found && i < group->children->len; i++)
        found = g_str_equal (((OdXmlNode *) group->children->pdata[i])->text, wanted);
      if (!found)
        check_fault (self, list, group->line, "%s is missing in this list", wanted);
    }
}

/* @folders: those whose files all stand in this list; ends with NULL. */
static void
check_list (Check *self, const char *list_name, const char *const *folders)
{
  g_autofree char *list = g_build_filename (self->data, list_name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (OdXmlNode) root = NULL;
  gsize length = 0;
  const OdXmlNode *group = NULL;

  if (g_file_get_contents (list, &text, &length, NULL))
    root = od_xml_parse (list, text, length, NULL);
  if (root != NULL)
    group = od_xml_node_child (root, "gresource");
  if (group == NULL)
    {
      check_fault (self, list, 1, "the list of files cannot be read");
      return;
    }
  for (guint i = 0; folders[i] != NULL; i++)
    check_folder (self, group, list, folders[i]);
}

void
check_resource_list (Check *self)
{
  static const char *const of_knowledge[] = { "diagnoses", "providers", "signs", NULL };
  static const char *const of_tables[] = { "clients", "parties", NULL };

  check_list (self, "knowledge.gresource.xml", of_knowledge);
  check_list (self, "tables.gresource.xml", of_tables);
}

static void
check_listed_for_translation (Check *self, const char *list, const char *text)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const CheckFile *file = self->files->pdata[i];
      g_autofree char *name = g_path_get_basename (file->path);
      g_autofree char *wanted = g_strconcat ("data/diagnoses/", name, NULL);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      if (!g_strv_contains ((const char *const *) lines, wanted))
        check_fault (self, list, 1, "%s is missing in this list", wanted);
    }
}

void
check_translation_list (Check *self)
{
  g_autofree char *list = g_build_filename (self->data, "..", "po", "POTFILES", NULL);
  g_autofree char *text = NULL;

  if (g_file_get_contents (list, &text, NULL, NULL))
    check_listed_for_translation (self, list, text);
  else
    check_fault (self, list, 1, "the list of files to translate cannot be read");
}
