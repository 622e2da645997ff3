/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A file of the history is the JSON of a result with one member more, "summary", which stands before the long
 * ones: so a list needs the first kilobytes of a file only. A file is as foreign as a server: the summary is
 * bounded, and its texts are made safe. */

#include "od-history-entry.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "od-history-error.h"
#include "od-text.h"
#include "od-transcript-file.h"

#define HEAD_SIZE  8192
#define MAX_LETTER 300 /* of each text in a summary */
#define BEGINNING  "{\"format\":\"outbox-doctor-result\",\"version\":1,\"summary\":"

void
od_history_entry_free (OdHistoryEntry *self)
{
  g_free (self->id);
  g_clear_pointer (&self->when, g_date_time_unref);
  g_free (self->address);
  g_free (self->server);
  g_free (self->outcome);
  g_free (self->verdict);
  g_free (self->title);
  g_free (self);
}

static char *
short_text (const char *text)
{
  g_autofree char *safe = od_text_make_safe (text != NULL ? text : "", -1);

  return g_utf8_strlen (safe, -1) > MAX_LETTER ? g_utf8_substring (safe, 0, MAX_LETTER)
                                               : g_steal_pointer (&safe);
}

OdHistoryEntry *
od_history_entry_new (const char *id, const OdResult *result)
{
  OdHistoryEntry *self = g_new0 (OdHistoryEntry, 1);
  const OdFinding *verdict = od_result_get_verdict (result);

  self->id = g_strdup (id);
  self->when = g_date_time_ref (result->when);
  self->address = short_text (result->settings->address);
  self->server = short_text (result->settings->server);
  self->port = od_settings_effective_port (result->settings);
  self->outcome = short_text (od_result_get_outcome (result));
  self->verdict = short_text (verdict->id);
  self->title = short_text (verdict->title);
  return self;
}

static JsonNode *
summary_to_json (const OdHistoryEntry *self)
{
  g_autofree char *when = g_date_time_format_iso8601 (self->when);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "when", when);
  json_object_set_string_member (object, "address", self->address);
  json_object_set_string_member (object, "server", self->server);
  json_object_set_int_member (object, "port", self->port);
  json_object_set_string_member (object, "outcome", self->outcome);
  json_object_set_string_member (object, "verdict", self->verdict);
  json_object_set_string_member (object, "title", self->title);
  json_node_set_object (node, object);
  return node;
}

/* The members of @from but the format and version, which stand before the summary. */
static void
copy_members (JsonObject *from, JsonObject *to)
{
  g_autoptr (GList) names = json_object_get_members (from);

  for (GList *l = names; l != NULL; l = l->next)
    if (!json_object_has_member (to, l->data))
      json_object_set_member (to, l->data, json_object_dup_member (from, l->data));
}

char *
od_history_entry_make_file (const OdHistoryEntry *self, const OdResult *result)
{
  g_autoptr (JsonNode) report = od_report_json (result);
  JsonObject *members = json_node_get_object (report);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_member (object, "format", json_object_dup_member (members, "format"));
  json_object_set_member (object, "version", json_object_dup_member (members, "version"));
  json_object_set_member (object, "summary", summary_to_json (self));
  copy_members (members, object);
  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

/* (transfer full): the summary in the head of a file, up to the brace that closes it; NULL where the file
 * begins otherwise. It has no objects in it, but braces may stand in strings. */
static char *
find_summary (const char *head)
{
  const char *begin = head + strlen (BEGINNING);
  gboolean in_string = FALSE;

  if (!g_str_has_prefix (head, BEGINNING))
    return NULL;
  for (const char *at = begin; *at != '\0'; at++)
    {
      if (in_string && *at == '\\' && at[1] != '\0')
        at++;
      else if (*at == '"')
        in_string = !in_string;
      else if (*at == '}' && !in_string)
        return g_strndup (begin, (gsize) (at + 1 - begin));
    }
  return NULL;
}

static char *
text_in (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return g_strdup ("");
  return short_text (json_node_get_string (node));
}

static guint
port_in (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "port");

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? (guint) CLAMP (json_node_get_int (node), 0, 65535)
                                                      : 0;
}

static GDateTime *
time_in (JsonObject *object)
{
  g_autofree char *text = text_in (object, "when");
  g_autoptr (GDateTime) when = g_date_time_new_from_iso8601 (text, NULL);

  return when != NULL ? g_date_time_to_local (when) : NULL;
}

static OdHistoryEntry *
entry_from_summary (const char *id, const char *summary)
{
  g_autoptr (JsonNode) node = json_from_string (summary, NULL);
  g_autoptr (GDateTime) when = NULL;
  OdHistoryEntry *self;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  JsonObject *object = json_node_get_object (node);
  when = time_in (object);
  if (when == NULL)
    return NULL;
  self = g_new0 (OdHistoryEntry, 1);
  self->id = g_strdup (id);
  self->when = g_steal_pointer (&when);
  self->address = text_in (object, "address");
  self->server = text_in (object, "server");
  self->port = port_in (object);
  self->outcome = text_in (object, "outcome");
  self->verdict = text_in (object, "verdict");
  self->title = text_in (object, "title");
  return self;
}

/* A file that does not end as an object does was cut off: no program of ours does that, but disks do. */
static gboolean
ends_well (int file)
{
  char last = '\0';

  return lseek (file, -1, SEEK_END) >= 0 && read (file, &last, 1) == 1 && last == '}';
}

/* (transfer full): the head of the file, NULL where it is no regular file of ours. */
static char *
read_head (const char *path)
{
  char head[HEAD_SIZE + 1] = { 0 };
  int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0);
  gssize length;
  gboolean whole;

  if (file < 0)
    return NULL;
  length = read (file, head, HEAD_SIZE);
  whole = length > 0 && ends_well (file);
  close (file);
  return whole ? g_strdup (head) : NULL;
}

OdHistoryEntry *
od_history_entry_read (const char *id, const char *path, GError **error)
{
  g_autofree char *head = read_head (path);
  g_autofree char *summary = head != NULL ? find_summary (head) : NULL;
  OdHistoryEntry *self = summary != NULL ? entry_from_summary (id, summary) : NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (OdResult) result = NULL;

  if (self != NULL)
    return self;
  result = od_report_read (file, NULL, error);
  return result != NULL ? od_history_entry_new (id, result) : NULL;
}
