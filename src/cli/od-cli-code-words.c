/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes an entry of the reference of codes for people and for programs. Any thread. It knows no codes: all
 * words come from the knowledge. */

#include "od-cli-code-words.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "od-marked-text.h"
#include "od-source-link.h"

#define BOLD  "\033[1m"
#define PLAIN "\033[0m"

static void
add_wrapped (GString *out, const OdReportStyle *style, guint indent, const char *text)
{
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (OdSpan));

  od_marked_text_add (out, text, nothing, indent, style->width, FALSE);
}

static void
add_heading (GString *out, const OdReportStyle *style, const char *heading)
{
  g_string_append_printf (out, "\n%s%s%s\n", style->colour ? BOLD : "", heading, style->colour ? PLAIN : "");
}

/* A heading and a list below it, unless there is nothing in it. */
static void
add_list (GString *out, const OdReportStyle *style, const char *heading, char **texts)
{
  if (texts == NULL || texts[0] == NULL)
    return;
  add_heading (out, style, heading);
  for (guint i = 0; texts[i] != NULL; i++)
    add_wrapped (out, style, 2, texts[i]);
}

static void
add_fixes (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  if (finding->fixes->len > 0)
    add_heading (out, style, _ ("What to do"));
  for (guint i = 0; i < finding->fixes->len; i++)
    {
      const OdFix *fix = finding->fixes->pdata[i];

      add_wrapped (out, style, 2, fix->title);
      if (fix->text != NULL)
        add_wrapped (out, style, 4, fix->text);
    }
}

static void
add_causes (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  if (finding->causes->len > 0)
    add_heading (out, style, _ ("Possible causes"));
  for (guint i = 0; i < finding->causes->len; i++)
    add_wrapped (out, style, 2, ((const OdCause *) finding->causes->pdata[i])->title);
}

static void
add_sources (GString *out, const OdReportStyle *style, char **sources)
{
  if (sources == NULL || sources[0] == NULL)
    return;
  add_heading (out, style, _ ("Sources"));
  for (guint i = 0; sources[i] != NULL; i++)
    {
      g_autofree char *link = od_source_link (sources[i]);

      add_wrapped (out, style, 2, sources[i]);
      if (link != NULL)
        g_string_append_printf (out, "    %s\n", link);
    }
}

static void
add_who (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  g_autofree char *actor = g_strdup_printf (_ ("Who has to act: %s"), od_actor_label (finding->actor));

  if (finding->actor != OD_ACTOR_NOBODY)
    add_wrapped (out, style, 2, actor);
  if (finding->lasts != OD_LASTS_NOTHING)
    add_wrapped (out, style, 2, od_lasts_label (finding->lasts));
}

static void
add_finding (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  add_heading (out, style, finding->title);
  add_wrapped (out, style, 2, finding->summary);
  add_who (out, style, finding);
  add_fixes (out, style, finding);
  add_causes (out, style, finding);
  add_list (out, style, _ ("Details"), finding->details);
}

char *
od_cli_code_text (const OdCodeEntry *entry, const OdKnowledge *knowledge, const OdReportStyle *style)
{
  g_autoptr (OdFinding) finding = od_code_entry_finding (entry, knowledge);
  g_auto (GStrv) digits = od_code_entry_digits (entry, knowledge);
  g_auto (GStrv) examples = od_code_entry_examples (entry);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s%s%s\n", style->colour ? BOLD : "", entry->label,
                          style->colour ? PLAIN : "");
  for (guint i = 0; digits[i] != NULL; i++)
    add_wrapped (out, style, 2, digits[i]);
  if (finding != NULL)
    add_finding (out, style, finding);
  else
    add_heading (out, style, entry->title);
  add_list (out, style, _ ("Examples"), examples);
  if (finding != NULL)
    add_sources (out, style, finding->sources);
  return g_string_free (out, FALSE);
}

char *
od_cli_code_line (const OdCodeEntry *entry)
{
  return g_strdup_printf ("%-7s  %s", entry->label, entry->title);
}

static void
add_texts (JsonObject *object, const char *name, char **texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (object, name, array);
}

static JsonArray *
causes_to_json (const GPtrArray *causes)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < causes->len; i++)
    json_array_add_string_element (array, ((const OdCause *) causes->pdata[i])->title);
  return array;
}

static JsonArray *
fixes_to_json (const GPtrArray *fixes)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < fixes->len; i++)
    {
      const OdFix *fix = fixes->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "title", fix->title);
      if (fix->text != NULL)
        json_object_set_string_member (object, "text", fix->text);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
sources_to_json (const GPtrArray *sources)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < sources->len; i++)
    {
      g_autofree char *link = od_source_link (sources->pdata[i]);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "text", sources->pdata[i]);
      if (link != NULL)
        json_object_set_string_member (object, "link", link);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
add_finding_members (JsonObject *object, const OdFinding *finding)
{
  json_object_set_string_member (object, "summary", finding->summary);
  add_texts (object, "details", finding->details);
  json_object_set_array_member (object, "causes", causes_to_json (finding->causes));
  json_object_set_array_member (object, "fixes", fixes_to_json (finding->fixes));
}

char *
od_cli_code_json (const OdCodeEntry *entry, const OdKnowledge *knowledge)
{
  const OdDiagnosis *diagnosis = entry->diagnosis;
  g_autoptr (OdFinding) finding = od_code_entry_finding (entry, knowledge);
  g_auto (GStrv) digits = od_code_entry_digits (entry, knowledge);
  g_auto (GStrv) examples = od_code_entry_examples (entry);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_string_member (object, entry->is_status ? "status" : "code", entry->label);
  json_object_set_string_member (object, "diagnosis", diagnosis->id);
  if (*diagnosis->meaning != '\0')
    json_object_set_string_member (object, "meaning", diagnosis->meaning);
  json_object_set_string_member (object, "actor", od_actor_name (diagnosis->actor));
  json_object_set_string_member (object, "lasting", od_lasts_name (diagnosis->lasts));
  json_object_set_string_member (object, "title", entry->title);
  add_texts (object, "digits", digits);
  if (finding != NULL)
    add_finding_members (object, finding);
  add_texts (object, "examples", examples);
  json_object_set_array_member (object, "sources", sources_to_json (diagnosis->sources));
  return json_to_string (node, FALSE);
}
