/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The command "codes": the list, a search in it, or one entry in full. Main thread. */

#include "od-cli-codes.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "od-cli-code-words.h"
#include "od-cli-output.h"

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
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_ ("Print a JSON object a line, one a code"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->words, NULL, N_ ("[CODE | WORD…]") },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  GOptionGroup *group = g_option_group_new ("codes", NULL, NULL, options, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context, N_ ("Says what the codes of mail servers mean: 550, 5.1.1, all that begin with 55, or those "
                   "that words are found in. Without any: the list of all."));
  return g_option_context_parse (context, &argc, &argv, error);
}

typedef gboolean (*Wanted) (const OdCodeEntry *entry, const char *query);

/* (transfer full): OdCodeEntry *, not owned. */
static GPtrArray *
choose (const GPtrArray *entries, const char *query, Wanted is_wanted)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    if (is_wanted (entries->pdata[i], query))
      g_ptr_array_add (chosen, entries->pdata[i]);
  return chosen;
}

static void
print_in_full (const GPtrArray *chosen)
{
  const OdReportStyle style = od_cli_style_for (STDOUT_FILENO);

  for (guint i = 0; i < chosen->len; i++)
    {
      g_autofree char *text = od_cli_code_text (chosen->pdata[i], od_knowledge_get_default (), &style);
      fprintf (stdout, "%s%s", i > 0 ? "\n\n" : "", text);
    }
}

static void
print_list (const GPtrArray *chosen)
{
  for (guint i = 0; i < chosen->len; i++)
    {
      g_autofree char *line = od_cli_code_line (chosen->pdata[i]);
      fprintf (stdout, "%s\n", line);
    }
}

static void
print_json (const GPtrArray *chosen)
{
  for (guint i = 0; i < chosen->len; i++)
    {
      g_autofree char *line = od_cli_code_json (chosen->pdata[i], od_knowledge_get_default ());
      fprintf (stdout, "%s\n", line);
    }
}

static int
print (const GPtrArray *chosen, gboolean in_full, gboolean json)
{
  if (chosen->len == 0)
    {
      od_cli_complain (_ ("There is no such code in the list. “outbox-check codes” shows all of it."));
      return OD_EXIT_NOTHING;
    }
  if (json)
    print_json (chosen);
  else if (in_full)
    print_in_full (chosen);
  else
    print_list (chosen);
  return od_cli_flush ();
}

int
od_cli_codes (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  g_set_prgname ("outbox-check codes");
  if (!parse (&options, argc, argv, &error))
    return od_cli_complain (error->message);

  g_autofree char *typed = options.words != NULL ? g_strjoinv (" ", options.words) : g_strdup ("");
  g_autofree char *query = od_code_query_fold (typed);
  g_autoptr (GPtrArray) entries = od_code_list (od_knowledge_get_default ());
  g_autoptr (GPtrArray) exact = choose (entries, query, od_code_entry_is);
  g_autoptr (GPtrArray) found = choose (entries, query, od_code_entry_matches);

  if (exact->len > 0)
    return print (exact, TRUE, options.json);
  return print (found, found->len == 1 && *query != '\0', options.json);
}
