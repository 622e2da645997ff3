/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Files of ours that somebody else wrote: saved results and transcripts, runs of the history, settings. */

#include "fuzz-input.h"
#include "od-history-entry.h"
#include "od-report.h"
#include "od-settings-json.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

static char *path;

static void
check_result (GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdResult) result = od_report_read (file, NULL, &error);
  g_autofree char *words = NULL;

  g_assert ((result == NULL) == (error != NULL));
  if (result == NULL)
    return;
  g_assert (result->findings->len > 0);
  words = od_report_transcript (result->transcript);
  g_assert (g_utf8_validate (words, -1, NULL));
}

static void
check_entry (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdHistoryEntry) entry = od_history_entry_read ("fuzz", path, &error);

  g_assert ((entry == NULL) == (error != NULL));
  if (entry == NULL)
    return;
  fuzz_check_safe (entry->address);
  fuzz_check_safe (entry->server);
  fuzz_check_safe (entry->title);
}

static void
check_settings (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (OdSettings) settings = NULL;
  JsonNode *root;

  if (!json_parser_load_from_data (parser, text, length, NULL))
    return;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  settings = od_settings_from_json (json_node_get_object (root));
  fuzz_check_safe (settings->server);
  fuzz_check_safe (settings->address);
  g_assert (settings->port <= 65535);
  od_settings_check (settings, NULL, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  gsize length;
  g_autofree char *text = fuzz_take_rest (&input, &length);
  g_autoptr (GFile) file = NULL;

  if (path == NULL)
    g_assert (g_close (g_file_open_tmp ("od-fuzz-XXXXXX", &path, NULL), NULL));
  g_assert (g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  file = g_file_new_for_path (path);
  check_result (file);
  check_entry ();
  /* The depth of JSON is bounded where a file is read; texts for settings come from there. */
  if (length < 4096)
    check_settings (text, length);
  return 0;
}
