/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a quotation ends that stands in brackets or quotation marks. Looks back over a bounded stretch. Any
 * thread. */

#include "od-quoted-scan.h"

#include <string.h>

#define OPEN_LOOK_BACK 300

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether @open stands unclosed before the quotation, in the same paragraph. */
static gboolean
is_open_before (const OdQuotedScan *scan, char open, char close)
{
  guint closed = 0;

  for (gsize at = scan->reply->start; at > scan->floor && scan->reply->start - at < OPEN_LOOK_BACK; at--)
    {
      char c = scan->text[at - 1];

      if (c == close)
        closed++;
      else if (c == open && closed-- == 0)
        return TRUE;
    }
  return FALSE;
}

/* Counts brackets; TRUE where one closes that the quotation stands in. */
gboolean
od_quoted_scan_closes_bracket (OdQuotedScan *scan, char c)
{
  static const char open[] = "([<";
  static const char close[] = ")]>";

  for (guint i = 0; i < 3; i++)
    {
      if (c == open[i])
        scan->depth[i]++;
      else if (c == close[i] && scan->depth[i] > 0)
        scan->depth[i]--;
      else if (c == close[i])
        return is_open_before (scan, open[i], close[i]);
    }
  return FALSE;
}

/* More of a word or something opened stands at @at. */
static gboolean
goes_on_at (const OdQuotedScan *scan, gsize at, gboolean opening)
{
  if (at >= scan->length)
    return FALSE;
  return opening ? !is_space (scan->text[at])
                 : g_ascii_isalnum (scan->text[at]) || ((guchar) scan->text[at]) >= 0x80;
}

/* Whether the mark that the quotation stands in is closed here; "it's" and "is 'closed'" do not. */
gboolean
od_quoted_scan_closes_quote (OdQuotedScan *scan)
{
  if (scan->quote == 0 || scan->text[scan->at] != scan->quote)
    return FALSE;
  gboolean opening = scan->text[scan->at - 1] == ' ' || scan->text[scan->at - 1] == '(';
  if (goes_on_at (scan, scan->at + 1, opening))
    {
      scan->inner += opening ? 1 : 0;
      return FALSE;
    }
  if (scan->inner == 0)
    return TRUE;
  scan->inner--;
  return FALSE;
}

/* Letters, and the signs that are nothing but words. */
static inline gboolean
is_plain (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (guchar) c >= 0x80 || c == '.' || c == ',' ||
         c == '-' || c == ':' || c == ';' || c == '/' || c == '_' || c == '@' || c == '=' || c == '!';
}

gboolean
od_quoted_scan_take_plain (OdQuotedScan *scan, gsize most)
{
  gsize stop = MIN (scan->length, scan->at + most);
  gsize at = scan->at;

  while (at < stop &&
         (is_plain (scan->text[at]) || (scan->text[at] == ' ' && at > scan->at && scan->text[at - 1] != ' ')))
    at++;
  if (at == scan->at)
    return FALSE;
  g_string_append_len (scan->words, scan->text + scan->at, (gssize) (at - scan->at));
  scan->at = at;
  return TRUE;
}
