/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From patterns as they are written to expressions. Any thread. It compiles nothing. */

#include "od-pattern-private.h"

#include <string.h>

/* Words may stand in words; deeper than that they stand in themselves. */
#define MAX_DEPTH 8
/* More letters than that in a range "[а-я]" are a mistake. */
#define MAX_RANGE 256

/* Length of a "{name}" at @text, 0 if there is none: "{0,70}" and "{3}" are counts of the expression. */
static gsize
word_length (const char *text)
{
  gsize length;

  if (text[0] != '{' || !g_ascii_islower (text[1]))
    return 0;
  length = strspn (text + 1, "abcdefghijklmnopqrstuvwxyz-");
  return text[1 + length] == '}' ? length + 2 : 0;
}

static gboolean expand_into (GHashTable *words, const char *text, guint depth, GString *out, char **unknown);

static gboolean
expand_word (GHashTable *words, const char *word, guint depth, GString *out, char **unknown)
{
  const char *alternatives = g_hash_table_lookup (words, word);

  if (alternatives == NULL || depth == MAX_DEPTH)
    {
      *unknown = g_strdup (word);
      return FALSE;
    }
  g_string_append (out, "(?:");
  if (!expand_into (words, alternatives, depth + 1, out, unknown))
    return FALSE;
  g_string_append_c (out, ')');
  return TRUE;
}

static gboolean
expand_into (GHashTable *words, const char *text, guint depth, GString *out, char **unknown)
{
  while (*text != '\0')
    {
      gsize length = word_length (text);
      g_autofree char *word = length > 0 ? g_strndup (text + 1, length - 2) : NULL;

      if (length == 0)
        g_string_append_c (out, *text);
      else if (!expand_word (words, word, depth, out, unknown))
        return FALSE;
      text += MAX (length, 1);
    }
  return TRUE;
}

/* Length of a character class "[…]" at @text that holds letters of several bytes; 0: none is there. */
static gsize
wide_class_length (const char *text)
{
  gboolean is_wide = FALSE;

  if (text[0] != '[' || text[1] == '^')
    return 0;
  for (gsize i = 1; text[i] != '\0'; i++)
    {
      if (text[i] == ']')
        return is_wide ? i + 1 : 0;
      is_wide |= (guchar) text[i] >= 0x80;
      if (text[i] == '\\' && text[i + 1] != '\0')
        i++;
    }
  return 0;
}

/* Appends the letters from @first to @last as alternatives; those of ASCII stay a class. */
static void
append_range (GString *out, gunichar first, gunichar last)
{
  if (last < 0x80)
    {
      g_string_append_printf (out, "[%c-%c]", (char) first, (char) last);
      return;
    }
  for (gunichar letter = first; letter <= last && letter - first < MAX_RANGE; letter++)
    {
      if (letter > first)
        g_string_append_c (out, '|');
      g_string_append_unichar (out, letter);
    }
}

/* Appends the letter or range at @at of a class that goes to @end; gives where the next begins. */
static const char *
append_of_class (GString *out, const char *at, const char *end)
{
  const char *next = g_utf8_next_char (at);

  if (*at == '\\')
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, at[1]);
      return at + 2;
    }
  if (*next == '-' && next + 1 < end)
    {
      append_range (out, g_utf8_get_char (at), g_utf8_get_char (next + 1));
      return g_utf8_next_char (next + 1);
    }
  if (strchr (".^$|()?*+{", *at) != NULL)
    g_string_append_c (out, '\\');
  g_string_append_unichar (out, g_utf8_get_char (at));
  return next;
}

/* "[oó]" as "(?:o|ó)": matching is by bytes, for speed, and a class of bytes would tear letters apart. */
static void
append_wide_class (GString *out, const char *text, gsize length)
{
  const char *end = text + length - 1;
  const char *at = text + 1;

  g_string_append (out, "(?:");
  while (at < end)
    {
      if (at > text + 1)
        g_string_append_c (out, '|');
      at = append_of_class (out, at, end);
    }
  g_string_append_c (out, ')');
}

static void
split_wide_classes (GString *expression)
{
  g_autofree char *text = g_strdup (expression->str);
  const char *at = text;

  g_string_truncate (expression, 0);
  while (*at != '\0')
    {
      gsize length = wide_class_length (at);

      if (*at == '\\' && at[1] != '\0')
        g_string_append_c (expression, *at++);
      if (length > 0)
        append_wide_class (expression, at, length);
      else
        g_string_append_c (expression, *at);
      at += MAX (length, 1);
    }
}

gboolean
od_pattern_expand (GHashTable *words, const char *text, GString *out, char **unknown)
{
  if (!expand_into (words, text, 0, out, unknown))
    return FALSE;
  split_wide_classes (out);
  return TRUE;
}
