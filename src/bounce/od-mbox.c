/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The mbox format. Pure, any thread. The search looks at each line end once and at nothing else unless a line
 * begins with F or >. It does not trust Content-Length. */

#include "od-mbox.h"

#include <string.h>

#define FROM        "From "
#define FROM_LENGTH 5

#define LONGEST_SEPARATOR 1024
#define LONGEST_NAME      100 /* of a header */

static gboolean
are_digits (const char *text, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

/* "10:04" and "2026" anywhere in the line. */
static gboolean
has_date (const char *line, gsize length)
{
  gboolean has_time = FALSE;
  gboolean has_year = FALSE;

  for (gsize i = 0; i + 4 < length && !has_time; i++)
    has_time = line[i + 2] == ':' && are_digits (line + i, 2) && are_digits (line + i + 3, 2);
  for (gsize i = 1; i + 4 <= length && !has_year; i++)
    has_year = line[i - 1] == ' ' && are_digits (line + i, 4) && (i + 4 == length || line[i + 4] <= ' ');
  return has_time && has_year;
}

/* @line: after "From ". */
static gboolean
is_one_word (const char *line, gsize length)
{
  if (length > 0 && line[length - 1] == '\r')
    length--;
  return length > 0 && memchr (line, ' ', length) == NULL;
}

static OdMboxAnswer
answer (gboolean yes)
{
  return yes ? OD_MBOX_YES : OD_MBOX_NO;
}

/* Whether the line after a separator is the start of a header, or blank. Some programs leave a ">From " of an
 * earlier hop before the header. */
static OdMboxAnswer
may_follow (const char *line, gsize length, gboolean at_end)
{
  gsize i = 0;

  while (i < MIN (length, LONGEST_NAME) && line[i] > ' ' && line[i] <= '~' && line[i] != ':')
    i++;
  if (i == LONGEST_NAME)
    return OD_MBOX_NO;
  if (i == length || (i == 0 && line[0] == '\r' && length == 1))
    return at_end ? answer (i == 0) : OD_MBOX_NEED_MORE;
  if (i == 0)
    return answer (line[0] == '\n' || (line[0] == '\r' && line[1] == '\n'));
  return answer (line[i] == ':' || (i == FROM_LENGTH && line[i] == ' ' && strncmp (line, ">" FROM, i) == 0));
}

/* @line: up to its end. */
static gboolean
is_separator_line (const char *line, gsize length)
{
  if (length < FROM_LENGTH)
    return FALSE;
  return has_date (line, length) || is_one_word (line + FROM_LENGTH, length - FROM_LENGTH);
}

OdMboxAnswer
od_mbox_is_separator (const char *line, gsize length, gboolean at_end)
{
  const char *end;
  gsize line_length;

  if (strncmp (line, FROM, MIN (length, FROM_LENGTH)) != 0)
    return OD_MBOX_NO;
  end = memchr (line, '\n', MIN (length, LONGEST_SEPARATOR));
  if (end == NULL && length < LONGEST_SEPARATOR && !at_end)
    return OD_MBOX_NEED_MORE;
  if (end == NULL)
    return answer (length < LONGEST_SEPARATOR && length > FROM_LENGTH && has_date (line, length));

  line_length = (gsize) (end - line);
  if (!is_separator_line (line, line_length))
    return OD_MBOX_NO;
  return may_follow (end + 1, length - line_length - 1, at_end);
}

/* The length of the blank line that ends at @line_end, 0 if that line is not blank. */
static gsize
blank_line_before (const char *bytes, gsize line_end)
{
  if (line_end == 0 || bytes[line_end - 1] == '\n')
    return 1;
  if (bytes[line_end - 1] == '\r' && (line_end == 1 || bytes[line_end - 2] == '\n'))
    return 2;
  return 0;
}

/* What the line after the line end at @at says. */
static OdMboxAnswer
look_at_line (OdMboxScan *scan, const char *bytes, gsize length, gboolean at_end, gsize at)
{
  gsize blank;

  if (at + 1 == length)
    return at_end ? OD_MBOX_NO : OD_MBOX_NEED_MORE;
  if (bytes[at + 1] == '>')
    scan->quoted = TRUE;
  if (bytes[at + 1] != 'F')
    return OD_MBOX_NO;
  blank = blank_line_before (bytes, at);
  if (blank == 0)
    return OD_MBOX_NO;
  scan->mail_end = at + 1 - blank;
  scan->next = at + 1;
  return od_mbox_is_separator (bytes + at + 1, length - at - 1, at_end);
}

static gboolean
take_the_rest (OdMboxScan *scan, gsize length)
{
  scan->scanned = length;
  scan->mail_end = length;
  scan->next = length;
  return TRUE;
}

gboolean
od_mbox_scan (OdMboxScan *scan, const char *bytes, gsize length, gboolean at_end)
{
  const char *end = bytes + length;
  const char *line_end = bytes + scan->scanned;

  while (line_end < end && (line_end = memchr (line_end, '\n', (gsize) (end - line_end))) != NULL)
    {
      OdMboxAnswer separates = look_at_line (scan, bytes, length, at_end, (gsize) (line_end - bytes));

      scan->scanned = (gsize) (line_end - bytes);
      if (separates != OD_MBOX_NO)
        return separates == OD_MBOX_YES;
      line_end++;
    }
  if (at_end)
    return take_the_rest (scan, length);
  scan->scanned = length;
  return FALSE;
}

static gboolean
is_quoted_from (const char *line, const char *end)
{
  const char *word = line;

  while (word < end && *word == '>')
    word++;
  return word > line && end - word >= FROM_LENGTH && strncmp (word, FROM, FROM_LENGTH) == 0;
}

gsize
od_mbox_unquote (char *bytes, gsize length)
{
  const char *end = bytes + length;
  const char *line = bytes;
  char *to = bytes;

  while (line < end)
    {
      const char *line_end = memchr (line, '\n', (gsize) (end - line));
      const char *next = line_end != NULL ? line_end + 1 : end;

      if (is_quoted_from (line, next))
        line++;
      memmove (to, line, (gsize) (next - line));
      to += next - line;
      line = next;
    }
  return (gsize) (to - bytes);
}
