/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reasons that no address leads to: those a line such as "Reason:" announces, and those behind the name of
 * the mailbox alone. Any thread, linear. */

#include "od-notice.h"

#include <string.h>

/* "log... quota used up", "BEZIRK (mailbox is full)": some name recipients of their own by the mailbox alone.
 */
static gboolean
is_after_local_part (const OdNotice *self, const OdNoticeLine *line, const char *recipient, gsize length)
{
  const char *behind = self->text + line->start + length;

  if (line->end - line->start < length + 8 ||
      g_ascii_strncasecmp (self->text + line->start, recipient, length) != 0)
    return FALSE;
  return strncmp (behind, "... ", 4) == 0 || strncmp (behind, " (", 2) == 0 || strncmp (behind, ": ", 2) == 0;
}

void
od_notice_take_local_part (const OdNotice *self, const char *recipient, OdNoticeReason *reason)
{
  gsize length = strcspn (recipient, "@");

  for (guint i = 0; i < self->lines->len && length > 1; i++)
    {
      const OdNoticeLine *line = od_notice_line (self, i);
      if (!line->worth || !is_after_local_part (self, line, recipient, length))
        continue;
      reason->start = line->start + length;
      reason->length = line->end - reason->start;
      return;
    }
}

/* The last line of what the line @index announces: its paragraph, or the next where it ends in a colon. */
static guint
last_announced (const OdNotice *self, guint index)
{
  guint last = index;

  while (last + 1 < self->lines->len && (!od_notice_is_blank_line (self, last + 1) ||
                                         (last == index && od_notice_ends_in_colon (self, index))))
    last++;
  return last;
}

/* The paragraph that a line like "The response was:" announces; @announces says which lines do. */
void
od_notice_take_announced (const OdNotice *self,
                          gboolean (*announces) (const char *lower, gsize length),
                          OdNoticeReason *reason)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const OdNoticeLine *line = od_notice_line (self, i);
      if (line->end == line->start || line->end - line->start > 120 ||
          !announces (self->lower + line->start, line->end - line->start))
        continue;
      guint last = last_announced (self, i);
      if (!od_notice_has_own_words (self, od_notice_ends_in_colon (self, i) ? MIN (i + 1, last) : i, last))
        continue;
      reason->start = line->start;
      reason->length = od_notice_line (self, last)->end - line->start;
      return;
    }
}
