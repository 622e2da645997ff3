/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads one quoted reply from its code to where the quotation ends: joins wrapped and continued lines, takes
 * codes and statuses off every one. Any thread; each byte is looked at a bounded number of times. It does not
 * look for replies (od-quoted-reply.c) and does not judge the words. */

#include "od-quoted-words.h"

#include <string.h>

#include "od-quoted-lines.h"
#include "od-quoted-scan.h"
#include "od-reply-number.h"

#define MAX_WORDS 4096

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static gboolean
has_at (const OdQuotedScan *scan, gsize at, const char *what)
{
  gsize size = strlen (what);

  return at + size <= scan->length && g_ascii_strncasecmp (scan->text + at, what, size) == 0;
}

static guint
number_at (const char *digits)
{
  return (guint) (digits[0] - '0') * 100 + (guint) (digits[1] - '0') * 10 + (guint) (digits[2] - '0');
}

static void
take_status (OdQuotedScan *scan, gsize at, gsize size)
{
  if (scan->reply->status[0] == '\0' && size < sizeof scan->reply->status)
    memcpy (scan->reply->status, scan->text + at, size);
}

/* Whether the reply's own code is written at @at. */
static gboolean
is_own_code (const OdQuotedScan *scan, gsize at)
{
  const char *text = scan->text + at;

  if (scan->reply->code == 0 || at + 3 > scan->length || *text < '2' || *text > '5')
    return FALSE;
  if (!g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[2]) || number_at (text) != scan->reply->code)
    return FALSE;
  return at + 3 == scan->length || (!g_ascii_isalnum (text[3]) && text[3] != '.');
}

/* Brackets that open words belong to them: "550 (host) refused". */
static gsize
before_brackets (const OdQuotedScan *scan, gsize start, gsize at)
{
  while (at > start && memchr ("([#", scan->text[at - 1], 3) != NULL)
    at--;
  return at;
}

/* Steps over "5.1.1" and the marks around it. */
static void
pass_status (OdQuotedScan *scan)
{
  gsize start = scan->at;
  gsize at = od_reply_number_skip (scan->text, scan->length, start, &scan->quote);
  gsize size = od_reply_number_status (scan->text, scan->length, at);

  if (size > 0)
    {
      char inner = scan->quote;
      take_status (scan, at, size);
      start = at + size;
      at = od_reply_number_skip (scan->text, scan->length, start, &inner);
    }
  at = before_brackets (scan, start, at);
  /* What the next line is must be looked at as any line is. */
  const char *newline = memchr (scan->text + start, '\n', at - start);
  scan->at = newline != NULL ? (gsize) (newline - scan->text) : at;
}

/* Steps over a code at scan->at, the same once more ("550 550 5.1.1"), and the status behind. */
static void
pass_code (OdQuotedScan *scan)
{
  do
    {
      scan->more = scan->at + 3 < scan->length && scan->text[scan->at + 3] == '-';
      scan->at += 3;
      pass_status (scan);
    }
  while (is_own_code (scan, scan->at));
}

/* Behind the line break at @at. */
static gsize
next_line (const OdQuotedScan *scan, gsize at)
{
  return at + 1 < scan->length && scan->text[at] == '\r' && scan->text[at + 1] == '\n' ? at + 2 : at + 1;
}

/* "<<< 550-5.1.1 …" lines of one reply. */
static gsize
continuation_at (const OdQuotedScan *scan, gsize at)
{
  gsize start = od_quoted_lines_skip_marks (scan->text, scan->length, at);

  while (scan->more && start < scan->length && memchr ("<-*~=", scan->text[start], 5) != NULL)
    start++;
  start = od_quoted_lines_skip_marks (scan->text, scan->length, start);
  return scan->more && is_own_code (scan, start) ? start : 0;
}

static void
add_space (OdQuotedScan *scan)
{
  if (scan->words->len > 0 && scan->words->str[scan->words->len - 1] != ' ')
    g_string_append_c (scan->words, ' ');
}

/* The status of the reply once more at the head of a line. */
static void
pass_own_status (OdQuotedScan *scan)
{
  gsize size = od_reply_number_status (scan->text, scan->length, scan->at);

  if (size == 0 || size != strlen (scan->reply->status) ||
      memcmp (scan->text + scan->at, scan->reply->status, size) != 0)
    return;
  scan->at += size;
  pass_status (scan);
}

/* At a line break: FALSE where the reply ends. */
static gboolean
pass_line_break (OdQuotedScan *scan)
{
  gsize next = next_line (scan, scan->at);
  gsize continued = continuation_at (scan, next);

  if (continued > 0)
    {
      add_space (scan);
      scan->at = continued;
      pass_code (scan);
      return TRUE;
    }
  if (next >= scan->length || od_quoted_lines_is_other (scan->text, scan->length, next))
    return FALSE;
  next = od_quoted_lines_skip_marks (scan->text, scan->length, next);
  if (od_reply_number_is_code (scan->text, scan->length, next) &&
      (scan->reply->code != 0 || scan->words->len > 0))
    return FALSE;
  add_space (scan);
  scan->at = next;
  pass_own_status (scan);
  return TRUE;
}

/* A backslash and an n, as in the texts of Python and the logs of Exim. */
static gsize
escaped_break (const OdQuotedScan *scan, gsize at)
{
  if (has_at (scan, at, "\\r\\n"))
    return 4;
  return has_at (scan, at, "\\n") && (scan->quote != 0 || is_own_code (scan, at + 2)) ? 2 : 0;
}

/* "(#5.1.1 - no such user)": the bracket stays with what else is in it. */
static void
open_bracket (OdQuotedScan *scan)
{
  g_string_append_c (scan->words, '(');
  scan->depth[0]++;
  while (scan->at < scan->length && memchr (" -:", scan->text[scan->at], 3) != NULL)
    scan->at++;
}

/* "(#5.1.1)", "#5.1.1" among the words. TRUE if it was one, and passed. */
static gboolean
pass_marked_status (OdQuotedScan *scan)
{
  gsize at = scan->at;
  gboolean bracket = scan->text[at] == '(' || scan->text[at] == '[';

  at += bracket;
  gboolean hash = at < scan->length && scan->text[at] == '#';
  at += hash;
  gsize size = hash || bracket ? od_reply_number_status (scan->text, scan->length, at) : 0;
  if (size == 0)
    return FALSE;
  gboolean closed = at + size < scan->length && memchr (")]", scan->text[at + size], 2) != NULL;
  if (bracket && !closed && !hash)
    return FALSE;
  take_status (scan, at, size);
  scan->at = at + size + (bracket && closed ? 1 : 0);
  if (bracket && !closed)
    open_bracket (scan);
  return TRUE;
}

/* "error code 550. The server said: 550 …": what came before was no word of the server. */
static gboolean
is_quoted_again (const OdQuotedScan *scan)
{
  gsize length = scan->words->len;

  while (length > 0 && scan->words->str[length - 1] == ' ')
    length--;
  return scan->loose && !scan->more && length > 0 &&
         memchr (":\"'", scan->words->str[length - 1], 3) != NULL &&
         od_reply_number_is_code (scan->text, scan->length, scan->at);
}

/* The code once more within a line: "550-5.1.1 one 550 5.1.1 two". */
static gboolean
pass_joined_code (OdQuotedScan *scan)
{
  char before = scan->text[scan->at - 1];

  if (!is_own_code (scan, scan->at) || (!is_space (before) && before != '"' && before != '\''))
    return FALSE;
  if (is_quoted_again (scan))
    {
      g_string_truncate (scan->words, 0);
      scan->inner = 0;
      scan->quote = is_space (before) ? scan->quote : before;
    }
  else if (!scan->more && (scan->at + 3 >= scan->length || scan->text[scan->at + 3] != '-'))
    return FALSE;
  pass_code (scan);
  return TRUE;
}

/* "expected 250 but got 550 …": a refusal among the words of a success is a reply of its own. */
static gboolean
begins_refusal (const OdQuotedScan *scan)
{
  return scan->reply->code != 0 && scan->reply->code < 400 && scan->text[scan->at] >= '4' &&
         od_reply_number_is_code (scan->text, scan->length, scan->at);
}

/* Takes one byte or one mark of the words; FALSE where the reply ends. */
static gboolean
read_some (OdQuotedScan *scan)
{
  char c = scan->text[scan->at];
  gsize escaped = c == '\\' ? escaped_break (scan, scan->at) : 0;

  if (c == '\n' || c == '\r')
    return pass_line_break (scan);
  if ((c == '(' || c == '[' || c == '#') && pass_marked_status (scan))
    return TRUE;
  if (od_quoted_scan_closes_quote (scan) ||
      (c == '(' && od_quoted_lines_is_aside (scan->text, scan->length, scan->at)) ||
      od_quoted_scan_closes_bracket (scan, c))
    return FALSE;
  if (escaped > 0)
    {
      add_space (scan);
      scan->at += escaped;
      if (is_own_code (scan, scan->at))
        pass_code (scan);
      pass_own_status (scan);
      return TRUE;
    }
  if (g_ascii_isdigit (c) && begins_refusal (scan))
    return FALSE;
  if (g_ascii_isdigit (c) && pass_joined_code (scan))
    return TRUE;
  if (is_space (c))
    add_space (scan);
  else
    g_string_append_c (scan->words, c);
  scan->at++;
  return TRUE;
}

/* "#5.1.1 smtp;550 …": the code behind a status. */
static void
pass_code_behind (OdQuotedScan *scan)
{
  char quote = scan->quote;
  gsize at = od_reply_number_skip (scan->text, scan->length, scan->at, &quote);

  if (has_at (scan, at, "smtp;"))
    at = od_reply_number_skip (scan->text, scan->length, at + 5, &quote);
  if (!od_reply_number_is_code (scan->text, scan->length, at))
    return;
  scan->reply->code = number_at (scan->text + at);
  scan->at = at;
  pass_code (scan);
}

static void
pass_opening (OdQuotedScan *scan)
{
  gsize status = od_reply_number_status (scan->text, scan->length, scan->at);

  if (status == 0)
    {
      scan->reply->code = number_at (scan->text + scan->at);
      pass_code (scan);
      return;
    }
  pass_status (scan);
  pass_code_behind (scan);
}

static void
set_text (OdQuotedScan *scan)
{
  GString *words = scan->words;

  while (words->len > 0 && memchr (" #,;:-\\", words->str[words->len - 1], 7) != NULL)
    g_string_truncate (words, words->len - 1);
  scan->reply->text = g_string_free (words, FALSE);
}

gsize
od_quoted_words_read (const char *text, gsize length, gsize floor, gsize at, OdQuotedReply *reply)
{
  OdQuotedScan scan = { .text = text, .length = length, .floor = floor, .at = at, .reply = reply };

  reply->start = at;
  scan.words = g_string_sized_new (120);
  scan.quote = at > floor && (text[at - 1] == '\'' || text[at - 1] == '"') ? text[at - 1] : 0;
  scan.loose = at + 3 < length && memchr (".,\"')\n", text[at + 3], 6) != NULL;
  pass_opening (&scan);
  while (scan.at < length && scan.words->len < MAX_WORDS &&
         (od_quoted_scan_take_plain (&scan, MAX_WORDS - scan.words->len) || read_some (&scan)))
    ;
  while (scan.at > at && is_space (text[scan.at - 1]))
    scan.at--;
  reply->length = scan.at - at;
  set_text (&scan);
  return scan.at;
}
