/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing a table out. The rows go to the file as they are made: memory does not grow with them. */

#include "od-explain-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-report-explained.h"

#define CHUNK_BYTES (64 * 1024)

const char *
od_explain_export_extension (OdExplainExport kind)
{
  static const char *const extensions[] = {
    [OD_EXPORT_CSV] = "csv",
    [OD_EXPORT_TEXT] = "txt",
    [OD_EXPORT_MARKDOWN] = "md",
  };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (extensions), "");
  return extensions[kind];
}

static void
add_count (GString *out, const char *title, guint64 count)
{
  g_string_append_printf (out, "%s %'" G_GUINT64_FORMAT "\n", title, count);
}

static void
add_counts (GString *out, const OdSurveyCounts *counts, gboolean markdown)
{
  const char *bullet = markdown ? "- " : "";

  g_string_append (out, bullet);
  add_count (out, _ ("Mails or texts read:"), counts->items);
  g_string_append (out, bullet);
  add_count (out, _ ("Of these with an error that was recognised:"), counts->bounces);
  g_string_append (out, bullet);
  add_count (out, _ ("Recipients:"), counts->explained);
  if (counts->failed == 0)
    return;
  g_string_append (out, bullet);
  add_count (out, _ ("Could not be read:"), counts->failed);
}

/* What Markdown would take for more than letters. */
static char *
escape_markdown (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (strchr ("\\`*_[]<>#|~", *text) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *text);
    }
  return g_string_free (out, FALSE);
}

static void
add_group_as_text (GString *out, OdExplainedGroup *group, guint depth)
{
  const char *title = od_explained_group_get_title (group);

  if (depth == 1)
    g_string_append_c (out, '\n');
  g_string_append_printf (out, "%*s%'8u  %s\n", depth == 1 ? 0 : 4, "", od_explained_group_get_count (group),
                          title);
}

static void
add_group_as_markdown (GString *out, OdExplainedGroup *group, guint depth)
{
  g_autofree char *title = escape_markdown (od_explained_group_get_title (group));
  guint count = od_explained_group_get_count (group);

  if (depth == 1)
    g_string_append_printf (out, "| **%'u** | **%s** | |\n", count, title);
  else
    g_string_append_printf (out, "| %'u | | %s |\n", count, title);
}

static void
add_groups (GString *out, GListModel *groups, gboolean markdown)
{
  for (guint i = 0; i < g_list_model_get_n_items (groups); i++)
    {
      g_autoptr (OdExplainedGroup) group = g_list_model_get_item (groups, i);
      OdExplainedGroup *parent = od_explained_group_get_parent (group);
      guint depth = parent == NULL ? 0 : od_explained_group_get_parent (parent) == NULL ? 1 : 2;

      if (depth > 0 && markdown)
        add_group_as_markdown (out, group, depth);
      else if (depth > 0)
        add_group_as_text (out, group, depth);
    }
}

static void
add_heading (GString *out, const char *name, gboolean markdown)
{
  g_autofree char *escaped = markdown ? escape_markdown (name) : g_strdup (name);

  if (markdown)
    g_string_append (out, "# ");
  /* Translators: the heading of a report; %s is the name of a file or folder */
  g_string_append_printf (out, _ ("Why mail came back: %s"), escaped);
  g_string_append (out, "\n\n");
}

char *
od_explain_report (GListModel *groups, const OdSurveyCounts *counts, const char *name, gboolean markdown)
{
  GString *out = g_string_new (NULL);

  add_heading (out, name, markdown);
  add_counts (out, counts, markdown);
  if (markdown)
    g_string_append_printf (out, "\n| %s | %s | %s |\n| ---: | --- | --- |\n", _ ("Count"),
                            _ ("What it means"), _ ("Finding"));
  add_groups (out, groups, markdown);
  return g_string_free (out, FALSE);
}

static gboolean
write_out (GOutputStream *stream, GString *text, GCancellable *cancellable, GError **error)
{
  gboolean written = g_output_stream_write_all (stream, text->str, text->len, NULL, cancellable, error);

  g_string_truncate (text, 0);
  return written;
}

static gboolean
write_rows (GOutputStream *stream,
            const GPtrArray *rows,
            const OdKnowledge *knowledge,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  od_report_explained_add_header (text, OD_TABLE_CSV);
  for (guint i = 0; i < rows->len; i++)
    {
      od_report_explained_add_row (text, g_ptr_array_index (rows, i), knowledge, OD_TABLE_CSV);
      if (text->len >= CHUNK_BYTES && !write_out (stream, text, cancellable, error))
        return FALSE;
    }
  return write_out (stream, text, cancellable, error);
}

static GOutputStream *
open_file (GFile *file, GCancellable *cancellable, GError **error)
{
  GFileOutputStream *stream = g_file_replace (
      file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);

  return stream != NULL ? G_OUTPUT_STREAM (stream) : NULL;
}

/* Closed while cancelled, a file that is being replaced stays as it was. */
static void
give_up (GOutputStream *stream)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
}

gboolean
od_explain_export_save_rows (const GPtrArray *rows,
                             const OdKnowledge *knowledge,
                             GFile *file,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (GOutputStream) stream = open_file (file, cancellable, error);

  if (stream == NULL)
    return FALSE;
  if (write_rows (stream, rows, knowledge, cancellable, error))
    return g_output_stream_close (stream, cancellable, error);
  give_up (stream);
  return FALSE;
}

gboolean
od_explain_export_save_text (const char *text, GFile *file, GCancellable *cancellable, GError **error)
{
  return g_file_replace_contents (file, text, strlen (text), NULL, FALSE,
                                  G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                  cancellable, error);
}
