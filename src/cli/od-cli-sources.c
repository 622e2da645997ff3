/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Files or text? Replies hold slashes and dots too, so only a single word without spaces can be a path that
 * is not there. Main thread. */

#include "od-cli-sources.h"

#include <string.h>

#define MAX_SUFFIX 8

static gboolean
is_there (const char *word)
{
  return g_str_equal (word, "-") || g_file_test (word, G_FILE_TEST_EXISTS);
}

/* ".eml", ".mbox": a letter and a few more; "5.1.1" has none. */
static gboolean
has_suffix (const char *word)
{
  const char *dot = strrchr (word, '.');
  gsize length = 0;

  if (dot == NULL || !g_ascii_isalpha (dot[1]) || strchr (word, '@') != NULL)
    return FALSE;
  while (g_ascii_isalnum (dot[1 + length]))
    length++;
  return dot[1 + length] == '\0' && length <= MAX_SUFFIX;
}

static gboolean
looks_like_path (const char *word)
{
  if (*word == '\0' || strpbrk (word, " \t\r\n") != NULL || g_ascii_isdigit (*word))
    return has_suffix (word) && strpbrk (word, " \t\r\n") == NULL;
  return strchr (word, '/') != NULL || has_suffix (word);
}

static gboolean
are_paths (char **words)
{
  if (is_there (words[0]))
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if (!is_there (words[i]) && !looks_like_path (words[i]))
      return FALSE;
  return TRUE;
}

static void
take_paths (OdCliSources *self, char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (self->paths, g_strdup (words[i]));
}

OdCliSources *
od_cli_sources_new (char **words, gboolean is_text)
{
  OdCliSources *self = g_new0 (OdCliSources, 1);

  self->paths = g_ptr_array_new_with_free_func (g_free);
  if (words == NULL || words[0] == NULL)
    g_ptr_array_add (self->paths, g_strdup ("-"));
  else if (is_text || !are_paths (words))
    self->text = g_strjoinv (" ", words);
  else
    take_paths (self, words);
  return self;
}

void
od_cli_sources_free (OdCliSources *self)
{
  g_free (self->text);
  g_ptr_array_unref (self->paths);
  g_free (self);
}
