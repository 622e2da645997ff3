/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Puts wrapped log lines together and reads each. Any thread. */

#include "od-pasted-log.h"

#include <string.h>

#include "od-pasted.h"

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

static gboolean
is_month (const char *at, gsize length)
{
  for (gsize i = 0; length > 5 && i < 36; i += 3)
    if (memcmp (at, months + i, 3) == 0)
      return at[3] == ' ' && (at[4] == ' ' || g_ascii_isdigit (at[4]));
  return FALSE;
}

static gsize
skip_quoting (const char *text, gsize length, gsize at)
{
  while (at < length && memchr (" \t>", text[at], 4) != NULL)
    at++;
  return at;
}

/* Whether a line of a log begins at @at: a date, a number of syslog, "4ABC: to=<". */
static gboolean
begins_line (const char *text, gsize length, gsize at)
{
  gsize start = skip_quoting (text, length, at);
  const char *line = text + start;
  gsize left = length - start;

  if (is_month (line, left))
    return TRUE;
  if (left > 11 && g_ascii_isdigit (line[0]) && g_ascii_isdigit (line[3]) && line[4] == '-' && line[7] == '-')
    return TRUE;
  if (left > 4 && (line[0] == '@' || (line[0] == '<' && g_ascii_isdigit (line[1]))))
    return TRUE;
  gsize id = 0;
  while (id < left && g_ascii_isalnum (line[id]))
    id++;
  return id >= 5 && left - id > 6 && memcmp (line + id, ": to=<", 6) == 0;
}

static gsize
next_line (const char *text, gsize length, gsize at)
{
  const char *newline = memchr (text + at, '\n', length - at);

  return newline != NULL ? (gsize) (newline - text) + 1 : length;
}

static gboolean
is_empty_line (const char *text, gsize length, gsize at)
{
  gsize start = skip_quoting (text, length, at);

  return start >= length || text[start] == '\n' || text[start] == '\r';
}

/* The end of the log line that begins at @at, with the lines it was wrapped into. */
static gsize
end_of_line (const char *text, gsize length, gsize at)
{
  gsize end = next_line (text, length, at);

  while (end < length && !is_empty_line (text, length, end) && !begins_line (text, length, end))
    end = next_line (text, length, end);
  return end;
}

GPtrArray *
od_pasted_log_read (const char *text, gsize length)
{
  GPtrArray *cases = od_cases_new ();

  for (gsize at = 0; at < length;)
    {
      gsize end = end_of_line (text, length, at);
      OdCase *this_case = od_log_line_read (text + at, end - at);

      if (this_case != NULL)
        {
          if (this_case->length > 0)
            od_case_set_span (this_case, at + this_case->start, this_case->length);
          g_ptr_array_add (cases, this_case);
        }
      at = end;
    }
  return cases;
}
