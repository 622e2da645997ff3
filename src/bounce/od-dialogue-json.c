/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The texts of the events of our own transcript in JSON, as lines. A text search, not a reader of JSON: what
 * is pasted is often only a piece of one. Any thread. */

#include "od-dialogue-line.h"

#include <string.h>

static const char *
find (const char *at, const char *end, const char *what)
{
  return memmem (at, (gsize) (end - at), what, strlen (what));
}

static gunichar
hex_at (const char *at, const char *end)
{
  gunichar value = 0;

  for (guint i = 0; i < 4; i++)
    if (at + i >= end || !g_ascii_isxdigit (at[i]))
      return 0xfffd;
    else
      value = value * 16 + (gunichar) g_ascii_xdigit_value (at[i]);
  return value;
}

/* Behind the backslash at @at; returns the place behind the escape. */
static const char *
add_escape (GString *lines, const char *at, const char *end)
{
  if (*at != 'u')
    {
      g_string_append_c (lines, *at == 'n' ? '\n' : *at == 't' || *at == 'r' ? ' ' : *at);
      return at + 1;
    }
  gunichar letter = hex_at (at + 1, end);
  g_string_append_unichar (lines, letter != 0 && g_unichar_validate (letter) ? letter : 0xfffd);
  return MIN (at + 5, end);
}

/* The string whose opening quote is at @at. */
static const char *
add_string (GString *lines, const char *at, const char *end)
{
  for (at++; at < end && *at != '"';)
    if (*at == '\\' && at + 1 < end)
      at = add_escape (lines, at + 1, end);
    else
      g_string_append_c (lines, *at++);
  g_string_append_c (lines, '\n');
  return at;
}

char *
od_dialogue_json_to_lines (const char *text, gsize length)
{
  const char *end = text + length;
  const char *at = find (text, end, "\"kind\"");
  GString *lines;

  if (at == NULL || find (text, end, "\"stage\"") == NULL)
    return NULL;
  lines = g_string_sized_new (length / 2);
  for (at = text; (at = find (at, end, "\"text\"")) != NULL;)
    {
      at += strlen ("\"text\"");
      while (at < end && (g_ascii_isspace (*at) || *at == ':'))
        at++;
      if (at < end && *at == '"')
        at = add_string (lines, at, end);
    }
  return g_string_free (lines, FALSE);
}
