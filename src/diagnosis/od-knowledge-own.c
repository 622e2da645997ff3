/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The knowledge that is built into the program: an image made when it was built, and other tables as files.
 * Any thread. */

#include "od-knowledge-image.h"

#include "od-knowledge-resources.h"

static GBytes *
find_file (const char *name)
{
  g_autofree char *path = g_strconcat (OD_KNOWLEDGE_PATH, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (od_knowledge_get_resource (), path, 0, &error);

  if (bytes == NULL)
    g_error ("%s", error->message);
  return bytes;
}

char *
od_knowledge_dup_file (const char *name, gsize *length)
{
  g_autoptr (GBytes) bytes = find_file (name);

  *length = g_bytes_get_size (bytes);
  return g_strndup (g_bytes_get_data (bytes, NULL), *length);
}

/* The bytes are the program's own, so they stay. */
static OdKnowledge *
open_own (void)
{
  g_autoptr (GBytes) bytes = find_file ("knowledge.image");
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  return od_knowledge_from_image (data, length);
}

const OdKnowledge *
od_knowledge_get_default (void)
{
  static OdKnowledge *own = NULL;

  if (g_once_init_enter (&own))
    g_once_init_leave (&own, open_own ());
  return own;
}
