/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* make-image FILE, run when the program is built: reads the knowledge and writes its image to FILE. What is
 * wrong with the knowledge is told with file and line. */

#include <stdio.h>

#include "od-knowledge-image.h"
#include "od-knowledge-sources.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdKnowledge) knowledge = NULL;
  g_autoptr (GBytes) image = NULL;

  if (argc != 2)
    return 2;
  knowledge = od_knowledge_new_from_resource (od_sources_get_resource (), &error);
  if (knowledge != NULL)
    image = od_knowledge_to_image (knowledge);
  if (image != NULL && g_file_set_contents (argv[1], g_bytes_get_data (image, NULL),
                                            (gssize) g_bytes_get_size (image), &error))
    return 0;
  fprintf (stderr, "%s\n", error->message);
  return 1;
}
