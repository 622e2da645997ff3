/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds words in a text and shows them marked on a terminal or in plain text. Pure, any thread. Which words
 * are marked is for the caller. */

#include "od-marked-text.h"

#include <string.h>

#define MARK  "\033[1;4m"
#define PLAIN "\033[0m"

guint
od_text_columns (const char *text, gssize length)
{
  const char *end = length < 0 ? text + strlen (text) : text + length;
  guint columns = 0;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      columns += g_unichar_iszerowidth (letter) ? 0 : g_unichar_iswide (letter) ? 2 : 1;
    }
  return columns;
}

static gboolean
is_edge (const char *text, const char *at)
{
  const char *before = at > text ? g_utf8_find_prev_char (text, at) : NULL;

  return before == NULL || *at == '\0' || !g_unichar_isalnum (g_utf8_get_char (before)) ||
         !g_unichar_isalnum (g_utf8_get_char (at));
}

/* Where @word stands by itself, else where it stands at all, or NULL. */
static const char *
find_word (const char *text, const char *word)
{
  const char *first = strstr (text, word);

  for (const char *at = first; at != NULL; at = strstr (at + 1, word))
    if (is_edge (text, at) && is_edge (text, at + strlen (word)))
      return at;
  return first;
}

static int
by_start (gconstpointer a, gconstpointer b)
{
  const OdSpan *first = a;
  const OdSpan *second = b;

  return first->start < second->start ? -1 : first->start > second->start;
}

/* Joins those that touch or overlap. */
static GArray *
merge (GArray *spans)
{
  guint kept = 0;

  g_array_sort (spans, by_start);
  for (guint i = 1; i < spans->len; i++)
    {
      OdSpan *last = &g_array_index (spans, OdSpan, kept);
      OdSpan next = g_array_index (spans, OdSpan, i);

      if (next.start <= last->end)
        last->end = MAX (last->end, next.end);
      else
        g_array_index (spans, OdSpan, ++kept) = next;
    }
  g_array_set_size (spans, spans->len > 0 ? kept + 1 : 0);
  return spans;
}

GArray *
od_marked_spans (const char *text, const char *const *words)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (OdSpan));

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      const char *at = *words[i] != '\0' ? find_word (text, words[i]) : NULL;
      OdSpan span = { 0, 0 };

      if (at == NULL)
        continue;
      span.start = (gsize) (at - text);
      span.end = span.start + strlen (words[i]);
      g_array_append_val (spans, span);
    }
  return merge (spans);
}

/* The end of the row that begins at @start: the last space that fits, or that of a word that never would. */
static gsize
find_row_end (const char *text, gsize start, gsize line_end, guint columns)
{
  gsize fits = start;
  gsize at = start;

  while (at < line_end)
    {
      const char *space = memchr (text + at, ' ', line_end - at);
      gsize end = space != NULL ? (gsize) (space - text) : line_end;

      if (columns > 0 && fits > start && od_text_columns (text + start, (gssize) (end - start)) > columns)
        return fits;
      fits = end;
      at = end + 1;
    }
  return line_end;
}

/* The part of @span within @row; FALSE if there is none. */
static gboolean
clip (const OdSpan *span, const OdSpan *row, OdSpan *part)
{
  part->start = MAX (span->start, row->start);
  part->end = MIN (span->end, row->end);
  return part->start < part->end;
}

static void
add_indent (GString *out, guint indent)
{
  g_string_append_printf (out, "%*s", (int) indent, "");
}

static void
add_row (GString *out, const char *text, const OdSpan *row, const GArray *spans, gboolean colour)
{
  gsize at = row->start;

  for (guint i = 0; colour && i < spans->len; i++)
    {
      OdSpan part;

      if (!clip (&g_array_index (spans, OdSpan, i), row, &part))
        continue;
      g_string_append_len (out, text + at, (gssize) (part.start - at));
      g_string_append (out, MARK);
      g_string_append_len (out, text + part.start, (gssize) (part.end - part.start));
      g_string_append (out, PLAIN);
      at = part.end;
    }
  g_string_append_len (out, text + at, (gssize) (row->end - at));
  g_string_append_c (out, '\n');
}

static void
add_repeated (GString *out, char letter, guint count)
{
  for (guint i = 0; i < count; i++)
    g_string_append_c (out, letter);
}

/* The line of "^" below a row with marked words. */
static void
add_marks (GString *out, const char *text, const OdSpan *row, const GArray *spans, guint indent)
{
  gsize at = row->start;

  for (guint i = 0; i < spans->len; i++)
    {
      OdSpan part;

      if (!clip (&g_array_index (spans, OdSpan, i), row, &part))
        continue;
      if (at == row->start)
        add_indent (out, indent);
      add_repeated (out, ' ', od_text_columns (text + at, (gssize) (part.start - at)));
      add_repeated (out, '^', od_text_columns (text + part.start, (gssize) (part.end - part.start)));
      at = part.end;
    }
  if (at > row->start)
    g_string_append_c (out, '\n');
}

static void
add_line (GString *out,
          const char *text,
          OdSpan line,
          const GArray *spans,
          guint indent,
          guint width,
          gboolean colour)
{
  guint columns = width > indent ? width - indent : width;
  OdSpan row = { line.start, line.start };

  do
    {
      row.end = find_row_end (text, row.start, line.end, columns);
      add_indent (out, indent);
      add_row (out, text, &row, spans, colour);
      if (!colour)
        add_marks (out, text, &row, spans, indent);
      row.start = row.end + 1;
    }
  while (row.end < line.end);
}

void
od_marked_text_add (GString *out,
                    const char *text,
                    const GArray *spans,
                    guint indent,
                    guint width,
                    gboolean colour)
{
  OdSpan line = { 0, 0 };

  for (;;)
    {
      const char *line_end = strchr (text + line.start, '\n');

      line.end = line_end != NULL ? (gsize) (line_end - text) : line.start + strlen (text + line.start);
      add_line (out, text, line, spans, indent, width, colour);
      if (line_end == NULL)
        return;
      line.start = line.end + 1;
    }
}
