/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The first error stays, later ones are consequences. Knows JSON types only, no event. */

#include "od-json-reader.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "od-text.h"

#define MAX_NUMBER 1e9

void
od_json_reader_refuse (OdJsonReader *self, const char *member)
{
  if (self->error == NULL)
    self->error =
        g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                     /* Translators: %u is the place of an event in a file, %s a word of its format */
                     _ ("The saved run cannot be read: event %u, “%s”."), self->index + 1, member);
}

static void
refuse_unknown (OdJsonReader *self, JsonObject *object, const char *const *known)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      {
        g_autofree char *safe = od_text_make_safe (l->data, -1);

        od_json_reader_refuse (self, safe);
        return;
      }
}

JsonObject *
od_json_reader_object (OdJsonReader *self, JsonNode *node, const char *const *known)
{
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      od_json_reader_refuse (self, "{}");
      return NULL;
    }
  refuse_unknown (self, json_node_get_object (node), known);
  return json_node_get_object (node);
}

JsonArray *
od_json_reader_array (OdJsonReader *self, JsonNode *node, const char *member, guint max)
{
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) &&
      json_array_get_length (json_node_get_array (node)) <= max)
    return json_node_get_array (node);
  od_json_reader_refuse (self, member);
  return NULL;
}

JsonArray *
od_json_reader_optional_array (OdJsonReader *self, JsonObject *object, const char *member, guint max)
{
  if (!json_object_has_member (object, member))
    return NULL;
  return od_json_reader_array (self, json_object_get_member (object, member), member, max);
}

const char *
od_json_reader_text (OdJsonReader *self, JsonNode *node, const char *member)
{
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  od_json_reader_refuse (self, member);
  return NULL;
}

const char *
od_json_reader_member_text (OdJsonReader *self, JsonObject *object, const char *member)
{
  if (!json_object_has_member (object, member))
    return NULL;
  return od_json_reader_text (self, json_object_get_member (object, member), member);
}

char *
od_json_reader_dup_safe (OdJsonReader *self, JsonObject *object, const char *member)
{
  const char *text = od_json_reader_member_text (self, object, member);

  return text != NULL ? od_text_make_safe (text, -1) : NULL;
}

static gboolean
holds_number (JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

double
od_json_reader_member_number (OdJsonReader *self, JsonObject *object, const char *member, double missing)
{
  JsonNode *node = json_object_get_member (object, member);
  double number;

  if (node == NULL && !isnan (missing))
    return missing;
  if (node == NULL || !holds_number (node))
    {
      od_json_reader_refuse (self, member);
      return 0;
    }
  number = json_node_get_double (node);
  if (isfinite (number) && fabs (number) <= MAX_NUMBER)
    return number;
  od_json_reader_refuse (self, member);
  return 0;
}

gboolean
od_json_reader_member_true (OdJsonReader *self, JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  od_json_reader_refuse (self, member);
  return FALSE;
}
