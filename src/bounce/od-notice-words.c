/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Words of a notice made fit to read: a passage, all of it without greetings and advice, and the server named
 * before a reply. Any thread. */

#include "od-notice.h"

#include <string.h>

#include "od-text.h"

#define MAX_WORDS 4096

static char *
one_line (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);

  return od_text_collapse (copy);
}

/* Behind "Mon 2024-01-01 10:00:00: [17:2] * ", as lines of some transcripts begin. */
static gsize
after_time (const OdNotice *self, const OdNoticeLine *line)
{
  gsize end = MIN (line->end, line->start + 40);

  for (gsize i = line->start + 7; i + 2 < end; i++)
    if (self->text[i] == ':' && self->text[i + 1] == ' ' && self->text[i - 3] == ':' &&
        self->text[i - 6] == ':' && g_ascii_isdigit (self->text[i - 1]))
      {
        gsize at = i + 2;
        const char *close = self->text[at] == '[' ? memchr (self->text + at, ']', line->end - at) : NULL;
        if (close != NULL &&
            strspn (self->text + at + 1, "0123456789:") == (gsize) (close - self->text - at - 1))
          at = close + 1 - self->text;
        while (at < line->end && strchr (" *", self->text[at]) != NULL)
          at++;
        return at;
      }
  return line->start;
}

/* The lines of @range that are worth reading, or all of it. */
static char *
lines_worth_reading (const OdNotice *self, OdNoticeRange range)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = od_notice_line_of (self, range.start);
       i < self->lines->len && od_notice_line (self, i)->start < range.end && words->len < MAX_WORDS; i++)
    {
      const OdNoticeLine *line = od_notice_line (self, i);
      gsize start = MAX (after_time (self, line), range.start);
      if (!line->worth || start >= MIN (line->end, range.end))
        continue;
      g_string_append_len (words, self->text + start, MIN (line->end, range.end) - start);
      g_string_append_c (words, '\n');
    }
  if (words->len == 0)
    g_string_append_len (words, self->text + range.start, MIN (range.end - range.start, MAX_WORDS));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* "(reason: 550 …)" of Sendmail, "(generated from staff@example.org)" of Exim. */
static const char *
after_brackets (const char *text)
{
  static const char *const origins[] = { "generated from ", "expanded from", NULL };
  while (g_str_has_prefix (text, "(host: ") || g_str_has_prefix (text, "(queue: "))
    {
      const char *behind = strchr (text, ')');
      if (behind == NULL || behind[1 + strspn (behind + 1, " \n:")] == '\0')
        break;
      text = behind + 1 + strspn (behind + 1, " \n:");
    }
  const char *close = *text == '(' ? strchr (text, ')') : NULL;

  if (g_ascii_strncasecmp (text, "(reason:", 8) == 0)
    return text + 8;
  if (close == NULL || close[1] == '\0' || !od_notice_has_any (text, close - text, origins))
    return text;
  return close + 1 + strspn (close + 1, " \n:");
}

char *
od_notice_passage (const OdNotice *self, const OdNoticeReason *reason)
{
  if (reason->length == 0)
    return g_strdup ("");
  g_autofree char *lines =
      lines_worth_reading (self, (OdNoticeRange){ reason->start, reason->start + reason->length });
  const char *start = lines + strspn (lines, " \t\r\n>:.,;)]\"'");
  const char *text = after_brackets (start);
  gsize length = strlen (text);

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (text == start + 8 && length > 0 && text[length - 1] == ')')
    length--;
  if (length > 2 && text[0] == '-' && text[1] == ' ')
    return od_notice_trim (one_line (text + 2, length - 2));
  return od_notice_trim (one_line (text, length));
}

/* "from relay.example.net [192.0.2.1]", as Sendmail goes on after "The original message was received". */
static gboolean
is_origin (const OdNotice *self, guint index)
{
  static const char *const received[] = { "original message was received", NULL };
  const OdNoticeLine *line = od_notice_line (self, index);
  const OdNoticeLine *before = index > 0 ? od_notice_line (self, index - 1) : NULL;

  return before != NULL && g_str_has_prefix (self->lower + line->start, "from ") &&
         od_notice_has_any (self->lower + before->start, before->end - before->start, received);
}

/* "####". */
static gboolean
is_rule (const OdNotice *self, const OdNoticeLine *line)
{
  for (gsize i = line->start; i < line->end; i++)
    if (g_ascii_isalnum (self->text[i]) || (guchar) self->text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* At most one. */
static gboolean
has_one_word (const char *text, const char *end)
{
  while (text < end && g_ascii_isspace (*text))
    text++;
  return memchr (text, ' ', end - text) == NULL;
}

/* "Failed address: a@example.org", "To: a@example.org": nothing but who it is. */
static gboolean
is_only_labelled (const OdNotice *self, const OdNoticeLine *line)
{
  static const char *const labels[] = { "failed address",
                                        "failed recipient",
                                        "recipient address",
                                        "recipient",
                                        "address",
                                        "final-recipient",
                                        "to",
                                        "cc",
                                        "rcpt to" };
  const char *words = self->lower + line->start;
  const char *colon = memchr (words, ':', line->end - line->start);
  gsize length = colon != NULL ? (gsize) (colon - words) : 0;

  while (length > 0 && words[length - 1] == ' ')
    length--;
  for (gsize i = 0; i < G_N_ELEMENTS (labels) && colon != NULL; i++)
    if (strlen (labels[i]) == length && memcmp (words, labels[i], length) == 0)
      return has_one_word (colon + 1, words + (line->end - line->start));
  return FALSE;
}

/* "pipe to |/usr/bin/filter", "save to /var/mail/anna", "generated by a@example.org", as Exim tells where a
 * delivery that failed was to go. */
static gboolean
is_way_of_delivery (const OdNotice *self, const OdNoticeLine *line)
{
  static const char *const starts[] = { "pipe to |", "save to /", "generated by ", "(generated from " };
  const char *words = self->lower + line->start;
  gsize length = line->end - line->start;

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (length > strlen (starts[i]) && memcmp (words, starts[i], strlen (starts[i])) == 0)
      return memmem (words, length, ": ", 2) == NULL && memmem (words, length, "; ", 2) == NULL &&
             (words[0] != '(' || words[length - 1] == ')');
  return FALSE;
}

static gboolean
is_address_alone (const OdNotice *self, guint index)
{
  const OdNoticeLine *line = od_notice_line (self, index);

  return memchr (self->text + line->start, '@', line->end - line->start) != NULL &&
         !od_notice_has_own_words (self, index, index);
}

static gboolean
is_worth_reading (const OdNotice *self, guint index)
{
  const OdNoticeLine *line = od_notice_line (self, index);
  gsize length = line->end - line->start;

  if (is_rule (self, line) || od_notice_is_section (self, index))
    return FALSE;
  if (strncmp (self->text + line->start, ">>>", 3) == 0 || is_origin (self, index) ||
      is_address_alone (self, index) || is_only_labelled (self, line) || is_way_of_delivery (self, line))
    return FALSE;
  return !od_notice_is_boilerplate (self->lower + line->start, length);
}

void
od_notice_mark_worth (OdNotice *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    g_array_index (self->lines, OdNoticeLine, i).worth = is_worth_reading (self, i);
}

/* Where the passages about @recipient begin. */
static GArray *
own_passages (const OdNotice *self, const char *recipient)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (guint i = 0; i < self->addresses->len; i++)
    {
      const OdNoticeAddress *head = od_notice_address (self, i);
      if (head->head && od_notice_same_address (self, head, recipient))
        g_array_append_val (starts, head->from);
    }
  return starts;
}

/* A line of a transcript may be about anybody. */
static gboolean
is_of_transcript (const OdNotice *self, const OdNoticeLine *line)
{
  const char *words = self->text + line->start;

  return line->end - line->start > 3 && (strncmp (words, "<<<", 3) == 0 || strncmp (words, "...", 3) == 0 ||
                                         (g_ascii_isdigit (words[0]) && g_ascii_isdigit (words[1]) &&
                                          g_ascii_isdigit (words[2]) && words[3] == ' '));
}

static gboolean
is_about_another (const OdNotice *self, const OdNoticeLine *line, const GArray *own)
{
  if (line->passage == G_MAXSIZE)
    return is_of_transcript (self, line);
  for (guint i = 0; i < own->len; i++)
    if (g_array_index (own, gsize, i) == line->passage)
      return FALSE;
  return TRUE;
}

char *
od_notice_words (const OdNotice *self, const char *recipient)
{
  GString *words = g_string_sized_new (MIN (self->length, MAX_WORDS) + 1);
  g_autoptr (GArray) own = recipient != NULL ? own_passages (self, recipient) : NULL;

  for (guint i = 0; i < self->lines->len && words->len < MAX_WORDS; i++)
    {
      const OdNoticeLine *line = od_notice_line (self, i);
      if ((own != NULL && is_about_another (self, line, own)) || !line->worth)
        continue;
      if (words->len > 0)
        g_string_append_c (words, ' ');
      gsize start = after_time (self, line);
      g_string_append_len (words, self->text + start, MIN (line->end - start, MAX_WORDS - words->len));
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
