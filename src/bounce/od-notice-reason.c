/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which words of a notice are about which recipient: the passage after the address, the reply in it, else the
 * reply that names the address, or follows a command that does, else the only one there is. Any thread. */

#include "od-notice.h"

#include <string.h>

/* Blank, or a rule with a heading. */
gboolean
od_notice_is_blank_line (const OdNotice *self, guint index)
{
  return od_notice_line (self, index)->start == od_notice_line (self, index)->end ||
         od_notice_is_section (self, index);
}

/* Whether a line only announces what follows: "because:". */
gboolean
od_notice_ends_in_colon (const OdNotice *self, guint index)
{
  const OdNoticeLine *line = od_notice_line (self, index);

  return line->end > line->start && self->text[line->end - 1] == ':';
}

/* A refusal, not a reply of success in a transcript. */
gboolean
od_notice_is_refusal (const OdQuotedReply *reply)
{
  if (reply->code != 0)
    return reply->code >= 400;
  return reply->status[0] == '4' || reply->status[0] == '5';
}

gboolean
od_notice_is_expiry (const char *status)
{
  return *status != '\0' && (g_str_equal (status + 1, ".4.7") || g_str_equal (status + 1, ".4.300"));
}

/* The first; one that only tells of the time gives way to one that tells why. */
static const OdQuotedReply *
refusal_in (const OdNotice *self, OdNoticeRange range)
{
  const OdQuotedReply *expiry = NULL;

  for (guint i = 0; i < self->replies->len; i++)
    {
      const OdQuotedReply *reply = self->replies->pdata[i];
      if (reply->start < range.start || reply->start >= range.end || !od_notice_is_refusal (reply))
        continue;
      if (!od_notice_is_expiry (reply->status))
        return reply;
      if (expiry == NULL)
        expiry = reply;
    }
  return expiry;
}

/* The first paragraph of a passage that has words, or the one with the reply. */
static OdNoticeRange
paragraph_in (const OdNotice *self, OdNoticeRange passage, const OdQuotedReply *reply)
{
  OdNoticeRange found = { passage.start, passage.start };

  if (self->lines->len == 0)
    return found;
  for (guint i = od_notice_line_of (self, passage.start);
       i < self->lines->len && od_notice_line (self, i)->start < passage.end; i++)
    {
      gboolean blank = od_notice_is_blank_line (self, i);
      if (!blank && !od_notice_line (self, i)->worth && !od_notice_holds_words (self, found))
        {
          found.start = found.end = MIN (od_notice_line (self, i)->end, passage.end);
          continue;
        }
      if (!blank)
        found.end = MAX (found.end, od_notice_line (self, i)->end);
      gboolean announced = i > 0 && blank && od_notice_ends_in_colon (self, i - 1);
      gboolean enough = !announced && od_notice_holds_words (self, found) &&
                        (reply == NULL || found.end > reply->start);
      if (blank && enough)
        break;
    }
  found.end = MIN (found.end, passage.end);
  return found;
}

static void
take_passage (const OdNotice *self, OdNoticeReason *reason, OdNoticeRange passage)
{
  const OdQuotedReply *reply = refusal_in (self, passage);
  OdNoticeRange paragraph = paragraph_in (self, passage, reply);

  if (reason->reply == NULL && reply != NULL)
    reason->reply = reply;
  if (reason->length > 0 || !od_notice_holds_words (self, paragraph))
    return;
  reason->start = paragraph.start;
  reason->length = paragraph.end - paragraph.start;
}

static void
read_passages (const OdNotice *self, const char *recipient, OdNoticeReason *reason)
{
  for (guint i = 0; i < self->addresses->len && (reason->reply == NULL || reason->length == 0); i++)
    if (od_notice_address (self, i)->head &&
        od_notice_same_address (self, od_notice_address (self, i), recipient))
      take_passage (self, reason,
                    (OdNoticeRange){ od_notice_address (self, i)->from, od_notice_address (self, i)->to });
}

/* The bytes of a reply with the words that lead to it: its line, and the command before it in a transcript
 * (">>> RCPT To:<a@b>"). */
static OdNoticeRange
surroundings (const OdNotice *self, const OdQuotedReply *reply)
{
  OdNoticeRange range = { reply->start, reply->start + reply->length };

  if (self->lines->len == 0)
    return range;
  guint i = od_notice_line_of (self, reply->start);
  range.start = MIN (range.start, od_notice_line (self, i)->start);
  range.end = MAX (range.end, od_notice_line (self, i)->end);
  for (guint back = 0; back < 12 && i > 0 && !od_notice_is_blank_line (self, i - 1); back++, i--)
    if (strncmp (self->text + od_notice_line (self, i - 1)->start, ">>>", 3) == 0)
      {
        range.start = od_notice_line (self, i - 1)->start;
        break;
      }
  return range;
}

/* The first address at or behind @at. */
static guint
first_address_from (const OdNotice *self, gsize at)
{
  guint low = 0, high = self->addresses->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (od_notice_address (self, middle)->start < at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

typedef enum
{
  NAMES_NOBODY,
  NAMES_RECIPIENT,
  NAMES_ANOTHER
} Names;

static gboolean
is_any_recipient (const OdNotice *self, const OdNoticeAddress *address, const GPtrArray *recipients)
{
  for (guint i = 0; i < recipients->len; i++)
    if (od_notice_same_address (self, address, recipients->pdata[i]))
      return TRUE;
  return FALSE;
}

static Names
whom_it_names (const OdNotice *self, OdNoticeRange range, const char *recipient, const GPtrArray *recipients)
{
  Names names = NAMES_NOBODY;

  for (guint i = first_address_from (self, range.start); i < self->addresses->len; i++)
    {
      const OdNoticeAddress *address = od_notice_address (self, i);
      if (address->start >= range.end)
        break;
      if (od_notice_same_address (self, address, recipient))
        return NAMES_RECIPIENT;
      if (names == NAMES_NOBODY && is_any_recipient (self, address, recipients))
        names = NAMES_ANOTHER;
    }
  return names;
}

static gboolean
is_from_server (const OdNotice *self, guint line)
{
  return strncmp (self->text + od_notice_line (self, line)->start, "<<<", 3) == 0;
}

/* The line "554 <a@b>... Service unavailable" of Sendmail sums up what the server said in the lines before.
 */
static const OdQuotedReply *
behind_summary (const OdNotice *self, guint index)
{
  const OdQuotedReply *summary = self->replies->pdata[index];
  const OdQuotedReply *before = index > 0 ? self->replies->pdata[index - 1] : NULL;

  if (before == NULL || !od_notice_is_refusal (before))
    return summary;
  guint line = od_notice_line_of (self, summary->start);
  if (line == 0 || is_from_server (self, line) || !is_from_server (self, line - 1))
    return summary;
  return is_from_server (self, od_notice_line_of (self, before->start)) ? before : summary;
}

/* The reply that names @recipient; if @share, else the first that names nobody and that no summary behind it
 * gives to another. */
static const OdQuotedReply *
find_reply (const OdNotice *self, const char *recipient, const GPtrArray *recipients, gboolean share)
{
  const OdQuotedReply *shared = NULL;

  for (guint i = 0; i < self->replies->len; i++)
    {
      const OdQuotedReply *reply = self->replies->pdata[i];
      if (!od_notice_is_refusal (reply))
        continue;
      OdNoticeRange range = surroundings (self, reply);
      Names names = whom_it_names (self, range, recipient, recipients);
      if (names == NAMES_RECIPIENT)
        return behind_summary (self, i);
      if (names == NAMES_ANOTHER && shared != NULL && behind_summary (self, i) == shared)
        shared = NULL;
      else if (share && shared == NULL && names == NAMES_NOBODY)
        shared = reply;
    }
  return shared;
}

/* Whether a reply stands in the passage of another recipient. */
static gboolean
belongs_to_another (const OdNotice *self, const OdQuotedReply *reply, const char *recipient)
{
  for (guint i = 0; i < self->addresses->len; i++)
    {
      const OdNoticeAddress *address = od_notice_address (self, i);
      if (!address->head || od_notice_same_address (self, address, recipient))
        continue;
      if (reply->start >= address->from && reply->start < address->to)
        return TRUE;
    }
  return FALSE;
}

gboolean
od_notice_has_own_words (const OdNotice *self, guint first, guint last)
{
  gsize length = 0;

  for (guint i = first; i <= last; i++)
    length += od_notice_line (self, i)->end - od_notice_line (self, i)->start;
  for (guint i = first_address_from (self, od_notice_line (self, first)->start); i < self->addresses->len;
       i++)
    if (od_notice_address (self, i)->line <= last)
      length -= MIN (length, od_notice_address (self, i)->length + 2);
  return length > 6;
}

guint
od_notice_paragraph_start (const OdNotice *self, guint index)
{
  while (index > 0 && !od_notice_is_blank_line (self, index - 1))
    index--;
  return index;
}

static gboolean
has_worthy_line (const OdNotice *self, guint first, guint last)
{
  for (guint i = first; i <= last; i++)
    if (od_notice_line (self, i)->worth && od_notice_has_own_words (self, i, i))
      return TRUE;
  return FALSE;
}

/* The sentence or paragraph that names the recipient, where no passage is headed by it; where the address
 * stands alone, with the paragraph that leads to it. */
static void
take_mention (const OdNotice *self, const char *recipient, OdNoticeReason *reason)
{
  for (guint i = 0; i < self->addresses->len; i++)
    {
      const OdNoticeAddress *address = od_notice_address (self, i);
      if (!od_notice_same_address (self, address, recipient))
        continue;
      guint first = od_notice_paragraph_start (self, address->line), last = address->line;
      while (last + 1 < self->lines->len && !od_notice_is_blank_line (self, last + 1))
        last++;
      while (first > 0 && !od_notice_has_own_words (self, first, last))
        first = od_notice_paragraph_start (self, first - 1);
      if (!has_worthy_line (self, first, last))
        return;
      reason->start = od_notice_line (self, first)->start;
      reason->length = od_notice_line (self, last)->end - reason->start;
      return;
    }
}

void
od_notice_reason (const OdNotice *self,
                  const char *recipient,
                  const GPtrArray *recipients,
                  OdNoticeReason *reason)
{
  *reason = (OdNoticeReason){ 0 };
  read_passages (self, recipient, reason);
  if (reason->reply == NULL)
    {
      gboolean share = reason->length == 0 || recipients->len < 2;
      const OdQuotedReply *reply = find_reply (self, recipient, recipients, share);
      if (reply != NULL && (recipients->len < 2 || !belongs_to_another (self, reply, recipient)))
        reason->reply = reply;
    }
  if (reason->reply == NULL && recipients->len < 2)
    od_notice_take_announced (self, od_notice_names_reason, reason);
  if (reason->length == 0 && reason->reply == NULL && recipients->len < 2)
    od_notice_take_announced (self, od_notice_announces_reason, reason);
  if (reason->length == 0)
    take_mention (self, recipient, reason);
  if (reason->length == 0)
    od_notice_take_local_part (self, recipient, reason);
}
