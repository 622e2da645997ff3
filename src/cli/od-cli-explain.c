/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The command "explain": one source after another goes through a survey in a worker thread, which prints what
 * comes of it; the main thread waits for its end and for an interrupt. */

#include "od-cli-explain.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "od-cli-output.h"
#include "od-cli-sources.h"
#include "od-cli-stream.h"
#include "od-cli-work.h"

typedef struct
{
  gboolean json, csv, tsv, is_text;
  char **words;
} Options;

static void
options_clear (Options *self)
{
  g_strfreev (self->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static GOptionContext *
context_new (Options *options)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_ ("Print a JSON object a line, one a recipient"),
      NULL },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &options->csv, N_ ("Print a table for spreadsheets, a row a recipient"),
      NULL },
    { "tsv", 0, 0, G_OPTION_ARG_NONE, &options->tsv, N_ ("Print a table with tabs between the cells"), NULL },
    { "text", 0, 0, G_OPTION_ARG_NONE, &options->is_text,
      N_ ("Take the words as text, even if a file has that name"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->words, NULL,
      N_ ("[TEXT | FILE… | -]") },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionContext *context = g_option_context_new (NULL);
  GOptionGroup *group = g_option_group_new ("explain", NULL, NULL, options, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context, N_ ("Says what an error about a mail means: a reply of a mail server, the words of a mail "
                   "program, a notice of a failed delivery, a log, or a whole mailbox of them."));
  g_option_context_set_description (context, N_ ("Examples:\n"
                                                 "  outbox-check explain \"550 5.1.1 User unknown\"\n"
                                                 "  outbox-check explain bounce.eml\n"
                                                 "  outbox-check explain --csv bounces.mbox > bounces.csv"));
  return context;
}

static OdCliFormat
format_of (const Options *options)
{
  if (options->json)
    return OD_CLI_JSON;
  if (options->csv)
    return OD_CLI_CSV;
  return options->tsv ? OD_CLI_TSV : OD_CLI_TEXT;
}

/* What the worker works on. */
typedef struct
{
  const OdCliSources *sources;
  OdCliStream *stream;
  GCancellable *cancellable;
} Work;

static gboolean
on_item (const OdItem *item,
         const GPtrArray *explained,
         OdGivenKind kind,
         const GError *error,
         gpointer user_data)
{
  Work *self = user_data;

  return od_cli_stream_take (self->stream, explained, item->name, error);
}

static OdMailbox *
open_source (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GFile) file = NULL;

  if (g_str_equal (path, "-"))
    {
      input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
      return od_mailbox_open_stream (input, _ ("standard input"), cancellable, error);
    }
  file = g_file_new_for_path (path);
  return od_mailbox_open (file, cancellable, error);
}

static void
explain_source (Work *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdMailbox) mailbox = open_source (path, self->cancellable, &error);

  if (mailbox != NULL)
    {
      if (od_mailbox_is_many (mailbox))
        od_cli_stream_set_many (self->stream);
      od_survey_run (mailbox, od_knowledge_get_default (), 0, on_item, self, NULL, self->cancellable, &error);
    }
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    od_cli_stream_fail (self->stream, error);
}

static void
explain_text (Work *self, const char *text)
{
  g_autoptr (GPtrArray) explained = od_explain_text (text, strlen (text), od_knowledge_get_default (), NULL);

  od_cli_stream_take (self->stream, explained, NULL, NULL);
}

static void
work (gpointer data)
{
  Work *self = data;
  const GPtrArray *paths = self->sources->paths;

  if (self->sources->text != NULL)
    explain_text (self, self->sources->text);
  for (guint i = 0; i < paths->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    explain_source (self, paths->pdata[i]);
}

static int
explain (const Options *options, const OdCliSources *sources)
{
  g_autoptr (OdCliStream)
      stream = od_cli_stream_new (format_of (options), od_knowledge_get_default (), sources->paths->len <= 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Work self = { sources, stream, cancellable };

  od_cli_work_run (work, &self, cancellable);
  od_cli_stream_sum_up (stream);
  return g_cancellable_is_cancelled (cancellable) ? OD_EXIT_INTERRUPTED : od_cli_stream_exit_code (stream);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static int
show_help (GOptionContext *context)
{
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

  g_printerr ("%s", help);
  return OD_EXIT_USAGE;
}

int
od_cli_explain (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = context_new (&options);

  g_set_prgname ("outbox-check explain");
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return od_cli_complain (error->message);
  if (options.json + options.csv + options.tsv > 1)
    return od_cli_complain (_ ("Of --json, --csv and --tsv one at a time is possible."));
  if (options.words == NULL && isatty (STDIN_FILENO))
    return show_help (context);

  g_autoptr (OdCliSources) sources = od_cli_sources_new (options.words, options.is_text);
  if (sources->text != NULL && is_blank (sources->text))
    return od_cli_complain (_ ("The text is empty: there is nothing to explain."));
  /* A reader that has seen enough is told by write(). */
  signal (SIGPIPE, SIG_IGN);
  return explain (&options, sources);
}
