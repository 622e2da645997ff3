/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The mbox format. Pure, any thread. The search looks at each line end once and at nothing else unless a line
 * begins with F or >. It does not trust Content-Length. */

#include "od-mbox.h"

#include <string.h>

#define FROM        "From "
#define FROM_LENGTH 5

/* No separator line, and no name of a header after it, is longer. */
#define LOOK_AHEAD 1024

static gboolean
is_blank (const char *line, gsize length)
{
  return length == 0 || (length == 1 && line[0] == '\r');
}

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

/* Some programs leave a ">From " of an earlier hop before the header. */
static gboolean
is_header_start (const char *line, gsize length)
{
  if (length > FROM_LENGTH && strncmp (line, ">" FROM, FROM_LENGTH + 1) == 0)
    return TRUE;
  for (gsize i = 0; i < length && i < 100; i++)
    {
      if (line[i] == ':')
        return i > 0;
      if (line[i] <= ' ' || line[i] > '~')
        return FALSE;
    }
  return FALSE;
}

static gboolean
may_follow (const char *line, gsize length)
{
  const char *end = memchr (line, '\n', length);
  gsize line_length = end != NULL ? (gsize) (end - line) : length;

  return is_blank (line, line_length) || is_header_start (line, line_length);
}

OdMboxAnswer
od_mbox_is_separator (const char *line, gsize length, gboolean at_end)
{
  gsize looked = MIN (length, LOOK_AHEAD);
  const char *end;
  gsize line_length;

  if (strncmp (line, FROM, MIN (length, FROM_LENGTH)) != 0)
    return OD_MBOX_NO;
  if (length < LOOK_AHEAD && !at_end)
    return OD_MBOX_NEED_MORE;
  end = memchr (line, '\n', looked);
  if (end == NULL)
    return at_end && length > FROM_LENGTH && has_date (line, looked) ? OD_MBOX_YES : OD_MBOX_NO;

  line_length = (gsize) (end - line);
  if (line_length < FROM_LENGTH || !may_follow (end + 1, looked - line_length - 1))
    return OD_MBOX_NO;
  return has_date (line, line_length) || is_one_word (line + FROM_LENGTH, line_length - FROM_LENGTH)
             ? OD_MBOX_YES
             : OD_MBOX_NO;
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
      OdMboxAnswer answer = look_at_line (scan, bytes, length, at_end, (gsize) (line_end - bytes));

      scan->scanned = (gsize) (line_end - bytes);
      if (answer != OD_MBOX_NO)
        return answer == OD_MBOX_YES;
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
