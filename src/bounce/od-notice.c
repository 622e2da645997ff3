/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A notice taken apart into lines, and cut off where the original message begins: its words are never read
 * for reasons. Any thread. It does not look for recipients (od-notice-address.c) or reasons
 * (od-notice-reason.c). */

#include "od-notice.h"

#include <string.h>

#include "od-head.h"

#define MAX_LENGTH      (64 * 1024)
#define MAX_LINES       4000
#define MAX_REPLIES     500
#define MAX_TABLE_LINES 12

/* Lines that announce the original message. */
static const char *const original_marks[] = { "below this line is a copy of the message",
                                              "below is a copy of the message",
                                              "this is a copy of the message",
                                              "this is a copy of your message",
                                              "this is a copy of the header",
                                              "a copy of your message follows",
                                              "a copy of the original message",
                                              "copy of the original message",
                                              "original message",
                                              "unsent message",
                                              "unsent mail",
                                              "returned message",
                                              "returned mail follows",
                                              "returned text follows",
                                              "returned headers",
                                              "message header follows",
                                              "message headers follow",
                                              "message text follows",
                                              "message follows",
                                              "message starts here",
                                              "beginning of your message",
                                              "headers of the message",
                                              "header of the original",
                                              "headers of the original",
                                              "header of your message",
                                              "first part of the message",
                                              "first lines of",
                                              "begin message",
                                              "message contents",
                                              "start of returned message",
                                              "start of message",
                                              "ursprüngliche nachricht",
                                              "originalnachricht",
                                              "original-nachricht",
                                              "kopie der nachricht",
                                              "kopie ihrer nachricht",
                                              "message d'origine",
                                              "message original",
                                              "copie du message",
                                              "en-têtes du message",
                                              "mensaje original",
                                              "copia del mensaje",
                                              "messaggio originale",
                                              "mensagem original",
                                              "исходное сообщение",
                                              "исходного сообщения",
                                              "оригинальное сообщение",
                                              "заголовки письма",
                                              "копия сообщения",
                                              "копия письма",
                                              "元のメッセージ",
                                              "元のメール",
                                              "以下は送信されたメッセージ",
                                              "原始邮件",
                                              "原邮件",
                                              NULL };

/* Whether a line of words is laid out as a heading: a rule before it, or a colon or rule behind. */
static gboolean
is_heading (const char *line, gsize length)
{
  char last = line[length - 1];

  return strchr ("-=_*|+[#>", line[0]) != NULL || strchr (":-=_*]|", last) != NULL;
}

static gboolean
announces_original (const char *lower, gsize length)
{
  static const char *const bare[] = { "original message follows", "original message headers",
                                      "returned message follows", "message header follows", NULL };

  if (length == 0 || length > 160)
    return FALSE;
  if (is_heading (lower, length))
    return od_notice_has_any (lower, length, original_marks) &&
           !od_notice_has_any (lower, length,
                               (const char *const[]){ "original message was", "transcript", "@", NULL });
  return od_notice_has_any (lower, MIN (length, 30), bare);
}

static gboolean
begins_headers (const char *text, const char *line, const char *end)
{
  static const char *const names[] = { "received: ",        "return-path: ",        "x-original-to: ",
                                       "delivered-to: ",    "dkim-signature: ",     "message-id: ",
                                       "final-recipient: ", "original-recipient: ", NULL };
  const char *next = od_head_after_line (line, end);

  (void) text;
  for (gsize i = 0; names[i] != NULL; i++)
    if ((gsize) (end - line) > strlen (names[i]) && memcmp (line, names[i], strlen (names[i])) == 0)
      return next < end && (od_head_is_field (next, end) || *next == ' ' || *next == '\t');
  return FALSE;
}

static gsize
trimmed_length (const char *line, const char *after)
{
  while (after > line && g_ascii_isspace (after[-1]))
    after--;
  return after - line;
}

/* "Reason: …" soon behind @line: what is called the original is a table of the notice's own. */
static gboolean
reason_follows (const char *text, const char *line, const char *end)
{
  for (guint i = 0; i < MAX_TABLE_LINES && line < end; i++)
    {
      const char *after = od_head_after_line (line, end);
      gsize length = trimmed_length (line, after);
      if (begins_headers (text, line, end))
        return FALSE;
      if (length > 0 && length < 120 && od_notice_announces_reason (line, length))
        return TRUE;
      line = after;
    }
  return FALSE;
}

gsize
od_notice_text_length (const char *text, const char *lower, gsize length)
{
  const char *end = lower + length;

  for (const char *line = lower; line < end; line = od_head_after_line (line, end))
    {
      const char *words = line;
      const char *after = od_head_after_line (line, end);
      while (words < after && g_ascii_isspace (*words))
        words++;
      if (begins_headers (text, line, end))
        return line - lower;
      if (announces_original (words, trimmed_length (words, after)) && !reason_follows (text, after, end))
        return line - lower;
    }
  return length;
}

static void
find_lines (OdNotice *self)
{
  const char *end = self->text + self->length;

  for (const char *at = self->text; at < end && self->lines->len < MAX_LINES;)
    {
      const char *after = od_head_after_line (at, end);
      const char *words = at;
      while (words < after && g_ascii_isspace (*words))
        words++;
      OdNoticeLine line = { .start = words - self->text, .indent = words - at };
      line.end = line.start + trimmed_length (words, after);
      g_array_append_val (self->lines, line);
      at = after;
    }
}

static void
find_replies_in (OdNotice *self, gsize start, gsize end)
{
  if (end <= start)
    return;
  g_autoptr (GPtrArray) replies = od_quoted_replies_find (self->text + start, end - start);

  for (guint i = 0; i < replies->len && self->replies->len < MAX_REPLIES; i++)
    {
      OdQuotedReply *reply = replies->pdata[i];
      reply->start += start;
      od_notice_trim_end (reply->text);
      g_ptr_array_add (self->replies, g_steal_pointer (&replies->pdata[i]));
    }
}

/* Passage by passage, so that no reply runs on into the next. */
static void
find_replies (OdNotice *self)
{
  const OdNoticeAddress *head = NULL;
  gsize start = 0, from = 0;
  guint next = 0;

  self->replies = g_ptr_array_new_with_free_func ((GDestroyNotify) od_quoted_reply_free);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const OdNoticeLine *line = od_notice_line (self, i);
      gboolean begins = od_notice_is_section (self, i);
      from = line->start;
      for (; next < self->addresses->len && od_notice_address (self, next)->first <= i; next++)
        if (od_notice_address (self, next)->head)
          {
            const OdNoticeAddress *found = od_notice_address (self, next);
            begins = begins || head == NULL || !od_notice_is_same (self, head, found);
            head = found;
            /* Behind a name and time, which are no reason. */
            if (found->from == line->end || (found->first < found->line && found->from < found->start))
              from = found->from;
          }
      if (!begins)
        continue;
      find_replies_in (self, start, line->start);
      start = from;
    }
  find_replies_in (self, start, self->length);
}

static char *
flatten (const char *lower, gsize length)
{
  GString *flat = g_string_sized_new (length + 1);

  for (gsize i = 0; i < length; i++)
    if (i + 3 <= length && memcmp (lower + i, "’", 3) == 0)
      {
        g_string_append_c (flat, '\'');
        i += 2;
      }
    else if (!g_ascii_isspace (lower[i]))
      g_string_append_c (flat, lower[i]);
    else if (flat->len > 0 && flat->str[flat->len - 1] != ' ')
      g_string_append_c (flat, ' ');
  return g_string_free (flat, FALSE);
}

OdNotice *
od_notice_new (const char *text, gsize length)
{
  OdNotice *self = g_new0 (OdNotice, 1);

  length = MIN (length, MAX_LENGTH);
  self->text = text;
  self->lower = g_ascii_strdown (text, length);
  self->length = od_notice_text_length (text, self->lower, length);
  self->flat = flatten (self->lower, self->length);
  self->lines = g_array_sized_new (FALSE, FALSE, sizeof (OdNoticeLine), 64);
  self->addresses = g_array_new (FALSE, FALSE, sizeof (OdNoticeAddress));
  find_lines (self);
  od_notice_find_addresses (self);
  od_notice_find_passages (self);
  od_notice_mark_worth (self);
  find_replies (self);
  return self;
}

void
od_notice_free (OdNotice *self)
{
  if (self == NULL)
    return;
  g_free (self->lower);
  g_free (self->flat);
  g_array_unref (self->lines);
  g_array_unref (self->addresses);
  g_ptr_array_unref (self->replies);
  g_free (self);
}

guint
od_notice_line_of (const OdNotice *self, gsize at)
{
  guint low = 0, high = self->lines->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;
      if (g_array_index (self->lines, OdNoticeLine, middle).start <= at)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* "----- Transcript of session follows -----", "=====". */
gboolean
od_notice_is_section (const OdNotice *self, guint index)
{
  const OdNoticeLine *line = &g_array_index (self->lines, OdNoticeLine, index);
  const char *words = self->text + line->start;

  return line->end - line->start >= 4 &&
         (strncmp (words, "---", 3) == 0 || strncmp (words, "===", 3) == 0 ||
          strncmp (words, "***", 3) == 0 || strncmp (words, "|--", 3) == 0 || strncmp (words, "___", 3) == 0);
}
