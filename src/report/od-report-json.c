/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A result as JSON, format "outbox-doctor-result", version 1 (the man page documents it), and back again:
 * what is read back is the transcript and the settings; facts and findings are made anew from them. No secret
 * can be in it: none is in a result. Any thread. */

#include <glib/gi18n-lib.h>

#include "od-json-member.h"
#include "od-report.h"
#include "od-settings-json.h"
#include "od-text.h"
#include "od-transcript-file.h"

#define FORMAT_NAME    "outbox-doctor-result"
#define FORMAT_VERSION 1

static void
add_text (JsonObject *object, const char *member, const char *text)
{
  if (text && *text)
    json_object_set_string_member (object, member, text);
}

static void
add_texts (JsonObject *object, const char *member, char **texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts && texts[i]; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (object, member, array);
}

static JsonArray *
facts_to_json (const OdFacts *facts)
{
  JsonArray *array = json_array_new ();
  GPtrArray *list = od_facts_list (facts);

  for (guint i = 0; i < list->len; i++)
    {
      const OdFact *fact = g_ptr_array_index (list, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", fact->name);
      json_object_set_string_member (object, "value", fact->value);
      json_object_set_string_member (object, "source", fact->source);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
causes_to_json (GPtrArray *causes)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < causes->len; i++)
    {
      const OdCause *cause = g_ptr_array_index (causes, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", cause->id);
      json_object_set_string_member (object, "state", od_cause_state_name (cause->state));
      json_object_set_string_member (object, "title", cause->title);
      add_text (object, "evidence", cause->evidence);
      add_texts (object, "sources", cause->sources);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
fixes_to_json (GPtrArray *fixes)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < fixes->len; i++)
    {
      const OdFix *fix = g_ptr_array_index (fixes, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "action", fix->action);
      add_text (object, "arguments", fix->arguments);
      json_object_set_string_member (object, "title", fix->title);
      add_text (object, "text", fix->text);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
questions_to_json (GPtrArray *questions)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < questions->len; i++)
    {
      const OdQuestion *question = g_ptr_array_index (questions, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "fact", question->fact);
      json_object_set_string_member (object, "text", question->text);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
wishes_to_json (GPtrArray *wishes)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < wishes->len; i++)
    {
      const OdWish *wish = g_ptr_array_index (wishes, i);
      JsonObject *object = json_object_new ();
      JsonArray *causes = json_array_new ();

      for (guint j = 0; j < wish->causes->len; j++)
        json_array_add_string_element (causes, g_ptr_array_index (wish->causes, j));
      json_object_set_string_member (object, "party", wish->party);
      json_object_set_string_member (object, "names", wish->names);
      json_object_set_array_member (object, "causes", causes);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
finding_to_json (const OdFinding *finding)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", finding->id);
  json_object_set_string_member (object, "kind", od_diagnosis_kind_name (finding->kind));
  add_text (object, "meaning", finding->meaning);
  json_object_set_string_member (object, "actor", od_actor_name (finding->actor));
  json_object_set_string_member (object, "lasts", od_lasts_name (finding->lasts));
  json_object_set_int_member (object, "certainty", finding->certainty);
  json_object_set_string_member (object, "title", finding->title);
  json_object_set_string_member (object, "summary", finding->summary);
  add_texts (object, "details", finding->details);
  json_object_set_array_member (object, "causes", causes_to_json (finding->causes));
  json_object_set_array_member (object, "fixes", fixes_to_json (finding->fixes));
  json_object_set_array_member (object, "questions", questions_to_json (finding->questions));
  add_texts (object, "sources", finding->sources);
  add_text (object, "server_words", finding->server_words);
  return object;
}

JsonNode *
od_report_json (const OdResult *result)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *when = g_date_time_format_iso8601 (result->when);
  JsonArray *findings = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < result->findings->len; i++)
    json_array_add_object_element (findings, finding_to_json (g_ptr_array_index (result->findings, i)));

  json_object_set_string_member (object, "format", FORMAT_NAME);
  json_object_set_int_member (object, "version", FORMAT_VERSION);
  json_object_set_string_member (object, "program", "outbox-doctor " OD_VERSION);
  json_object_set_string_member (object, "when", when);
  json_object_set_object_member (object, "settings", od_settings_to_json (result->settings));
  json_object_set_string_member (object, "outcome", od_result_get_outcome (result));
  json_object_set_member (object, "transcript", od_transcript_to_json (result->transcript));
  json_object_set_array_member (object, "facts", facts_to_json (result->facts));
  json_object_set_array_member (object, "findings", findings);
  json_object_set_array_member (object, "wishes", wishes_to_json (result->wishes));
  json_node_set_object (node, object);
  return node;
}

gboolean
od_report_save_json (const OdResult *result, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) node = od_report_json (result);
  g_autofree char *text = json_to_string (node, TRUE);

  return od_text_file_write (file, text, cancellable, error);
}

/* When the run was made, not when it is read. */
static void
restore_time (OdResult *result, JsonObject *object)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_iso8601 (od_json_member_text (object, "when"), NULL);

  if (when == NULL)
    return;
  g_date_time_unref (result->when);
  result->when = g_date_time_to_local (when);
}

static OdResult *
result_from_json (JsonObject *object, GError **error)
{
  g_autoptr (OdTranscript) transcript = NULL;
  g_autoptr (OdSettings) settings = NULL;
  JsonNode *saved = json_object_get_member (object, "settings");

  if (json_object_get_int_member_with_default (object, "version", 0) != FORMAT_VERSION)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _ ("This result was saved by another version of Outbox Doctor."));
      return NULL;
    }
  transcript = od_transcript_from_json (json_object_get_member (object, "transcript"), error);
  if (!transcript)
    return NULL;
  if (saved && JSON_NODE_HOLDS_OBJECT (saved))
    settings = od_settings_from_json (json_node_get_object (saved));

  OdResult *result = od_result_new_from_transcript (transcript, settings);
  restore_time (result, object);
  return result;
}

OdResult *
od_report_read (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) root = od_json_file_read (file, cancellable, error);

  if (!root)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (root) &&
      g_str_equal (od_json_member_text (json_node_get_object (root), "format"), FORMAT_NAME))
    return result_from_json (json_node_get_object (root), error);

  g_autoptr (OdTranscript) transcript = od_transcript_load (file, cancellable, error);
  return transcript ? od_result_new_from_transcript (transcript, NULL) : NULL;
}
