/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which words of a notice are about which recipient: the passage after the address, the reply in it, else the
 * reply that names the address, or follows a command that does, else the only one there is. Any thread. */

#include "od-notice.h"

#include <string.h>

#include "od-text.h"

#define MAX_PASSAGE_LINES 60
#define MAX_WORDS         4096

/* A stretch of the text. */
typedef struct
{
  gsize start;
  gsize end;
} Range;

static const OdNoticeLine *
line_at (const OdNotice *self, guint index)
{
  return &g_array_index (self->lines, OdNoticeLine, index);
}

static const OdNoticeAddress *
address_at (const OdNotice *self, guint index)
{
  return &g_array_index (self->addresses, OdNoticeAddress, index);
}

static gboolean
is_blank_line (const OdNotice *self, guint index)
{
  return line_at (self, index)->start == line_at (self, index)->end;
}

/* A refusal, not a reply of success in a transcript. */
static gboolean
is_refusal (const OdQuotedReply *reply)
{
  if (reply->code != 0)
    return reply->code >= 400;
  return reply->status[0] == '4' || reply->status[0] == '5';
}

static gboolean
holds_words (const OdNotice *self, Range range)
{
  guint letters = 0;

  for (gsize i = range.start; i < range.end && letters < 4; i++)
    letters += g_ascii_isalnum (self->text[i]) || (guchar) self->text[i] >= 0x80;
  return letters >= 4;
}

/* From behind the address to the line @last or a section. */
static Range
passage_after (const OdNotice *self, const OdNoticeAddress *head, guint last)
{
  Range range = { head->start + head->length, line_at (self, head->line)->end };

  last = MIN (last, head->line + MAX_PASSAGE_LINES);
  for (guint i = head->line + 1; i < last && !od_notice_is_section (self, i); i++)
    range.end = MAX (range.end, line_at (self, i)->end);
  return range;
}

static gboolean
is_same (const OdNotice *self, const OdNoticeAddress *a, const OdNoticeAddress *b)
{
  return a->length == b->length &&
         g_ascii_strncasecmp (self->text + a->start, self->text + b->start, a->length) == 0;
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
      if (next != NULL && next->line != head->line && !is_same (self, head, next))
        end_of_next = next->line;
      Range range = passage_after (self, head, end_of_next);
      if (next != NULL && !holds_words (self, range))
        range = (Range){ next->from, next->to };
      head->from = range.start;
      head->to = range.end;
      next = head;
    }
}

static const OdQuotedReply *
refusal_in (const OdNotice *self, Range range)
{
  for (guint i = 0; i < self->replies->len; i++)
    {
      const OdQuotedReply *reply = self->replies->pdata[i];
      if (reply->start >= range.start && reply->start < range.end && is_refusal (reply))
        return reply;
    }
  return NULL;
}

/* The first paragraph of a passage that has words, or the one with the reply. */
static Range
paragraph_in (const OdNotice *self, Range passage, const OdQuotedReply *reply)
{
  Range found = { passage.start, passage.start };

  if (self->lines->len == 0)
    return found;
  for (guint i = od_notice_line_of (self, passage.start);
       i < self->lines->len && line_at (self, i)->start < passage.end; i++)
    {
      gboolean blank = is_blank_line (self, i);
      if (!blank)
        found.end = MAX (found.end, line_at (self, i)->end);
      gboolean enough = holds_words (self, found) && (reply == NULL || found.end > reply->start);
      if (blank && enough)
        break;
    }
  found.end = MIN (found.end, passage.end);
  return found;
}

static void
take_passage (const OdNotice *self, OdNoticeReason *reason, Range passage)
{
  const OdQuotedReply *reply = refusal_in (self, passage);
  Range paragraph = paragraph_in (self, passage, reply);

  if (reason->reply == NULL && reply != NULL)
    reason->reply = reply;
  if (reason->length > 0 || !holds_words (self, paragraph))
    return;
  reason->start = paragraph.start;
  reason->length = paragraph.end - paragraph.start;
}

static void
read_passages (const OdNotice *self, const char *recipient, OdNoticeReason *reason)
{
  for (guint i = 0; i < self->addresses->len && (reason->reply == NULL || reason->length == 0); i++)
    if (address_at (self, i)->head && od_notice_same_address (self, address_at (self, i), recipient))
      take_passage (self, reason, (Range){ address_at (self, i)->from, address_at (self, i)->to });
}

/* The bytes of a reply with the words that lead to it: its line, and the command before it in a transcript
 * (">>> RCPT To:<a@b>"). */
static Range
surroundings (const OdNotice *self, const OdQuotedReply *reply)
{
  Range range = { reply->start, reply->start + reply->length };

  if (self->lines->len == 0)
    return range;
  guint i = od_notice_line_of (self, reply->start);
  range.start = MIN (range.start, line_at (self, i)->start);
  range.end = MAX (range.end, line_at (self, i)->end);
  for (guint back = 0; back < 12 && i > 0 && !is_blank_line (self, i - 1); back++, i--)
    if (strncmp (self->text + line_at (self, i - 1)->start, ">>>", 3) == 0)
      {
        range.start = line_at (self, i - 1)->start;
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
      if (address_at (self, middle)->start < at)
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
whom_it_names (const OdNotice *self, Range range, const char *recipient, const GPtrArray *recipients)
{
  Names names = NAMES_NOBODY;

  for (guint i = first_address_from (self, range.start); i < self->addresses->len; i++)
    {
      const OdNoticeAddress *address = address_at (self, i);
      if (address->start >= range.end)
        break;
      if (od_notice_same_address (self, address, recipient))
        return NAMES_RECIPIENT;
      if (names == NAMES_NOBODY && is_any_recipient (self, address, recipients))
        names = NAMES_ANOTHER;
    }
  return names;
}

static const OdQuotedReply *
find_reply (const OdNotice *self, const char *recipient, const GPtrArray *recipients)
{
  const OdQuotedReply *shared = NULL;

  for (guint i = 0; i < self->replies->len; i++)
    {
      const OdQuotedReply *reply = self->replies->pdata[i];
      if (!is_refusal (reply))
        continue;
      Range range = surroundings (self, reply);
      Names names = whom_it_names (self, range, recipient, recipients);
      if (names == NAMES_RECIPIENT)
        return reply;
      if (shared == NULL && names == NAMES_NOBODY)
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
      const OdNoticeAddress *address = address_at (self, i);
      if (!address->head || od_notice_same_address (self, address, recipient))
        continue;
      if (reply->start >= address->from && reply->start < address->to)
        return TRUE;
    }
  return FALSE;
}

/* Whether anything but addresses stands in the lines. */
static gboolean
have_own_words (const OdNotice *self, guint first, guint last)
{
  gsize length = 0;

  for (guint i = first; i <= last; i++)
    length += line_at (self, i)->end - line_at (self, i)->start;
  for (guint i = first_address_from (self, line_at (self, first)->start); i < self->addresses->len; i++)
    if (address_at (self, i)->line <= last)
      length -= MIN (length, address_at (self, i)->length + 2);
  return length > 6;
}

static guint
first_line_of_paragraph (const OdNotice *self, guint line)
{
  while (line > 0 && !is_blank_line (self, line - 1))
    line--;
  return line;
}

/* The sentence or paragraph that names the recipient, where no passage is headed by it; where the address
 * stands alone, with the paragraph that leads to it. */
static void
take_mention (const OdNotice *self, const char *recipient, OdNoticeReason *reason)
{
  for (guint i = 0; i < self->addresses->len; i++)
    {
      const OdNoticeAddress *address = address_at (self, i);
      if (!od_notice_same_address (self, address, recipient))
        continue;
      guint first = first_line_of_paragraph (self, address->line), last = address->line;
      while (last + 1 < self->lines->len && !is_blank_line (self, last + 1))
        last++;
      while (first > 0 && !have_own_words (self, first, last))
        first = first_line_of_paragraph (self, first - 1);
      reason->start = line_at (self, first)->start;
      reason->length = line_at (self, last)->end - reason->start;
      return;
    }
}

/* The paragraph that a line like "The response was:" announces. */
static void
take_announced (const OdNotice *self, OdNoticeReason *reason)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const OdNoticeLine *line = line_at (self, i);
      if (line->end == line->start || line->end - line->start > 120 ||
          !od_notice_announces_reason (self->lower + line->start, line->end - line->start))
        continue;
      guint last = i;
      while (last + 1 < self->lines->len && (last == i || !is_blank_line (self, last + 1)))
        last++;
      if (!have_own_words (self, i, last))
        continue;
      reason->start = line->start;
      reason->length = line_at (self, last)->end - line->start;
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
      const OdQuotedReply *reply = find_reply (self, recipient, recipients);
      if (reply != NULL && (recipients->len < 2 || !belongs_to_another (self, reply, recipient)))
        reason->reply = reply;
    }
  if (reason->length == 0 && reason->reply == NULL && recipients->len < 2)
    take_announced (self, reason);
  if (reason->length == 0)
    take_mention (self, recipient, reason);
}

static char *
one_line (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);

  return od_text_collapse (copy);
}

char *
od_notice_passage (const OdNotice *self, const OdNoticeReason *reason)
{
  const char *text = self->text + reason->start;
  gsize length = reason->length;

  while (length > 0 && strchr (" \t\r\n>:.,;)]\"'", *text) != NULL)
    text++, length--;
  if (length > 8 && g_ascii_strncasecmp (text, "(reason:", 8) == 0)
    text += 8, length -= 8;
  return one_line (text, MIN (length, MAX_WORDS));
}

static gboolean
is_worth_reading (const OdNotice *self, guint index)
{
  const OdNoticeLine *line = line_at (self, index);
  gsize length = line->end - line->start;

  if (length == 0 || od_notice_is_section (self, index))
    return FALSE;
  if (strncmp (self->text + line->start, ">>>", 3) == 0)
    return FALSE;
  return !od_notice_is_boilerplate (self->lower + line->start, length);
}

/* Whether the line is in the passage of another recipient and not in that of this one. */
static gboolean
is_about_another (const OdNotice *self, const OdNoticeLine *line, const char *recipient)
{
  gboolean another = FALSE;

  for (guint i = 0; i < self->addresses->len; i++)
    {
      const OdNoticeAddress *head = address_at (self, i);
      if (!head->head || head->start > line->end || head->to <= line->start)
        continue;
      if (od_notice_same_address (self, head, recipient))
        return FALSE;
      another = TRUE;
    }
  return another;
}

char *
od_notice_words (const OdNotice *self, const char *recipient)
{
  GString *words = g_string_sized_new (MIN (self->length, MAX_WORDS) + 1);

  for (guint i = 0; i < self->lines->len && words->len < MAX_WORDS; i++)
    {
      const OdNoticeLine *line = line_at (self, i);
      if (!is_worth_reading (self, i) || (recipient != NULL && is_about_another (self, line, recipient)))
        continue;
      if (words->len > 0)
        g_string_append_c (words, ' ');
      g_string_append_len (words, self->text + line->start,
                           MIN (line->end - line->start, MAX_WORDS - words->len));
    }
  g_autofree char *all = g_string_free (words, FALSE);
  return od_text_collapse (all);
}

static char *
host_after (const char *at, const char *end)
{
  const char *stop = at;

  while (stop < end && (g_ascii_isalnum (*stop) || *stop == '.' || *stop == '-'))
    stop++;
  while (stop > at && stop[-1] == '.')
    stop--;
  return memchr (at, '.', stop - at) != NULL ? g_strndup (at, stop - at) : NULL;
}

/* Behind the last of the words that lead to a host, NULL if there are none. */
static const char *
after_last_lead (const char *start, const char *end)
{
  static const char *const leads[] = { "host ", "talking to ", "server " };
  const char *last = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (leads); i++)
    for (const char *p = start; (p = memmem (p, end - p, leads[i], strlen (leads[i]))) != NULL;)
      {
        p += strlen (leads[i]);
        if (last == NULL || p > last)
          last = p;
      }
  return last;
}

char *
od_notice_remote (const OdNotice *self, const OdQuotedReply *reply)
{
  gsize look = MIN (reply->start, 300);
  const char *end = self->lower + reply->start;
  const char *lead = after_last_lead (end - look, end);

  return lead != NULL ? host_after (lead, end) : NULL;
}
