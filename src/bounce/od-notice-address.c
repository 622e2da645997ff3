/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses in a notice, and which of them stand at the head of a passage. Any thread, linear. It does not
 * check that addresses could exist. */

#include "od-notice.h"

#include <string.h>

#define MAX_ADDRESSES 1000

static gboolean
is_local_char (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80 ||
         (c != '\0' && strchr (".!#$%&*+-/=?^_{|}~'", c) != NULL);
}

static gboolean
is_domain_char (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80 || c == '.' || c == '-' || c == '_';
}

/* Marks of other scripts' punctuation that stand right at an address: 「a@b」, “a@b”, «a@b»: U+2018–201F,
 * U+00AB, U+00BB, U+3000–301F, U+FF00–FF1F. */
static gsize
foreign_mark_length (const char *at, const char *end)
{
  if ((guchar) *at < 0x80)
    return 0;
  gunichar c = g_utf8_get_char_validated (at, end - at);
  gboolean mark = (c >= 0x2010 && c <= 0x203a) || c == 0xab || c == 0xbb || c == 0xa0 ||
                  (c >= 0x3000 && c <= 0x301f) || (c >= 0xff00 && c <= 0xff20);
  return mark ? g_utf8_skip[(guchar) *at] : 0;
}

/* Letters of languages written without spaces end an address that is otherwise ASCII. */
static gboolean
is_unspaced_script (const char *at, const char *end)
{
  gunichar c = (guchar) *at < 0x80 ? 0 : g_utf8_get_char_validated (at, end - at);

  return c >= 0x3040 && c < 0xfffffff0u;
}

static gsize
local_start (const OdNotice *self, gsize sign, gsize floor)
{
  const char *text = self->text;
  const char *end = text + self->length;
  gsize at = sign;

  if (at > floor && text[at - 1] == '"')
    {
      gsize open = at - 1;
      while (open > floor && text[open - 1] != '"' && sign - open < 66)
        open--;
      return open > floor && text[open - 1] == '"' ? open - 1 : sign;
    }
  while (at > floor && is_local_char (text[at - 1]))
    {
      gsize before = g_utf8_find_prev_char (text + floor, text + at) - text;
      if (foreign_mark_length (text + before, end) > 0 || is_unspaced_script (text + before, end))
        break;
      at = before;
    }
  while (at < sign && strchr (".'*=-/#|", text[at]) != NULL && text[at] != '\0')
    at++;
  return at;
}

static gsize
domain_end (const OdNotice *self, gsize sign, gsize limit)
{
  const char *text = self->text;
  gsize at = sign + 1;

  if (at < limit && text[at] == '[')
    {
      const char *close = memchr (text + at, ']', limit - at);
      return close != NULL ? (gsize) (close - text) + 1 : at;
    }
  while (at < limit && is_domain_char (text[at]) && foreign_mark_length (text + at, text + limit) == 0 &&
         !is_unspaced_script (text + at, text + limit))
    at++;
  while (at > sign + 1 && strchr (".-_", text[at - 1]) != NULL)
    at--;
  return at;
}

/* Words before an address that make it a label of the recipient: "Recipient: <a@b>". */
static gboolean
is_label (const char *lower, gsize length)
{
  static const char *const labels[] = { "recipient",    "failed",    "to:",
                                        "rcpt",         "address",   "user",
                                        "empfänger",    "an:",       "destinataire",
                                        "destinatario", "получател", "адресат",
                                        "кому",         "宛先",      "受信者",
                                        "收件人",       "收件者",    "받는 사람",
                                        "ontvanger",    "odbiorc",   "mottagar",
                                        "příjemc",      "mailto",    "smtp",
                                        "rfc822",       "for",       "was not delivered",
                                        "à ",           "para",      "mailbox",
                                        "adress",       NULL };
  static const char *const others[] = { "original",  "sender",     "from", "reply",  "absender", "expéditeur",
                                        "remitente", "отправител", "от:",  "差出人", "发件人",   NULL };

  while (length > 0 && strchr (" \t<\"'[(", lower[length - 1]) != NULL)
    length--;
  if (length == 0)
    return FALSE;
  gboolean closed = lower[length - 1] == ':' || lower[length - 1] == ';' || lower[length - 1] == '=' ||
                    (length > 3 && memcmp (lower + length - 3, "：", 3) == 0);
  return closed && length < 60 && od_notice_has_any (lower, length, labels) &&
         !od_notice_has_any (lower, length, others);
}

static gboolean
is_only_marks (const char *bytes, gsize length)
{
  for (gsize i = 0; i < length;)
    {
      gsize foreign = foreign_mark_length (bytes + i, bytes + length);
      if (foreign == 0 && strchr (" \t<>\"'[](){}*-+=.,:;#|", bytes[i]) == NULL)
        return FALSE;
      i += MAX (foreign, 1);
    }
  return TRUE;
}

static gboolean
could_be_name (const char *lower, gsize length)
{
  static const char *const words[] = { " for ",   " of ",  " to ",  "user",   "recipient", "mailbox",
                                       "address", "fail",  "error", "reject", "unknown",   "denied",
                                       "message", "mail ", "verif", NULL };
  guint n_spaces = 0;

  for (gsize i = 0; i < length; i++)
    n_spaces += lower[i] == ' ';
  return !g_ascii_isdigit (lower[0]) && n_spaces < 6 && !od_notice_has_any (lower, length, words);
}

/* "Anna Beispiel (anna@example.org)", "Anna <anna@example.org>" alone on a line, as Exchange lists them. */
static gboolean
is_after_name (const OdNotice *self, const OdNoticeLine *line, gsize start, gsize end)
{
  gsize before = start - line->start;
  const char *rest = self->lower + end + 1;

  if (before < 3 || before > 70 || end >= line->end || strchr ("(<[", self->text[start - 1]) == NULL)
    return FALSE;
  if (memchr (self->text + line->start, ':', before) != NULL ||
      !could_be_name (self->lower + line->start, before))
    return FALSE;
  return is_only_marks (self->text + end, line->end - end) ||
         (line->end - end > 8 && (strncmp (rest, "<mailto:", 8) == 0 || strncmp (rest, " on ", 4) == 0));
}

static gboolean
is_header_line (const OdNotice *self, guint index)
{
  static const char *const names[] = { "subject:",  "sent:", "from:", "date:",   "betreff:",
                                       "gesendet:", "von:",  "objet", "asunto:", "тема:",
                                       "件名",      "cc:",   NULL };

  if (index >= self->lines->len)
    return FALSE;
  const OdNoticeLine *line = od_notice_line (self, index);
  return od_notice_has_any (self->lower + line->start, MIN (line->end - line->start, 10), names);
}

/* "To: a@b" between "From:" and "Subject:": the message is described, no recipient's fate. */
static gboolean
is_among_headers (const OdNotice *self, guint index)
{
  const OdNoticeLine *line = od_notice_line (self, index);

  if (memchr (self->lower + line->start, ':', MIN (line->end - line->start, 14)) == NULL)
    return FALSE;
  return is_header_line (self, index + 1) || (index > 0 && is_header_line (self, index - 1));
}

/* Whether the words before the address make it one of the sender or of help, not of a recipient. */
gboolean
od_notice_is_of_somebody_else (const OdNotice *self, const OdNoticeLine *line, gsize start)
{
  static const char *const help[] = { "contact", "kontakt",  "reply", "send mail to",
                                      "please",  "write to", "bitte", NULL };
  static const char *const senders[] = { "from",       "sender", "absender", "expéditeur", "remitente",
                                         "отправител", "差出人", "发件人",   "message-id", "id=",
                                         " by ",       "von ",   NULL };
  static const char *const recipients[] = { " to <", " to: ", "rcpt to", "expanded from", NULL };
  static const char *const nearest[] = { " for ", " for <", " to ", " an ", NULL };
  gsize look = MIN (start - line->start, 24);
  const char *before = self->lower + start - look;

  if (od_notice_has_any (before, look, help))
    return TRUE;
  if (look > 5 && od_notice_has_any (before + look - 6, 6, nearest))
    return FALSE;
  return od_notice_has_any (before, look, senders) && !od_notice_has_any (before, look, recipients);
}

/* "<mail.example.com #5.1.1>  anna@example.org", as Exchange ends the passage of a recipient. */
static gboolean
is_behind_mark (const OdNotice *self, const OdNoticeLine *line, gsize start)
{
  gsize close = start;

  while (close > line->start && memchr (" \t", self->text[close - 1], 2) != NULL)
    close--;
  return close < start && self->text[line->start] == '<' && self->text[close - 1] == '>' &&
         memchr (self->text + line->start, '#', close - line->start) != NULL;
}

static gboolean
is_head (const OdNotice *self, guint index, gsize start, gsize end)
{
  const OdNoticeLine *line = od_notice_line (self, index);
  static const char *const no_heads[] = { "wrote:", "schrieb", "a écrit", "escribió", "said:\n", NULL };
  gsize before = start - line->start;

  if (self->text[line->start] == '>' && before > 1)
    return FALSE;
  if (od_notice_has_any (self->lower + end, line->end - end, no_heads))
    return FALSE;
  if (is_only_marks (self->text + line->start, before))
    return TRUE;
  if (is_among_headers (self, index) || od_notice_is_of_somebody_else (self, line, start))
    return FALSE;
  return is_label (self->lower + line->start, before) || is_after_name (self, line, start, end);
}

/* Whether the line goes on with a reply that is quoted under a head: indented more than that, no blank line
 * between. */
static gboolean
is_continuation (const OdNotice *self, guint index)
{
  const OdNoticeAddress *last = NULL;

  for (guint i = self->addresses->len; i-- > 0 && last == NULL;)
    if (od_notice_address (self, i)->head)
      last = od_notice_address (self, i);
  if (last == NULL || od_notice_line (self, index)->indent <= od_notice_line (self, last->line)->indent)
    return FALSE;
  for (guint i = last->line + 1; i < index; i++)
    if (od_notice_line (self, i)->start == od_notice_line (self, i)->end)
      return FALSE;
  return index > last->line;
}

static void
add_address (OdNotice *self, guint index, gsize start, gsize end)
{
  OdNoticeAddress address = { .start = start, .length = end - start, .line = index, .first = index };
  const OdNoticeAddress *last = self->addresses->len > 0 ? od_notice_address (self, self->addresses->len - 1)
                                                         : NULL;

  if (is_behind_mark (self, od_notice_line (self, index), start))
    {
      address.head = TRUE;
      address.first = od_notice_paragraph_start (self, index);
    }
  else
    address.head = (last == NULL || last->line != index) && is_head (self, index, start, end) &&
                   !is_continuation (self, index);
  /* "a@b.example, c@b.example" on one line: a list of heads. */
  if (last != NULL && last->line == index && last->head &&
      is_only_marks (self->text + last->start + last->length, start - last->start - last->length))
    address.head = TRUE;
  g_array_append_val (self->addresses, address);
}

static void
find_in_line (OdNotice *self, guint index)
{
  const OdNoticeLine *line = od_notice_line (self, index);
  gsize floor = line->start;

  for (gsize at = line->start; at < line->end && self->addresses->len < MAX_ADDRESSES;)
    {
      const char *sign = memchr (self->text + at, '@', line->end - at);
      if (sign == NULL)
        return;
      gsize place = sign - self->text;
      gsize start = local_start (self, place, floor);
      gsize end = domain_end (self, place, line->end);
      /* "Anna@Office@Town" is a name within some other system. */
      if (start < place && end > place + 1 && (end == line->end || self->text[end] != '@'))
        add_address (self, index, start, end);
      at = floor = MAX (end, place + 1);
    }
}

void
od_notice_find_addresses (OdNotice *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    find_in_line (self, i);
}
