/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How often the knowledge is right: reads labelled replies (JSON lines with code, status, text, meaning),
 * what people paste (the same with "pasted": true; text is the whole window then) or labelled mails (JSON
 * lines with file and results: recipient and meaning of each; the mails beside the file) and prints how many
 * got the right meaning, how many were wrong though sure, and which meaning was taken for which. One thread.
 * It changes nothing and asserts nothing: the figures are for people. */

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "od-explain.h"

/* From here on a wrong answer is a confident one. */
#define SURE 90

static gboolean show_wrong = FALSE;
static gboolean show_all = FALSE;
static char *only = NULL;

static const GOptionEntry options[] = {
  { "wrong", 'w', 0, G_OPTION_ARG_NONE, &show_wrong, "List what was answered wrongly", NULL },
  { "all", 'a', 0, G_OPTION_ARG_NONE, &show_all, "List every answer", NULL },
  { "only", 'o', 0, G_OPTION_ARG_STRING, &only, "Only what is labelled or answered so", "MEANING" },
  { NULL },
};

typedef struct
{
  GHashTable *pairs;  /* "wanted\tgiven" → how many */
  GHashTable *wanted; /* meaning → how many */
  GHashTable *given;
  guint count;
  guint right;
  guint sure;
  guint sure_wrong;
} Score;

static void
count_one (GHashTable *table, const char *key)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (table, key));

  g_hash_table_insert (table, g_strdup (key), GUINT_TO_POINTER (number + 1));
}

static void
note (Score *score, const char *wanted, const char *given, guint certainty, const char *id, const char *what)
{
  g_autofree char *pair = g_strdup_printf ("%s\t%s", wanted, given);
  gboolean right = g_str_equal (wanted, given);

  score->count++;
  score->right += right;
  score->sure += certainty >= SURE;
  score->sure_wrong += certainty >= SURE && !right;
  count_one (score->pairs, pair);
  count_one (score->wanted, wanted);
  count_one (score->given, given);
  if (only != NULL && !g_str_equal (only, wanted) && !g_str_equal (only, given))
    return;
  if (show_all || (show_wrong && !right))
    printf ("%s: wanted %s, got %s (%s, %u %%): %s\n",
            right               ? "right"
            : certainty >= SURE ? "WRONG"
                                : "wrong",
            wanted, given, id, certainty, what);
}

static const char *
member (JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) ? json_object_get_string_member_with_default (object, name, "")
                                               : "";
}

static void
measure_reply (JsonObject *object, Score *score)
{
  const OdKnowledge *knowledge = od_knowledge_get_default ();
  g_autoptr (OdFacts) facts = od_facts_new ();
  gint64 code = json_object_get_int_member_with_default (object, "code", 0);
  g_autofree char *what = NULL;
  const OdDiagnosis *diagnosis;
  guint certainty = 0;

  if (code > 0)
    od_facts_addf (facts, "labels", "code", "%" G_GINT64_FORMAT, code);
  od_facts_add (facts, "given", "reply", "labels");
  od_facts_add (facts, "status", member (object, "status"), "labels");
  od_facts_add (facts, "text", member (object, "text"), "labels");
  diagnosis = od_diagnose_verdict (facts, knowledge, &certainty);
  what = g_strdup_printf ("%d %s %s", (int) code, member (object, "status"), member (object, "text"));
  note (score, member (object, "meaning"), diagnosis->meaning, certainty, diagnosis->id, what);
}

static void
print_pairs (const Score *score)
{
  g_autoptr (GList) pairs = g_list_sort (g_hash_table_get_keys (score->pairs), (GCompareFunc) strcmp);

  printf ("\n%-26s %-26s %s\n", "wanted", "given", "how many");
  for (GList *l = pairs; l != NULL; l = l->next)
    {
      g_auto (GStrv) both = g_strsplit (l->data, "\t", 2);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (score->pairs, l->data));
      guint all = GPOINTER_TO_UINT (g_hash_table_lookup (score->wanted, both[0]));

      if (g_str_equal (both[0], both[1]))
        printf ("%-26s %-26s %u of %u\n", both[0], "=", number, all);
      else
        printf ("%-26s %-26s %u\n", both[0], both[1], number);
    }
}

static void
print_score (const char *name, const Score *score)
{
  double all = MAX (score->count, 1);

  print_pairs (score);
  printf ("\n%s: %u of %u right (%.1f %%), %u sure, %u of them wrong (%.1f %% of all)\n", name, score->right,
          score->count, 100.0 * score->right / all, score->sure, score->sure_wrong,
          100.0 * score->sure_wrong / all);
}

/* Calls @measure for every line of a file of JSON lines; FALSE after saying what was wrong. */
static gboolean
each_line (const char *path,
           void (*measure) (JsonObject *object, const char *path, Score *score),
           Score *score)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &content, NULL, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return FALSE;
    }
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonNode) node = *lines[i] != '\0' ? json_from_string (lines[i], &error) : NULL;

      if (error != NULL)
        {
          fprintf (stderr, "%s:%u: %s\n", path, i + 1, error->message);
          return FALSE;
        }
      if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
        measure (json_node_get_object (node), path, score);
    }
  return TRUE;
}

/* What was said of @recipient, taken out of @explained; else the only one. */
static OdExplained *
take_explained (GPtrArray *explained, const char *recipient)
{
  for (guint i = 0; i < explained->len; i++)
    {
      const OdExplained *one = explained->pdata[i];
      const char *own = od_facts_get (one->facts, "recipient");

      if (own != NULL && g_ascii_strcasecmp (own, recipient) == 0)
        return g_ptr_array_steal_index (explained, i);
    }
  return explained->len == 1 &&
                 od_facts_get (((OdExplained *) explained->pdata[0])->facts, "recipient") == NULL
             ? g_ptr_array_steal_index (explained, 0)
             : NULL;
}

static void
measure_recipient (JsonObject *result, GPtrArray *explained, const char *file, Score *score)
{
  g_autoptr (OdExplained) one = take_explained (explained, member (result, "recipient"));
  const char *text = one != NULL ? od_facts_get (one->facts, "text") : NULL;
  g_autofree char *what = g_strdup_printf ("%s %s: %s", file, member (result, "recipient"), text);

  note (score, member (result, "meaning"), one != NULL ? one->diagnosis->meaning : "(not found)",
        one != NULL ? one->certainty : 0, one != NULL ? one->diagnosis->id : "-", what);
}

/* Takes @bytes. As a mail of a mailbox is explained. */
static GPtrArray *
explain_mail (GBytes *bytes)
{
  const OdItem item = { .kind = OD_ITEM_MAIL, .bytes = bytes };
  GPtrArray *explained = od_explain_item (&item, od_knowledge_get_default (), NULL, NULL);

  g_bytes_unref (bytes);
  return explained;
}

static void
measure_mail (JsonObject *object, const char *path, Score *score)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_build_filename (folder, member (object, "file"), NULL);
  JsonArray *results = json_object_get_array_member (object, "results");
  g_autoptr (GPtrArray) explained = NULL;
  char *bytes = NULL;
  gsize length = 0;

  if (g_file_get_contents (name, &bytes, &length, NULL))
    explained = explain_mail (g_bytes_new_take (bytes, length));
  if (explained == NULL)
    explained = g_ptr_array_new ();
  for (guint i = 0; i < json_array_get_length (results); i++)
    measure_recipient (json_array_get_object_element (results, i), explained, member (object, "file"), score);
  for (guint i = 0; i < explained->len; i++)
    {
      const OdExplained *one = explained->pdata[i];

      note (score, "(nothing)", one->diagnosis->meaning, one->certainty, one->diagnosis->id,
            member (object, "file"));
    }
}

/* The whole window of a program, as people paste it; the first story in it counts. */
static void
measure_pasted (JsonObject *object, Score *score)
{
  const char *text = member (object, "text");
  g_autoptr (GPtrArray) explained = od_explain_text (text, strlen (text), od_knowledge_get_default (), NULL);
  const OdExplained *first = explained->len > 0 ? explained->pdata[0] : NULL;

  note (score, member (object, "meaning"), first != NULL ? first->diagnosis->meaning : "(nothing)",
        first != NULL ? first->certainty : 0, first != NULL ? first->diagnosis->id : "-", text);
}

static void
measure_line (JsonObject *object, const char *path, Score *score)
{
  if (json_object_has_member (object, "results"))
    measure_mail (object, path, score);
  else if (json_object_get_boolean_member_with_default (object, "pasted", FALSE))
    measure_pasted (object, score);
  else
    measure_reply (object, score);
}

static gboolean
measure (const char *path)
{
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Score score = { pairs, wanted, given, 0, 0, 0, 0 };

  if (!each_line (path, measure_line, &score))
    return FALSE;
  print_score (path, &score);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE… – how often the knowledge is right");
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 2)
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "Name a file of labelled replies.");
      return 2;
    }
  for (int i = 1; i < argc; i++)
    good &= measure (argv[i]);
  return good ? 0 : 1;
}
