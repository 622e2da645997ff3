/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds where replies are quoted in a text, and the stage that the words around one tell. Any thread; linear.
 * It does not judge the words, and leaves hosts and recipients around them to others. */

#include "od-quoted-reply.h"

#include <string.h>

#include "od-quoted-lines.h"
#include "od-quoted-words.h"
#include "od-reply-number.h"
#include "od-text.h"

#define STAGE_LOOK_BACK 240
#define WORDS_LOOK_BACK 600

void
od_quoted_reply_free (OdQuotedReply *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self);
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where the paragraph of @at begins, at most @most bytes back and not before @floor. */
static gsize
paragraph_start (const char *text, gsize floor, gsize at, gsize most)
{
  gsize low = at - floor > most ? at - most : floor;
  guint breaks = 0;

  for (gsize i = at; i > low; i--)
    {
      if (text[i - 1] == '\n')
        breaks++;
      else if (!is_space (text[i - 1]) && text[i - 1] != '>')
        breaks = 0;
      if (breaks == 2)
        return i;
    }
  return low;
}

/* Words that stand right before a mark such as "(#5.1.1)": from the last line that ends in a colon. */
static gsize
sentence_start (const char *text, gsize floor, gsize at)
{
  gsize start = paragraph_start (text, floor, at, WORDS_LOOK_BACK);

  for (gsize i = at; i > start + 1; i--)
    if (text[i - 1] == '\n' &&
        (text[i - 2] == ':' || (text[i - 2] == '\r' && i > start + 2 && text[i - 3] == ':')))
      return i;
  return start;
}

/* Before "<mail.example.net " of "<mail.example.net #5.1.1>", else @end. */
static gsize
before_open_bracket (const char *text, gsize floor, gsize end)
{
  for (gsize i = end; i > floor && end - i < 80; i--)
    {
      if (text[i - 1] == '<')
        return i - 1;
      if (!g_ascii_isalnum (text[i - 1]) && strchr (".-_", text[i - 1]) == NULL)
        return end;
    }
  return end;
}

static void
put_words_before (OdQuotedReply *reply, const char *text, gsize floor)
{
  gsize end = reply->start;

  while (end > floor && memchr (" \t(#[", text[end - 1], 5) != NULL)
    end--;
  end = before_open_bracket (text, floor, end);
  gsize start = sentence_start (text, floor, end);
  GString *words = g_string_sized_new (end - start + strlen (reply->text) + 2);

  for (gsize i = start; i < end; i++)
    if (!is_space (text[i]))
      g_string_append_c (words, text[i]);
    else if (words->len > 0 && words->str[words->len - 1] != ' ')
      g_string_append_c (words, ' ');
  if (words->len > 0 && words->str[words->len - 1] == ' ')
    g_string_truncate (words, words->len - 1);
  if (words->len > 0 && reply->text[0] != '\0')
    g_string_append_c (words, ' ');
  g_string_append (words, reply->text);
  g_free (reply->text);
  reply->text = g_string_free (words, FALSE);
  reply->length += reply->start - start;
  reply->start = start;
}

/* Whether a status without code ends the words it belongs to: "no mailbox here. (#5.1.1)". */
static gboolean
is_mark_behind_words (const OdQuotedReply *reply, const char *text, gsize floor)
{
  if (reply->code != 0 || reply->start == floor)
    return FALSE;
  return reply->text[0] == '\0' || text[reply->start - 1] == '#' || text[reply->start - 1] == '(';
}

/* "(in reply to RCPT TO command)" behind the reply, closing bracket or line break between. */
static const char *
stage_behind (const char *text, gsize length, gsize at)
{
  while (at < length && (is_space (text[at]) || memchr (">|\"')", text[at], 5) != NULL))
    at++;
  if (!od_quoted_lines_is_aside (text, length, at))
    return NULL;
  const char *end = memchr (text + at, ')', length - at);
  return end == NULL || end - (text + at) > 100 ? NULL : od_quoted_stage (text + at, end - (text + at));
}

static const char *
stage_of (const OdQuotedReply *reply, const char *text, gsize length, gsize floor, gsize end)
{
  const char *stage = stage_behind (text, length, end);

  if (stage != NULL)
    return stage;
  gsize start = paragraph_start (text, floor, reply->start, STAGE_LOOK_BACK);
  return od_quoted_stage (text + start, reply->start - start);
}

/* "5.1.0 - Unknown address error 550-'5.1.1 no such user'": a status of the system that quotes, and within
 * its words the reply. */
static void
take_inner_reply (OdQuotedReply *reply)
{
  gsize length = strlen (reply->text);
  gsize at = 1;

  if (reply->code != 0 || length < 8)
    return;
  while (at + 4 < length && !od_reply_number_is_code (reply->text, length, at))
    at++;
  if (at + 4 >= length || reply->text[at] < '4')
    return;
  OdQuotedReply inner = { 0 };
  od_quoted_words_read (reply->text, length, 0, at, &inner);
  if (inner.text[0] == '\0')
    {
      g_free (inner.text);
      return;
    }
  reply->code = inner.code;
  if (inner.status[0] != '\0')
    memcpy (reply->status, inner.status, sizeof reply->status);
  g_free (reply->text);
  reply->text = inner.text;
}

/* "ERROR_CODE :5.1.1, " before the words: labels that some systems put before each number. */
static void
take_off_labels (OdQuotedReply *reply)
{
  const char *rest = reply->text;

  for (const char *at = rest + strspn (rest, " ,-");
       g_ascii_strncasecmp (at, "error_code", 10) == 0 || g_ascii_strncasecmp (at, "error code", 10) == 0;
       at = rest + strspn (rest, " ,-"))
    {
      rest = at + 10 + strspn (at + 10, " :");
      gsize status = od_reply_number_status (rest, strlen (rest), 0);
      if (status > 0 && status < sizeof reply->status && reply->status[0] == '\0')
        g_strlcpy (reply->status, rest, status + 1);
      rest += status;
      rest += status > 0 ? strspn (rest, " ,-") : 0;
    }
  memmove (reply->text, rest, strlen (rest) + 1);
}

static OdQuotedReply *
read_reply (const char *text, gsize length, gsize floor, gsize at, gsize *end)
{
  OdQuotedReply *reply = g_new0 (OdQuotedReply, 1);

  *end = od_quoted_words_read (text, length, floor, at, reply);
  take_off_labels (reply);
  if (is_mark_behind_words (reply, text, floor))
    put_words_before (reply, text, floor);
  else
    take_inner_reply (reply);
  reply->stage = stage_of (reply, text, length, floor, *end);
  return reply;
}

static gboolean
is_reply_at (const char *text, gsize length, gsize at)
{
  if (text[at] < '2' || text[at] > '5' || at + 3 > length)
    return FALSE;
  if (text[at + 1] == '.')
    return od_reply_number_stands_alone (text, length, at);
  return od_reply_number_is_code (text, length, at);
}

/* The next reply from @at on; NULL at the end. @at gets the place behind it. */
static OdQuotedReply *
next_reply (const char *text, gsize length, gsize *at)
{
  gsize floor = *at;

  for (gsize i = floor; i + 3 <= length; i++)
    if (is_reply_at (text, length, i))
      return read_reply (text, length, floor, i, at);
  return NULL;
}

GPtrArray *
od_quoted_replies_find (const char *text, gsize length)
{
  GPtrArray *replies = g_ptr_array_new_with_free_func ((GDestroyNotify) od_quoted_reply_free);
  gsize at = 0;

  for (OdQuotedReply *reply; (reply = next_reply (text, length, &at)) != NULL;)
    g_ptr_array_add (replies, reply);
  return replies;
}

OdQuotedReply *
od_quoted_reply_find (const char *text, gsize length)
{
  gsize at = 0;

  return next_reply (text, length, &at);
}

/* Of three digits; without the printing of the library, for it is done for every reply. */
static void
add_code (OdFacts *facts, guint code, const char *source)
{
  const char digits[4] = { (char) ('0' + code / 100 % 10), (char) ('0' + code / 10 % 10),
                           (char) ('0' + code % 10), '\0' };

  od_facts_add (facts, "code", digits, source);
}

void
od_quoted_reply_add_facts (const OdQuotedReply *self, OdFacts *facts, const char *source)
{
  g_autofree char *safe = od_text_make_safe (self->text, -1);

  if (self->code != 0)
    add_code (facts, self->code, source);
  od_facts_add (facts, "status", self->status, source);
  od_facts_add (facts, "text", safe, source);
  if (self->stage != NULL)
    od_facts_add (facts, "stage", self->stage, source);
}
