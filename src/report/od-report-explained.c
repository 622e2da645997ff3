/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Explanations as text, JSON and tables. What is in the facts is safe to show already. Any thread. It does
 * not judge: the verdict is in what it is given. */

#include "od-report-explained.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* From here on it is not said how sure it is. Percent. */
#define SURE 90

static const char *
fact (const OdExplained *explained, const char *name)
{
  const char *value = od_facts_get (explained->facts, name);

  return value != NULL ? value : "";
}

static void
add_head (GString *out, const char *recipient, const char *server)
{
  if (*recipient != '\0')
    {
      g_string_append_printf (out, _ ("Recipient: %s"), recipient);
      g_string_append_c (out, '\n');
    }
  if (*server != '\0')
    {
      g_string_append_printf (out, _ ("Server: %s"), server);
      g_string_append_c (out, '\n');
    }
}

char *
od_report_explained_text (const OdExplained *explained,
                          const OdKnowledge *knowledge,
                          const OdReportStyle *style)
{
  g_autoptr (OdFinding) finding = od_explained_finding (explained, knowledge);
  g_autofree char *text = od_report_finding (finding, style);
  GString *out = g_string_new (NULL);

  add_head (out, fact (explained, "recipient"), fact (explained, "remote-mta"));
  g_string_append (out, text);
  if (explained->certainty < SURE)
    {
      g_string_append_c (out, '\n');
      g_string_append_printf (out, _ ("How sure this is: %u %%"), explained->certainty);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

char *
od_report_explained_line (const OdExplained *explained)
{
  g_autofree char *title = od_explained_title (explained);
  const char *recipient = fact (explained, "recipient");
  g_autofree char *codes = g_strjoin (" ", fact (explained, "code"), fact (explained, "status"), NULL);

  return g_strdup_printf ("%-32s  %-10s  %s", *recipient != '\0' ? recipient : "–", g_strstrip (codes),
                          title);
}

static void
add_member (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    json_object_set_string_member (object, name, value);
}

static JsonArray *
words_to_json (char **words)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);
  return array;
}

static void
add_verdict (JsonObject *object, const OdExplained *explained, const OdKnowledge *knowledge)
{
  const OdDiagnosis *diagnosis = explained->diagnosis;
  g_autofree char *title = od_explained_title (explained);
  g_auto (GStrv) words = od_explained_words (explained, knowledge);

  add_member (object, "meaning", diagnosis->meaning);
  add_member (object, "diagnosis", diagnosis->id);
  add_member (object, "actor", od_actor_name (diagnosis->actor));
  add_member (object, "lasting", od_lasts_name (diagnosis->lasts));
  json_object_set_int_member (object, "certainty", explained->certainty);
  add_member (object, "title", title);
  json_object_set_array_member (object, "words", words_to_json (words));
}

char *
od_report_explained_json (const OdExplained *explained, const OdKnowledge *knowledge)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  double code;

  json_node_take_object (node, object);
  add_member (object, "item", explained->item);
  add_member (object, "recipient", fact (explained, "recipient"));
  if (od_facts_get_number (explained->facts, "code", &code))
    json_object_set_int_member (object, "code", (gint64) code);
  add_member (object, "status", fact (explained, "status"));
  add_member (object, "stage", fact (explained, "stage"));
  add_verdict (object, explained, knowledge);
  add_member (object, "text", fact (explained, "text"));
  add_member (object, "remote-mta", fact (explained, "remote-mta"));
  add_member (object, "action", fact (explained, "action"));
  add_member (object, "given", fact (explained, "given"));
  return json_to_string (node, FALSE);
}

/* Whether a spreadsheet would run it. */
static gboolean
is_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

static void
add_csv_cell (GString *out, const char *text)
{
  gboolean quoted = strpbrk (text, ",\"\r\n") != NULL;

  if (quoted)
    g_string_append_c (out, '"');
  if (is_formula (text))
    g_string_append_c (out, '\'');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *at);
    }
  if (quoted)
    g_string_append_c (out, '"');
}

static void
add_tsv_cell (GString *out, const char *text)
{
  static const char special[] = "\t\n\r\\";
  static const char letters[] = "tnr\\";

  for (const char *at = text; *at != '\0'; at++)
    {
      const char *found = strchr (special, *at);

      if (found != NULL)
        g_string_append_printf (out, "\\%c", letters[found - special]);
      else
        g_string_append_c (out, *at);
    }
}

void
od_report_add_cell (GString *out, const char *text, OdTableKind kind)
{
  if (kind == OD_TABLE_CSV)
    add_csv_cell (out, text);
  else
    add_tsv_cell (out, text);
}

static void
add_row (GString *out, const char *const *cells, guint count, OdTableKind kind)
{
  for (guint i = 0; i < count; i++)
    {
      if (i > 0)
        g_string_append_c (out, kind == OD_TABLE_CSV ? ',' : '\t');
      od_report_add_cell (out, cells[i] != NULL ? cells[i] : "", kind);
    }
  g_string_append (out, kind == OD_TABLE_CSV ? "\r\n" : "\n");
}

void
od_report_explained_add_header (GString *out, OdTableKind kind)
{
  static const char *const names[] = { "item",      "recipient",  "code",    "status",    "stage", "meaning",
                                       "diagnosis", "actor",      "lasting", "certainty", "title", "words",
                                       "text",      "remote-mta", "action",  "given" };

  add_row (out, names, G_N_ELEMENTS (names), kind);
}

void
od_report_explained_add_row (GString *out,
                             const OdExplained *explained,
                             const OdKnowledge *knowledge,
                             OdTableKind kind)
{
  const OdDiagnosis *diagnosis = explained->diagnosis;
  g_autofree char *title = od_explained_title (explained);
  g_auto (GStrv) words = od_explained_words (explained, knowledge);
  g_autofree char *all_words = g_strjoinv (" … ", words);
  g_autofree char *certainty = g_strdup_printf ("%u", explained->certainty);
  const char *const cells[] = { explained->item,
                                fact (explained, "recipient"),
                                fact (explained, "code"),
                                fact (explained, "status"),
                                fact (explained, "stage"),
                                diagnosis->meaning,
                                diagnosis->id,
                                od_actor_name (diagnosis->actor),
                                od_lasts_name (diagnosis->lasts),
                                certainty,
                                title,
                                all_words,
                                fact (explained, "text"),
                                fact (explained, "remote-mta"),
                                fact (explained, "action"),
                                fact (explained, "given") };

  add_row (out, cells, G_N_ELEMENTS (cells), kind);
}
