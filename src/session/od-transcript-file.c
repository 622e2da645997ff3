/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The file around a transcript: its head, the atomic write, the bounded read. What an event looks like in
 * JSON is in od-transcript-json.c. Blocking; any thread. */

#include "od-transcript-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define FORMAT_NAME    "outbox-doctor-transcript"
#define FORMAT_VERSION 1
#define MAX_FILE       (16 * 1024 * 1024)
#define MAX_DEPTH      16

#define LEFTOVER_MIN_AGE 3600 /* seconds; no write takes so long */

static JsonNode *
document_new (OdTranscript *transcript)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "format", FORMAT_NAME);
  json_object_set_int_member (object, "version", FORMAT_VERSION);
  json_object_set_member (object, "events", od_transcript_to_json (transcript));
  json_node_set_object (root, object);
  return root;
}

gboolean
od_text_file_write (GFile *file, const char *text, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (file);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (path == NULL)
    return g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                    cancellable, error);
  return g_file_set_contents_full (path, text, (gssize) strlen (text),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/* GLib draws its six characters from these; so "accounts.json.backup", which a person made, is none. */
static gboolean
has_drawn_end (const char *name)
{
  gsize length = strlen (name);

  return length > 6 && strspn (name + length - 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == 6;
}

static gboolean
is_old (const char *path)
{
  GStatBuf status;

  return g_lstat (path, &status) == 0 &&
         g_get_real_time () / G_USEC_PER_SEC - status.st_mtime > LEFTOVER_MIN_AGE;
}

void
od_text_file_remove_leftovers (const char *folder, const char *pattern)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_pattern_match_simple (pattern, name) && has_drawn_end (name) && is_old (path))
        g_unlink (path);
    }
}

gboolean
od_transcript_save (OdTranscript *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) document = document_new (self);
  g_autofree char *text = json_to_string (document, TRUE);

  return od_text_file_write (file, text, cancellable, error);
}

/* Reads at most MAX_FILE octets of a regular file. */
static GBytes *
read_bounded (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, cancellable, error);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *buffer = NULL;
  gsize length = 0;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("This is not a file."));
      return NULL;
    }
  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;
  buffer = g_malloc (MAX_FILE + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, MAX_FILE + 1, &length, cancellable, error))
    return NULL;
  if (length > MAX_FILE)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                           _ ("The file is too large for a saved run."));
      return NULL;
    }
  return g_bytes_new (buffer, length);
}

/* The parser goes down a level of the stack with each bracket, so their depth is bounded beforehand. */
static gboolean
is_shallow (const char *text, gsize length)
{
  gboolean in_string = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = !in_string;
      else if (!in_string && (text[i] == '[' || text[i] == '{') && ++depth > MAX_DEPTH)
        return FALSE;
      else if (!in_string && (text[i] == ']' || text[i] == '}'))
        depth--;
    }
  return TRUE;
}

static gboolean
check_text (const char *text, gsize length, GError **error)
{
  if (length > 0 && memchr (text, '\0', length) == NULL && g_utf8_validate_len (text, length, NULL) &&
      is_shallow (text, length))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("This file is not a saved run of Outbox Doctor."));
  return FALSE;
}

static JsonObject *
check_head (JsonNode *root, GError **error)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  if (object == NULL ||
      g_strcmp0 (json_object_get_string_member_with_default (object, "format", NULL), FORMAT_NAME) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("This file is not a saved run of Outbox Doctor."));
      return NULL;
    }
  if (json_object_get_int_member_with_default (object, "version", 0) != FORMAT_VERSION)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _ ("This run was saved by another version of Outbox Doctor."));
      return NULL;
    }
  return object;
}

JsonNode *
od_json_file_read (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = read_bounded (file, cancellable, error);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gconstpointer text;
  gsize length;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  if (!check_text (text, length, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, (gssize) length, error))
    return NULL;
  return json_parser_steal_root (parser);
}

OdTranscript *
od_transcript_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) root = od_json_file_read (file, cancellable, error);
  JsonObject *object = root != NULL ? check_head (root, error) : NULL;

  if (object == NULL)
    return NULL;
  return od_transcript_from_json (json_object_get_member (object, "events"), error);
}
