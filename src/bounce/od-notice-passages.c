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

/* From behind the address to the line @last or a section. */
static OdNoticeRange
passage_after (const OdNotice *self, const OdNoticeAddress *head, guint last)
{
  OdNoticeRange range = { head->start + head->length, od_notice_line (self, head->line)->end };

  last = MIN (last, head->line + MAX_PASSAGE_LINES);
  for (guint i = head->line + 1; i < last && !od_notice_is_section (self, i); i++)
    range.end = MAX (range.end, od_notice_line (self, i)->end);
  return range;
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
      for (; next < self->addresses->len && od_notice_address (self, next)->line <= i; next++)
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
        end_of_next = next->line;
      OdNoticeRange range = passage_after (self, head, end_of_next);
      if (next != NULL && (next->line == head->line || !od_notice_holds_words (self, range)))
        range = (OdNoticeRange){ next->from, next->to };
      head->from = range.start;
      head->to = range.end;
      next = head;
    }
  mark_lines (self);
}
