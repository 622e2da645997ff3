/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the input of the benchmark. One thread. A fault in the files ends the program. */

#include "bench-input.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#define SEED 20261124

static void
die_of (const GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "%s\n", error->message);
  exit (1);
}

static const char *
member (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

static char *
reply_line (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);
  g_autoptr (GString) line = g_string_new (NULL);
  JsonObject *object;
  gint64 code;

  die_of (error);
  object = json_node_get_object (node);
  code = json_object_get_int_member_with_default (object, "code", 0);
  if (code > 0)
    g_string_append_printf (line, "%d ", (int) code);
  if (*member (object, "status") != '\0')
    g_string_append_printf (line, "%s ", member (object, "status"));
  g_string_append (line, member (object, "text"));
  return g_strdelimit (g_strdup (line->str), "\n", ' ');
}

static void
add_replies (GPtrArray *lines, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_auto (GStrv) rows = NULL;

  g_file_get_contents (path, &content, NULL, &error);
  die_of (error);
  rows = g_strsplit (content, "\n", -1);
  for (guint i = 0; rows[i] != NULL; i++)
    if (rows[i][0] == '{')
      g_ptr_array_add (lines, reply_line (rows[i]));
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full): paths of the files in @folder that have the ending. */
static GPtrArray *
files_of (const char *folder, const char *start, const char *ending)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) list = g_dir_open (folder, 0, NULL);
  const char *name;

  while (list != NULL && (name = g_dir_read_name (list)) != NULL)
    if (g_str_has_prefix (name, start) && g_str_has_suffix (name, ending))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

/* @count of @values, none twice in a row of as many as there are. */
static GPtrArray *
repeat_shuffled (const GPtrArray *values, guint count)
{
  GPtrArray *repeated = g_ptr_array_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (repeated, values->pdata[i % values->len]);
  for (guint i = count; i > 1; i--)
    {
      guint other = (guint) g_rand_int_range (random, 0, (gint32) i);
      gpointer value = repeated->pdata[i - 1];

      repeated->pdata[i - 1] = repeated->pdata[other];
      repeated->pdata[other] = value;
    }
  return repeated;
}

GPtrArray *
bench_replies (const char *folder, guint count)
{
  g_autoptr (GPtrArray) paths = files_of (folder, "replies-", ".jsonl");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) repeated = NULL;
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < paths->len; i++)
    add_replies (lines, paths->pdata[i]);
  if (lines->len == 0)
    return NULL;
  repeated = repeat_shuffled (lines, count);
  for (guint i = 0; i < count; i++)
    g_ptr_array_add (copies, g_strdup (repeated->pdata[i]));
  return copies;
}

GPtrArray *
bench_mails (const char *folder)
{
  g_autofree char *bounces = g_build_filename (folder, "bounces", NULL);
  g_autoptr (GPtrArray) paths = files_of (bounces, "", ".eml");
  g_autoptr (GPtrArray) mails = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (GError) error = NULL;
      char *content = NULL;
      gsize length = 0;

      g_file_get_contents (paths->pdata[i], &content, &length, &error);
      die_of (error);
      g_ptr_array_add (mails, g_bytes_new_take (content, length));
    }
  return mails->len > 0 ? g_steal_pointer (&mails) : NULL;
}

/* With ">" before lines that begin with "From ". */
static void
write_mail (FILE *file, GBytes *mail)
{
  gsize length;
  const char *line = g_bytes_get_data (mail, &length);
  const char *end = line + length;

  fputs ("From MAILER-DAEMON Tue Nov 24 10:04:05 2026\n", file);
  while (line < end)
    {
      const char *line_end = memchr (line, '\n', (gsize) (end - line));
      const char *next = line_end != NULL ? line_end + 1 : end;

      if (next - line > 5 && memcmp (line, "From ", 5) == 0)
        fputc ('>', file);
      fwrite (line, 1, (gsize) (next - line), file);
      line = next;
    }
  fputs ("\n\n", file);
}

char *
bench_write_mbox (const GPtrArray *mails, guint count)
{
  g_autoptr (GPtrArray) repeated = repeat_shuffled (mails, count);
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int descriptor = g_file_open_tmp ("bench-XXXXXX.mbox", &path, &error);
  FILE *file;

  die_of (error);
  file = fdopen (descriptor, "w");
  for (guint i = 0; i < count; i++)
    write_mail (file, repeated->pdata[i]);
  fclose (file);
  return path;
}
