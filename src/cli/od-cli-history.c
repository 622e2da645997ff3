/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The command "history". Runs are numbered as the list shows them: 1 is the newest. Nothing is asked over the
 * network. Main thread. */

#include "od-cli-history.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "od-cli-output.h"
#include "od-compare.h"
#include "od-history.h"

typedef struct
{
  gboolean json;
  char **words;
} Options;

static void
options_clear (Options *self)
{
  g_strfreev (self->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options *options, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_ ("Print JSON"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->words, NULL,
      N_ ("[list | show N | compare N [M] | clear]") },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  GOptionGroup *group = g_option_group_new ("history", NULL, NULL, options, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context, N_ ("Lists the runs that were kept (--remember), the newest first, shows one again, says what "
                   "differs between two, or deletes them all. Without a word: the list."));
  return g_option_context_parse (context, &argc, &argv, error);
}

static JsonObject *
entry_to_json (const OdHistoryEntry *entry, guint number)
{
  g_autofree char *when = g_date_time_format_iso8601 (entry->when);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", number);
  json_object_set_string_member (object, "when", when);
  json_object_set_string_member (object, "address", entry->address);
  json_object_set_string_member (object, "server", entry->server);
  json_object_set_int_member (object, "port", entry->port);
  json_object_set_string_member (object, "outcome", entry->outcome);
  json_object_set_string_member (object, "verdict", entry->verdict);
  json_object_set_string_member (object, "title", entry->title);
  return object;
}

static void
print_json (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  g_autofree char *text = json_to_string (node, FALSE);
  fprintf (stdout, "%s\n", text);
}

/* (transfer full): "mail.example.org:587". */
static char *
where (const OdHistoryEntry *entry)
{
  return *entry->server != '\0' ? g_strdup_printf ("%s:%u", entry->server, entry->port)
                                : g_strdup_printf (_ ("directly, port %u"), entry->port);
}

static void
print_entry (const OdHistoryEntry *entry, guint number)
{
  g_autofree char *when = g_date_time_format (entry->when, "%Y-%m-%d %H:%M");
  g_autofree char *server = where (entry);

  fprintf (stdout, "%3u  %s  %s  %s\n     %s\n", number, when, entry->address, server, entry->title);
}

static int
list (const GPtrArray *entries, char **words, gboolean json)
{
  if (entries->len == 0 && !json)
    fprintf (stdout, "%s\n", _ ("No run has been kept. “outbox-check ADDRESS --remember” keeps one."));
  for (guint i = 0; i < entries->len; i++)
    if (json)
      print_json (entry_to_json (entries->pdata[i], i + 1));
    else
      print_entry (entries->pdata[i], i + 1);
  return od_cli_flush ();
}

/* The entry of that number; NULL after a complaint, with the exit status. */
static const OdHistoryEntry *
find_entry (const GPtrArray *entries, const char *word, int *status)
{
  guint64 number;

  if (word == NULL || !g_ascii_string_to_unsigned (word, 10, 1, G_MAXUINT32, &number, NULL))
    {
      *status = od_cli_complain (_ ("The number of a run is missing. “outbox-check history” shows them."));
      return NULL;
    }
  if (number > entries->len)
    {
      od_cli_complain (_ ("There is no run of that number. “outbox-check history” shows those there are."));
      *status = OD_EXIT_NOTHING;
      return NULL;
    }
  return g_ptr_array_index (entries, number - 1);
}

static OdResult *
load (const OdHistoryEntry *entry, int *status)
{
  g_autoptr (GError) error = NULL;
  OdResult *result = od_history_load (entry->id, &error);

  if (result == NULL)
    *status = od_cli_complain (error->message);
  return result;
}

static int
show (const GPtrArray *entries, char **words, gboolean json)
{
  const OdReportStyle style = od_cli_style_for (STDOUT_FILENO);
  int status = OD_EXIT_OK;
  const OdHistoryEntry *entry = find_entry (entries, words[1], &status);
  g_autoptr (OdResult) result = entry != NULL ? load (entry, &status) : NULL;

  if (result == NULL)
    return status;
  if (json)
    {
      g_autoptr (JsonNode) node = od_report_json (result);
      g_autofree char *text = json_to_string (node, TRUE);
      fprintf (stdout, "%s\n", text);
      return od_cli_flush ();
    }
  g_autofree char *text = od_report_findings (result, &style);
  print_entry (entry, (guint) g_ascii_strtoull (words[1], NULL, 10));
  fprintf (stdout, "\n%s", text);
  return od_cli_flush ();
}

static void
print_differences (const GPtrArray *entries, guint before, guint after, const GPtrArray *differences)
{
  const OdReportStyle style = od_cli_style_for (STDOUT_FILENO);
  g_autofree char *text = od_compare_text (differences, &style);

  print_entry (entries->pdata[before], before + 1);
  print_entry (entries->pdata[after], after + 1);
  fprintf (stdout, "\n%s", text);
}

static void
print_differences_as_json (const GPtrArray *entries, guint before, guint after, const GPtrArray *differences)
{
  JsonObject *object = json_object_new ();

  json_object_set_object_member (object, "before", entry_to_json (entries->pdata[before], before + 1));
  json_object_set_object_member (object, "after", entry_to_json (entries->pdata[after], after + 1));
  json_object_set_member (object, "differences", od_compare_json (differences));
  print_json (object);
}

static int
compare_two (const GPtrArray *entries, guint before, guint after, gboolean json)
{
  int status = OD_EXIT_OK;
  g_autoptr (OdResult) one = load (entries->pdata[before], &status);
  g_autoptr (OdResult) other = one != NULL ? load (entries->pdata[after], &status) : NULL;
  if (other == NULL)
    return status;

  g_autoptr (GPtrArray) differences = od_compare (one, other);
  if (json)
    print_differences_as_json (entries, before, after, differences);
  else
    print_differences (entries, before, after, differences);
  status = od_cli_flush ();
  return status == OD_EXIT_OK && differences->len > 0 ? OD_EXIT_PROBLEM : status;
}

/* In whatever order they are named, the older one is the one before. */
static int
compare (const GPtrArray *entries, char **words, gboolean json)
{
  int status = OD_EXIT_OK;
  const char *second = words[1] != NULL && words[2] != NULL ? words[2] : "1";

  if (find_entry (entries, words[1], &status) == NULL || find_entry (entries, second, &status) == NULL)
    return status;

  guint one = (guint) g_ascii_strtoull (words[1], NULL, 10) - 1;
  guint other = (guint) g_ascii_strtoull (second, NULL, 10) - 1;
  if (one == other)
    return od_cli_complain (
        _ ("That is the same run twice. Name an older one: “outbox-check history compare 2” "
           "compares the last but one with the newest."));
  return compare_two (entries, MAX (one, other), MIN (one, other), json);
}

static int
clear (void)
{
  g_autoptr (GError) error = NULL;
  guint count = 0;

  if (!od_history_clear (&count, &error))
    return od_cli_complain (error->message);
  fprintf (stdout, ngettext ("%u run was deleted.\n", "%u runs were deleted.\n", count), count);
  return od_cli_flush ();
}

static const struct
{
  const char *name;
  guint max_words;
  int (*run) (const GPtrArray *entries, char **words, gboolean json);
} commands[] = {
  { "list", 1, list },
  { "show", 2, show },
  { "compare", 3, compare },
};

static int
run_command (char **words, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = od_history_list (&error);

  if (entries == NULL)
    return od_cli_complain (error->message);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (words[0], commands[i].name) && g_strv_length (words) <= commands[i].max_words)
      return commands[i].run (entries, words, json);
  return od_cli_complain (_ ("That is not understood. Write “list”, “show N”, “compare N”, “compare N M” or "
                             "“clear”."));
}

int
od_cli_history (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;
  char *only_list[] = { (char *) "list", NULL };

  g_set_prgname ("outbox-check history");
  if (!parse (&options, argc, argv, &error))
    return od_cli_complain (error->message);

  char **words = options.words != NULL ? options.words : only_list;
  if (g_str_equal (words[0], "clear") && words[1] == NULL)
    return clear ();
  return run_command (words, options.json);
}
