/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* check-knowledge DATA-FOLDER CODES-FILE: checks the knowledge and says every fault as "file:line: message",
 * as TAP. One thread. The form of the files is checked by the schema (xmllint) in a test of its own. */

#include "check-knowledge.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  const char *name;
  gboolean needs_knowledge;
  void (*run) (Check *self);
} CheckStep;

void
check_fault (Check *self, const char *path, guint line, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->faults, g_strdup_printf ("%s:%u: %s", path, line, what));
}

static void
visit_below (Check *self, const CheckFile *file, const OdXmlNode *node, const char *name, CheckVisit visit)
{
  if (name == NULL || g_str_equal (node->name, name))
    visit (self, file, node);
  for (guint i = 0; i < node->children->len; i++)
    visit_below (self, file, node->children->pdata[i], name, visit);
}

static void
visit_files (Check *self, const GPtrArray *files, const char *name, CheckVisit visit)
{
  for (guint i = 0; i < files->len; i++)
    {
      const CheckFile *file = files->pdata[i];
      visit_below (self, file, file->root, name, visit);
    }
}

void
check_each (Check *self, const char *name, CheckVisit visit)
{
  visit_files (self, self->files, name, visit);
}

void
check_each_of_signs (Check *self, const char *name, CheckVisit visit)
{
  visit_files (self, self->sign_files, name, visit);
}

static void
check_reading (Check *self)
{
  g_auto (GStrv) faults = g_strsplit (self->reading != NULL ? self->reading : "", "\n", -1);

  for (guint i = 0; faults[i] != NULL; i++)
    if (*faults[i] != '\0')
      g_ptr_array_add (self->faults, g_strdup (faults[i]));
}

static const CheckStep steps[] = {
  { "the knowledge can be read: facts, values, patterns, replies", FALSE, check_reading },
  { "every file is in the resource", FALSE, check_resource_list },
  { "every file is listed for translation", FALSE, check_translation_list },
  { "ids are used once", FALSE, check_ids },
  { "meanings are words of the list", FALSE, check_meanings },
  { "nothing is missing: sources, examples, causes, fixes", FALSE, check_completeness },
  { "placeholders are facts", FALSE, check_placeholders },
  { "titles are short", FALSE, check_titles },
  { "no empty phrases", FALSE, check_phrases },
  { "fixes are known and never lower security", FALSE, check_fixes },
  { "probes are known", FALSE, check_probes },
  { "what a probe gives is read by the cause that wants it", FALSE, check_probe_use },
  { "questions and their answers belong together", FALSE, check_questions },
  { "shared evidence is named by causes", FALSE, check_evidence_use },
  { "every sign is asked for", FALSE, check_sign_use },
  { "every word of the signs is used", FALSE, check_word_use },
  { "providers are in the table", TRUE, check_provider_names },
  { "examples lead to their diagnoses", TRUE, check_examples },
  { "titles and summaries name only what the examples know", TRUE, check_known },
  { "every diagnosis is reached by an example", TRUE, check_reached },
  { "every code has words of its own", TRUE, check_codes },
  { "every stage has a general answer", TRUE, check_stages },
  { "every error has words of its own", TRUE, check_errors },
};

static void
free_file (gpointer data)
{
  CheckFile *file = data;

  g_free (file->path);
  od_xml_node_free (file->root);
  g_free (file);
}

static void
load_file (GPtrArray *files, const char *path)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  CheckFile *file;
  OdXmlNode *root = NULL;

  if (g_file_get_contents (path, &text, &length, NULL))
    root = od_xml_parse (path, text, length, NULL);
  if (root == NULL)
    return; /* the knowledge's own reading says why */
  file = g_new0 (CheckFile, 1);
  file->path = g_strdup (path);
  file->root = root;
  g_ptr_array_add (files, file);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
load_files (Check *self, const char *name_of_folder, GPtrArray *files)
{
  g_autofree char *folder = g_build_filename (self->data, name_of_folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".xml"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  for (guint i = 0; i < paths->len; i++)
    load_file (files, paths->pdata[i]);
}

static void
load (Check *self, const char *data, const char *codes)
{
  g_autoptr (GError) error = NULL;

  self->data = g_strdup (data);
  self->codes = g_strdup (codes);
  self->files = g_ptr_array_new_with_free_func (free_file);
  self->faults = g_ptr_array_new_with_free_func (g_free);
  self->sign_files = g_ptr_array_new_with_free_func (free_file);
  load_files (self, "diagnoses", self->files);
  load_files (self, "signs", self->sign_files);
  self->knowledge = od_knowledge_new_from_folder (data, &error);
  self->reading = error != NULL ? g_strdup (error->message) : NULL;
}

static void
unload (Check *self)
{
  g_free (self->data);
  g_free (self->codes);
  g_free (self->reading);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->sign_files);
  g_ptr_array_unref (self->faults);
  od_knowledge_free (self->knowledge);
}

/* Runs one check and says what came of it; TRUE if it found nothing. */
static gboolean
run_step (Check *self, guint number)
{
  const CheckStep *step = &steps[number];
  gboolean can_run = !step->needs_knowledge || self->knowledge != NULL;

  g_ptr_array_set_size (self->faults, 0);
  if (can_run)
    step->run (self);
  printf ("%sok %u - %s%s\n", self->faults->len == 0 ? "" : "not ", number + 1, step->name,
          can_run ? "" : " # SKIP the knowledge cannot be read");
  for (guint i = 0; i < self->faults->len; i++)
    printf ("# %s\n", (char *) self->faults->pdata[i]);
  return self->faults->len == 0;
}

static int
check_all (const char *data, const char *codes)
{
  Check self = { 0 };
  gboolean good = TRUE;

  load (&self, data, codes);
  printf ("1..%u\n", (guint) G_N_ELEMENTS (steps));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    good &= run_step (&self, i);
  unload (&self);
  return good ? 0 : 1;
}

static int
check_reading_only (const char *data, const char *stamp)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdKnowledge) knowledge = od_knowledge_new_from_folder (data, &error);

  if (knowledge != NULL && g_file_set_contents (stamp, "", 0, &error))
    return 0;
  fprintf (stderr, "%s\n", error->message);
  return 1;
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--reading"))
    return check_reading_only (argv[2], argv[3]);
  if (argc == 3)
    return check_all (argv[1], argv[2]);
  fprintf (stderr, "Usage: check-knowledge DATA-FOLDER CODES-FILE\n");
  return 2;
}
