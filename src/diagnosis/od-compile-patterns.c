/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A program of the build: reads the knowledge in a folder and writes its patterns as the automaton that the
 * programs unpack at their start. One thread. */

#include <gio/gio.h>
#include <stdio.h>

#include "od-rule-index.h"

/* In the programs this is the resource that this program makes the content of; here there is none yet. */
GResource *od_patterns_get_resource (void);

GResource *
od_patterns_get_resource (void)
{
  return NULL;
}

static gboolean
write_patterns (const char *data, const char *output, GError **error)
{
  g_autoptr (OdKnowledge) knowledge = od_knowledge_new_from_folder (data, error);
  g_autoptr (GBytes) bytes = NULL;
  gsize length = 0;
  const char *content;

  if (knowledge == NULL)
    return FALSE;
  bytes = od_pattern_set_serialize (od_rule_index_set (od_knowledge_index (knowledge)));
  content = g_bytes_get_data (bytes, &length);
  return g_file_set_contents (output, content, (gssize) length, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc == 3 && write_patterns (argv[1], argv[2], &error))
    return 0;
  fprintf (stderr, "%s\n", error != NULL ? error->message : "Usage: od-compile-patterns DATA-FOLDER OUTPUT");
  return 1;
}
