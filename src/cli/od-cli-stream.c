/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Prints explanations as text, JSON, CSV or TSV and counts them by meaning. Used by one thread at a time. It
 * neither reads nor explains. */

#include "od-cli-stream.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "od-cli-output.h"
#include "od-meaning-words.h"

struct _OdCliStream
{
  OdCliFormat format;
  const OdKnowledge *knowledge;
  OdReportStyle style;
  gboolean is_one;
  int broken; /* exit code where stdout takes no more, else 0 */
  guint64 items;
  guint64 failed;
  guint64 explained;
  GHashTable *meanings; /* meaning, of the knowledge → guint64 * */
};

static gboolean
print (OdCliStream *self, const char *text)
{
  fputs (text, stdout);
  self->broken = od_cli_flush ();
  return self->broken == OD_EXIT_OK;
}

static void
print_header (OdCliStream *self)
{
  g_autoptr (GString) header = g_string_new (NULL);

  od_report_explained_add_header (header, self->format == OD_CLI_CSV ? OD_TABLE_CSV : OD_TABLE_TSV);
  print (self, header->str);
}

OdCliStream *
od_cli_stream_new (OdCliFormat format, const OdKnowledge *knowledge, gboolean is_one)
{
  OdCliStream *self = g_new0 (OdCliStream, 1);

  self->format = format;
  self->knowledge = knowledge;
  self->style = od_cli_style_for (STDOUT_FILENO);
  self->is_one = is_one;
  self->meanings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  if (format == OD_CLI_CSV || format == OD_CLI_TSV)
    print_header (self);
  return self;
}

void
od_cli_stream_free (OdCliStream *self)
{
  g_hash_table_unref (self->meanings);
  g_free (self);
}

void
od_cli_stream_set_many (OdCliStream *self)
{
  self->is_one = FALSE;
}

static void
count (OdCliStream *self, const OdExplained *explained)
{
  const char *meaning = explained->diagnosis->meaning;
  guint64 *number = g_hash_table_lookup (self->meanings, meaning);

  if (number == NULL)
    {
      number = g_new0 (guint64, 1);
      g_hash_table_insert (self->meanings, (gpointer) meaning, number);
    }
  *number += 1;
  self->explained++;
}

static void
add_one (OdCliStream *self, GString *out, const OdExplained *explained)
{
  g_autofree char *line = NULL;

  if (self->format == OD_CLI_CSV || self->format == OD_CLI_TSV)
    {
      od_report_explained_add_row (out, explained, self->knowledge,
                                   self->format == OD_CLI_CSV ? OD_TABLE_CSV : OD_TABLE_TSV);
      return;
    }
  line = self->format == OD_CLI_JSON ? od_report_explained_json (explained, self->knowledge)
                                     : od_report_explained_line (explained);
  g_string_append (out, line);
  g_string_append_c (out, '\n');
}

static void
add_finding (OdCliStream *self, GString *out, const OdExplained *explained)
{
  g_autofree char *text = od_report_explained_text (explained, self->knowledge, &self->style);

  if (out->len > 0)
    g_string_append_c (out, '\n');
  g_string_append (out, text);
}

static gboolean
is_first_of_its_kind (const GPtrArray *explained, guint place)
{
  const OdExplained *one = explained->pdata[place];

  for (guint i = 0; i < place; i++)
    if (((const OdExplained *) explained->pdata[i])->diagnosis == one->diagnosis)
      return FALSE;
  return TRUE;
}

/* One mail or text: the recipients in a line each if there are several, then each finding once. */
static void
add_findings (OdCliStream *self, GString *out, const GPtrArray *explained)
{
  for (guint i = 0; explained->len > 1 && i < explained->len; i++)
    add_one (self, out, explained->pdata[i]);
  for (guint i = 0; i < explained->len; i++)
    if (is_first_of_its_kind (explained, i))
      add_finding (self, out, explained->pdata[i]);
}

static void
complain_of (const char *item, const GError *error)
{
  gboolean is_named = item == NULL || strstr (error->message, item) != NULL;
  g_autofree char *message = is_named ? g_strdup (error->message)
                                      : g_strdup_printf ("%s: %s", item, error->message);

  od_cli_complain (message);
}

gboolean
od_cli_stream_take (OdCliStream *self, const GPtrArray *explained, const char *item, const GError *error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  self->items++;
  if (error != NULL)
    {
      self->failed++;
      complain_of (item, error);
      return TRUE;
    }
  for (guint i = 0; i < explained->len; i++)
    count (self, explained->pdata[i]);
  if (self->is_one && self->format == OD_CLI_TEXT)
    add_findings (self, out, explained);
  else
    for (guint i = 0; i < explained->len; i++)
      add_one (self, out, explained->pdata[i]);
  return out->len == 0 || print (self, out->str);
}

void
od_cli_stream_fail (OdCliStream *self, const GError *error)
{
  self->items++;
  self->failed++;
  complain_of (NULL, error);
}

typedef struct
{
  const char *meaning;
  guint64 number;
} Count;

static int
most_first (gconstpointer a, gconstpointer b)
{
  const Count *first = a;
  const Count *second = b;

  if (first->number != second->number)
    return first->number > second->number ? -1 : 1;
  return strcmp (first->meaning, second->meaning);
}

static GArray *
sorted_counts (const OdCliStream *self)
{
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (Count));
  GHashTableIter iter;
  gpointer meaning, number;

  g_hash_table_iter_init (&iter, self->meanings);
  while (g_hash_table_iter_next (&iter, &meaning, &number))
    {
      Count one = { meaning, *(guint64 *) number };
      g_array_append_val (counts, one);
    }
  g_array_sort (counts, most_first);
  return counts;
}

static void
print_counts (const OdCliStream *self)
{
  g_autoptr (GArray) counts = sorted_counts (self);

  g_printerr (_ ("Read: %lu. Recipients explained: %lu. Could not be read: %lu."),
              (gulong) (self->items - self->failed), (gulong) self->explained, (gulong) self->failed);
  g_printerr ("\n");
  for (guint i = 0; i < counts->len; i++)
    {
      const Count *one = &g_array_index (counts, Count, i);
      g_printerr ("%8lu  %s (%s)\n", (gulong) one->number, od_meaning_label (one->meaning), one->meaning);
    }
}

void
od_cli_stream_sum_up (const OdCliStream *self)
{
  if (self->broken != OD_EXIT_OK)
    return;
  if (self->explained == 0 && self->items > self->failed)
    od_cli_complain (_ ("Nothing in it was recognised as a mail server’s reply or as a notice of a failed "
                        "delivery."));
  if (self->items > 1)
    print_counts (self);
}

int
od_cli_stream_exit_code (const OdCliStream *self)
{
  if (self->broken != OD_EXIT_OK)
    return self->broken;
  if (self->explained > 0)
    return self->failed > 0 ? OD_EXIT_PROBLEM : OD_EXIT_OK;
  return self->items > self->failed ? OD_EXIT_NOTHING : OD_EXIT_USAGE;
}
