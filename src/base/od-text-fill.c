/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sentences with places for names. Pure; any thread. */

#include "od-text.h"

#include <string.h>

/* If @text begins with a placeholder "{name}": its name (transfer full) and the position after it. */
static char *
read_placeholder (const char *text, const char **after)
{
  if (text[0] != '{' || text[1] == '{')
    return NULL;
  gsize length = strcspn (text + 1, "{}");
  if (length == 0 || text[1 + length] != '}')
    return NULL;
  *after = text + length + 2;
  return g_strndup (text + 1, length);
}

static gboolean
is_doubled_brace (const char *text)
{
  return (text[0] == '{' || text[0] == '}') && text[1] == text[0];
}

char *
od_text_expand (const char *text, OdTextLookup lookup, gpointer user_data)
{
  GString *out = g_string_new (NULL);
  while (*text != '\0')
    {
      const char *after = NULL;
      g_autofree char *name = read_placeholder (text, &after);
      if (name != NULL)
        {
          g_autofree char *value = lookup (name, user_data);
          g_string_append (out, value != NULL ? value : "…");
          text = after;
          continue;
        }
      g_string_append_c (out, *text);
      text += is_doubled_brace (text) ? 2 : 1;
    }
  return g_string_free (out, FALSE);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
od_text_placeholders (const char *text)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  while (*text != '\0')
    {
      const char *after = text + (is_doubled_brace (text) ? 2 : 1);
      g_autofree char *name = read_placeholder (text, &after);
      if (name != NULL && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
      text = after;
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}
