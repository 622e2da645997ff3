/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Fields of a header block, found in place. Any thread; linear. It forgives what mail programs do (spaces
 * before the colon, bare line feeds) and judges nothing. */

#include "od-head.h"

#include <string.h>

#define MAX_NAME 100

const char *
od_head_after_line (const char *at, const char *end)
{
  const char *feed = memchr (at, '\n', end - at);

  return feed != NULL ? feed + 1 : end;
}

gboolean
od_head_is_blank (const char *at, const char *end)
{
  if (at < end && *at == '\r')
    at++;
  return at == end || *at == '\n';
}

static gboolean
is_name_char (char c)
{
  return c > ' ' && c < 0x7f && c != ':';
}

/* The bytes of the name at @at, 0 if no field begins there; @value gets the place behind the colon. */
static gsize
name_length (const char *at, const char *end, const char **value)
{
  const char *p = at;

  while (p < end && p - at <= MAX_NAME && is_name_char (*p))
    p++;
  gsize length = p - at;
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  if (length == 0 || length > MAX_NAME || p == end || *p != ':')
    return 0;
  *value = p + 1;
  return length;
}

gboolean
od_head_is_field (const char *at, const char *end)
{
  const char *value;

  return name_length (at, end, &value) > 0;
}

static const char *
after_folds (const char *at, const char *end)
{
  at = od_head_after_line (at, end);
  while (at < end && (*at == ' ' || *at == '\t'))
    at = od_head_after_line (at, end);
  return at;
}

gboolean
od_head_next (const char **at, const char *end, OdHeadField *field)
{
  while (*at < end)
    {
      const char *line = *at;
      const char *value = line;

      field->name_length = name_length (line, end, &value);
      *at = after_folds (value, end);
      if (field->name_length == 0)
        continue;
      const char *last = *at;
      while (value < last && g_ascii_isspace (*value))
        value++;
      while (last > value && g_ascii_isspace (last[-1]))
        last--;
      field->name = line;
      field->value = value;
      field->value_length = last - value;
      return TRUE;
    }
  return FALSE;
}

gboolean
od_head_find (const char *head, gsize length, const char *name, OdHeadField *field)
{
  gsize size = strlen (name);
  const char *at = head;

  while (od_head_next (&at, head + length, field))
    if (field->name_length == size && g_ascii_strncasecmp (field->name, name, size) == 0)
      return TRUE;
  return FALSE;
}

char *
od_head_unfold (const char *value, gsize length)
{
  GString *out = g_string_sized_new (length + 1);

  for (gsize i = 0; i < length; i++)
    {
      char c = value[i] == '\0' || value[i] == '\t' ? ' ' : value[i];
      if (c == '\r' || c == '\n')
        continue;
      g_string_append_c (out, c);
    }
  return g_string_free (out, FALSE);
}

static char *
read_quoted (const char *at, const char *end)
{
  GString *out = g_string_new (NULL);

  for (; at < end && *at != '"'; at++)
    {
      if (*at == '\\' && at + 1 < end)
        at++;
      if (*at != '\r' && *at != '\n')
        g_string_append_c (out, *at);
    }
  return g_string_free (out, FALSE);
}

static char *
read_parameter_value (const char *at, const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;
  if (at < end && *at == '"')
    return read_quoted (at + 1, end);
  const char *stop = at;
  while (stop < end && *stop != ';' && !g_ascii_isspace (*stop))
    stop++;
  return g_strndup (at, stop - at);
}

/* The place behind the ";" that ends a parameter: quoted strings are passed over. */
static const char *
after_parameter (const char *at, const char *end)
{
  gboolean quoted = FALSE;

  for (; at < end; at++)
    {
      if (*at == '\\' && quoted && at + 1 < end)
        at++;
      else if (*at == '"')
        quoted = !quoted;
      else if (*at == ';' && !quoted)
        return at + 1;
    }
  return end;
}

char *
od_head_parameter (const char *value, gsize length, const char *name)
{
  const char *end = value + length;
  gsize size = strlen (name);

  for (const char *at = after_parameter (value, end); at < end; at = after_parameter (at, end))
    {
      while (at < end && g_ascii_isspace (*at))
        at++;
      if ((gsize) (end - at) <= size || g_ascii_strncasecmp (at, name, size) != 0)
        continue;
      const char *p = at + size;
      while (p < end && g_ascii_isspace (*p))
        p++;
      if (p < end && *p == '=')
        return read_parameter_value (p + 1, end);
    }
  return NULL;
}
