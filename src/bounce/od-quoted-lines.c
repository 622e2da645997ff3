/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a line within a quotation is: a further one of the reply, or the beginning of something else. Pure,
 * any thread. Lines only: nothing is read of the words. */

#include "od-quoted-lines.h"

#include <string.h>

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static gboolean
has_at (const char *text, gsize length, gsize at, const char *what)
{
  gsize size = strlen (what);

  return at + size <= length && g_ascii_strncasecmp (text + at, what, size) == 0;
}

gsize
od_quoted_lines_skip_marks (const char *text, gsize length, gsize at)
{
  while (at < length && memchr (" \t>|", text[at], 4) != NULL)
    at++;
  return at;
}

static gsize
line_end (const char *text, gsize length, gsize at)
{
  while (at < length && text[at] != '\n' && text[at] != '\r')
    at++;
  return at;
}

/* "Final-Recipient: …", "Action: …" */
static gboolean
is_field (const char *text, gsize length, gsize at)
{
  static const char *const fields[] = { "action:", "status:",   "from:",      "to:",    "subject:",
                                        "date:",   "received:", "recipient:", "reason:" };
  gsize end = at;
  gboolean hyphen = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (has_at (text, length, at, fields[i]))
      return TRUE;
  if (!g_ascii_isupper (text[at]))
    return FALSE;
  for (; end < length && (g_ascii_isalpha (text[end]) || text[end] == '-'); end++)
    hyphen |= text[end] == '-';
  return hyphen && end + 1 < length && text[end] == ':' && is_space (text[end + 1]);
}

/* "at send (smtp.js:1:2)" of a stack. */
static gboolean
is_of_stack (const char *text, gsize length, gsize at)
{
  gsize end = line_end (text, length, at);

  if (has_at (text, length, at, "nested exception"))
    return TRUE;
  return has_at (text, length, at, "at ") && text[end - 1] == ')' &&
         memchr (text + at, '(', end - at) != NULL;
}

/* "command: 'DATA'", "responseCode: 550" of a printed object. */
static gboolean
is_property (const char *text, gsize length, gsize at)
{
  gboolean joined = FALSE;
  gsize end = at;

  for (; end < length && g_ascii_isalpha (text[end]); end++)
    joined |= end > at && g_ascii_isupper (text[end]) && g_ascii_islower (text[end - 1]);
  if (end == at || end + 2 >= length || memcmp (text + end, ": ", 2) != 0)
    return FALSE;
  return joined || text[end + 2] == '\'' || text[end + 2] == '"';
}

/* "<anna@example.org>:" alone in its line. */
static gboolean
is_recipient_line (const char *text, gsize length, gsize at)
{
  gsize end = line_end (text, length, at);

  while (end > at && is_space (text[end - 1]))
    end--;
  return end > at && text[end - 1] == ':' && memchr (text + at, '@', end - at) != NULL &&
         memchr (text + at, ' ', end - at) == NULL;
}

/* "<anna@example.org>... Deferred", not indented: what Sendmail says about the next recipient. */
static gboolean
is_summary_line (const char *text, gsize length, gsize at)
{
  gsize end = at;

  while (end < length && !is_space (text[end]))
    end++;
  return text[at] == '<' && end - at > 6 && memcmp (text + end - 4, ">...", 4) == 0 &&
         memchr (text + at, '@', end - at) != NULL;
}

/* Whether something else begins in the line at @at, so that it is no wrapped line of the reply. */
gboolean
od_quoted_lines_is_other (const char *text, gsize length, gsize at)
{
  static const char *const openings[] = {
    "<<<", ">>>", "--", "==", "__", "**", "... ", "giving up on", "remote host said", "quit"
  };
  gsize start = od_quoted_lines_skip_marks (text, length, at);

  if (start >= length || is_space (text[start]))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (openings); i++)
    if (has_at (text, length, start, openings[i]) || has_at (text, length, at, openings[i]))
      return TRUE;
  if (is_summary_line (text, length, at))
    return TRUE;
  if (is_of_stack (text, length, start) || is_property (text, length, start))
    return TRUE;
  return is_field (text, length, start) || is_recipient_line (text, length, start);
}

/* Compares words, whatever white space and marks of quoting stand between them. */
static gboolean
has_words_at (const char *text, gsize length, gsize at, const char *words)
{
  for (; *words != '\0'; words++)
    {
      gsize start = at;

      while (*words == ' ' && at < length && (is_space (text[at]) || text[at] == '>'))
        at++;
      if (*words == ' ' && at == start)
        return FALSE;
      if (*words == ' ')
        continue;
      if (at >= length || g_ascii_tolower (text[at]) != *words)
        return FALSE;
      at++;
    }
  return TRUE;
}

gboolean
od_quoted_lines_is_aside (const char *text, gsize length, gsize at)
{
  return has_words_at (text, length, at, "(in reply to") ||
         has_words_at (text, length, at, "(in response to") ||
         has_words_at (text, length, at, "(in answer to");
}
