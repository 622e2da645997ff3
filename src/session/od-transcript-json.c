/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Events as JSON and back. Writing leaves out what is not set; reading takes only members it knows, of the
 * type they must have. Texts are made safe again when read: a file from elsewhere is as foreign as a server.
 * Any thread. */

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "od-json-reader.h"
#include "od-text.h"
#include "od-tls-json.h"
#include "od-transcript-file.h"

#define MAX_EVENTS 200000
#define MAX_FIELDS 1000

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

/* Several values of one name are possible, so a list of pairs. */
static JsonNode *
fields_to_json (GPtrArray *fields)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < fields->len; i++)
    {
      const OdEventField *field = g_ptr_array_index (fields, i);
      JsonArray *pair = json_array_new ();

      json_array_add_string_element (pair, field->name);
      json_array_add_string_element (pair, field->value);
      json_array_add_array_element (array, pair);
    }
  json_node_take_array (node, array);
  return node;
}

static JsonObject *
event_to_json (const OdEvent *event)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", od_event_kind_name (event->kind));
  json_object_set_string_member (object, "stage", od_stage_name (event->stage));
  json_object_set_double_member (object, "at", (double) event->at_us / G_USEC_PER_SEC);
  if (event->duration_us >= 0)
    json_object_set_double_member (object, "duration", (double) event->duration_us / G_USEC_PER_SEC);
  set_text (object, "name", event->name);
  set_text (object, "text", event->text);
  if (event->code != 0)
    json_object_set_int_member (object, "code", event->code);
  if (event->more)
    json_object_set_boolean_member (object, "more", TRUE);
  if (event->fields->len > 0)
    json_object_set_member (object, "fields", fields_to_json (event->fields));
  if (event->tls != NULL)
    json_object_set_object_member (object, "tls", od_tls_info_to_json (event->tls));
  return object;
}

JsonNode *
od_transcript_to_json (OdTranscript *self)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < od_transcript_get_length (self); i++)
    json_array_add_object_element (array, event_to_json (od_transcript_get_event (self, i)));
  json_node_take_array (node, array);
  return node;
}

/* Line breaks stay: the text of a reply has several lines. */
static char *
safe_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      char *safe = od_text_make_safe (*line, -1);

      g_free (*line);
      *line = safe;
    }
  return g_strjoinv ("\n", lines);
}

static void
read_field (OdEvent *event, OdJsonReader *reader, JsonNode *node)
{
  JsonArray *pair = od_json_reader_array (reader, node, "fields", 2);
  const char *name, *value;
  g_autofree char *safe_name = NULL;
  g_autofree char *safe_value = NULL;

  if (pair == NULL)
    return;
  if (json_array_get_length (pair) != 2)
    {
      od_json_reader_refuse (reader, "fields");
      return;
    }
  name = od_json_reader_text (reader, json_array_get_element (pair, 0), "fields");
  value = od_json_reader_text (reader, json_array_get_element (pair, 1), "fields");
  if (name == NULL || value == NULL)
    return;
  safe_name = od_text_make_safe (name, -1);
  safe_value = safe_lines (value);
  od_event_add_field (event, safe_name, safe_value);
}

static void
read_fields (OdEvent *event, OdJsonReader *reader, JsonObject *object)
{
  JsonArray *fields = od_json_reader_optional_array (reader, object, "fields", MAX_FIELDS);

  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++)
    read_field (event, reader, json_array_get_element (fields, i));
}

static gint64
seconds_to_us (double seconds)
{
  return (gint64) llround (seconds * G_USEC_PER_SEC);
}

static void
read_names (OdEvent *event, OdJsonReader *reader, JsonObject *object)
{
  const char *kind = od_json_reader_member_text (reader, object, "kind");
  const char *stage = od_json_reader_member_text (reader, object, "stage");

  if (kind == NULL || !od_event_kind_from_name (kind, &event->kind))
    od_json_reader_refuse (reader, "kind");
  if (stage == NULL)
    od_json_reader_refuse (reader, "stage");
  else
    event->stage = od_stage_from_name (stage);
  if (stage != NULL && event->stage == OD_STAGE_NONE && !g_str_equal (stage, "none"))
    od_json_reader_refuse (reader, "stage");
}

static const char *const event_members[] = { "kind", "stage", "at",     "duration", "name", "text",
                                             "code", "more",  "fields", "tls",      NULL };

static OdEvent *
event_from_json (OdJsonReader *reader, JsonNode *node)
{
  JsonObject *object = od_json_reader_object (reader, node, event_members);
  OdEvent *event = od_event_new (OD_EVENT_STEP, OD_STAGE_NONE, 0);
  const char *text;

  if (object == NULL)
    return event;
  read_names (event, reader, object);
  event->at_us = seconds_to_us (od_json_reader_member_number (reader, object, "at", NAN));
  if (json_object_has_member (object, "duration"))
    event->duration_us = seconds_to_us (od_json_reader_member_number (reader, object, "duration", NAN));
  event->name = od_json_reader_dup_safe (reader, object, "name");
  text = od_json_reader_member_text (reader, object, "text");
  event->text = text != NULL ? safe_lines (text) : NULL;
  event->code = (guint) od_json_reader_member_number (reader, object, "code", 0);
  event->more = od_json_reader_member_true (reader, object, "more");
  read_fields (event, reader, object);
  if (json_object_has_member (object, "tls"))
    event->tls = od_tls_info_from_json (reader, json_object_get_member (object, "tls"));
  return event;
}

OdTranscript *
od_transcript_from_json (JsonNode *events, GError **error)
{
  OdJsonReader reader = OD_JSON_READER_INIT;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  JsonArray *array = od_json_reader_array (&reader, events, "events", MAX_EVENTS);
  OdTranscript *transcript;

  for (guint i = 0; array != NULL && reader.error == NULL && i < json_array_get_length (array); i++)
    {
      reader.index = i;
      g_ptr_array_add (list, event_from_json (&reader, json_array_get_element (array, i)));
    }
  if (reader.error != NULL)
    {
      g_propagate_error (error, reader.error);
      return NULL;
    }
  transcript = od_transcript_new ();
  od_transcript_append (transcript, list);
  return transcript;
}
