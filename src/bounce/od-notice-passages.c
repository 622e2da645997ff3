/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The passages of a notice: from each address that heads one to the next. Any thread, linear. */

#include "od-notice.h"

#include <string.h>

#define MAX_PASSAGE_LINES 60

gboolean
od_notice_holds_words (const OdNotice *self, OdNoticeRange range)
{
  guint letters = 0;

  for (gsize i = range.start; i < range.end && letters < 4; i++)
    letters += g_ascii_isalnum (self->text[i]) || (guchar) self->text[i] >= 0x80;
  return letters >= 4;
}

/* "anna@example.org on Fri, 8 Jun 2001 17:41:00 +0200": the time is no reason. */
static gboolean
is_time (const OdNotice *self, OdNoticeRange range)
{
  while (range.start < range.end && strchr ("'\")>", self->text[range.start]) != NULL)
    range.start++;
  const char *text = self->text + range.start;
  gsize length = range.end - range.start;

  if (length < 10 || length > 60 || *text != ' ')
    return FALSE;
  for (gsize i = 2; i + 2 < length; i++)
    if (text[i] == ':' && g_ascii_isdigit (text[i - 1]) && g_ascii_isdigit (text[i + 1]) &&
        g_ascii_isdigit (text[i + 2]) && (i + 3 == length || !g_ascii_isdigit (text[i + 3])))
      return TRUE;
  return FALSE;
}

/* "<a@example.org>... Deferred" of Sendmail: it ends where the transcript goes on with another connection. */
static gboolean
is_in_transcript (const OdNotice *self, const OdNoticeAddress *head)
{
  const char *behind = self->text + head->start + head->length;

  return g_str_has_prefix (behind, ">... ") || g_str_has_prefix (behind, "... ");
}

static gboolean
goes_on_elsewhere (const OdNotice *self, guint index)
{
  const char *words = self->text + od_notice_line (self, index)->start;

  return g_str_has_prefix (words, "... while ") || g_str_has_prefix (words, ">>> ");
}

/* The end of the passage of @head that may go up to the line @last. */
static guint
end_of_passage (const OdNotice *self, const OdNoticeAddress *head, guint last)
{
  gboolean transcript = is_in_transcript (self, head);
  guint i = head->line + 1;

  last = MIN (last, head->line + MAX_PASSAGE_LINES);
  while (i < last && !od_notice_is_section (self, i) && !(transcript && goes_on_elsewhere (self, i)))
    i++;
  return i;
}

/* "unknown local user: a@example.org": the words before the address say what is wrong with it. */
static gboolean
begins_with_reason (const OdNotice *self, const OdNoticeAddress *head)
{
  static const char *const reasons[] = { "unknown",   "no such", "not found", "invalid", "disabled",
                                         "unbekannt", "inconnu", "inexist",   "неизв",   NULL };
  gsize start = od_notice_line (self, head->line)->start;

  return od_notice_has_any (self->lower + start, head->start - start, reasons);
}

/* From behind the address, and the time, to the line @last or a section. */
static OdNoticeRange
passage_after (const OdNotice *self, const OdNoticeAddress *head, guint last)
{
  OdNoticeRange range = { head->start + head->length, od_notice_line (self, head->line)->end };

  if (is_time (self, range))
    range.start = range.end;
  else if (begins_with_reason (self, head))
    range.start = od_notice_line (self, head->line)->start;
  last = end_of_passage (self, head, last);
  for (guint i = head->line + 1; i < last; i++)
    range.end = MAX (range.end, od_notice_line (self, i)->end);
  return range;
}

/* Before the address: its paragraph, without the line with name and time that heads it. */
static OdNoticeRange
passage_before (const OdNotice *self, const OdNoticeAddress *tail)
{
  guint first = tail->first + 1 < tail->line ? tail->first + 1 : tail->first;

  return (OdNoticeRange){ od_notice_line (self, first)->start, tail->start };
}

/* Whether lists of recipients under different headings stand between two heads. */
static gboolean
is_section_between (const OdNotice *self, guint line, guint next)
{
  for (guint i = line + 1; i < next; i++)
    if (od_notice_is_section (self, i))
      return TRUE;
  return FALSE;
}

gboolean
od_notice_is_same (const OdNotice *self, const OdNoticeAddress *a, const OdNoticeAddress *b)
{
  return a->length == b->length &&
         g_ascii_strncasecmp (self->text + a->start, self->text + b->start, a->length) == 0;
}

static void
mark_lines (OdNotice *self)
{
  const OdNoticeAddress *head = NULL;
  guint next = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      OdNoticeLine *line = &g_array_index (self->lines, OdNoticeLine, i);
      for (; next < self->addresses->len && od_notice_address (self, next)->first <= i; next++)
        if (od_notice_address (self, next)->head)
          head = od_notice_address (self, next);
      line->passage = head != NULL && head->to > line->start ? head->from : G_MAXSIZE;
    }
}

/* From the last to the first: a passage ends at the next head of another address; one without words is that
 * of the next head, as where addresses are listed and the reason follows once for all. */
void
od_notice_find_passages (OdNotice *self)
{
  const OdNoticeAddress *next = NULL;
  guint end_of_next = self->lines->len;

  for (guint i = self->addresses->len; i-- > 0;)
    {
      OdNoticeAddress *head = &g_array_index (self->addresses, OdNoticeAddress, i);
      if (!head->head)
        continue;
      if (next != NULL && next->line != head->line && !od_notice_is_same (self, head, next))
        end_of_next = next->first;
      OdNoticeRange range = head->first < head->line ? passage_before (self, head)
                                                     : passage_after (self, head, end_of_next);
      if (next != NULL && (next->line == head->line || !od_notice_holds_words (self, range)) &&
          !is_section_between (self, head->line, next->line))
        range = (OdNoticeRange){ next->from, next->to };
      head->from = range.start;
      head->to = range.end;
      next = head;
    }
  mark_lines (self);
}
