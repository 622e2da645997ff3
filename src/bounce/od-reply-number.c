/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Codes and statuses told apart from other numbers. Looks back and ahead over a bounded stretch. Any thread.
 * What introduces
 * a reply is read in od-reply-intro.c; here is what may follow. */

#include "od-reply-number.h"

#include <string.h>

#include "od-reply-intro.h"

typedef enum
{
  FOLLOW_NONE,
  FOLLOW_END,
  FOLLOW_CLOSE,
  FOLLOW_COUNTED, /* "500 messages a day": words only behind a strong introduction */
  FOLLOW_WORDS,
  FOLLOW_STATUS,
} Follow;

static const char *const units[] = {
  "mb",         "kb",    "gb",      "mib",     "kib",      "gib",     "byte",    "bytes", "octets",
  "seconds",    "sec",   "secs",    "minutes", "min",      "mins",    "hours",   "hour",  "days",
  "day",        "times", "percent", "ms",      "sekunden", "minuten", "stunden", "tage",  "octet",
  "characters", "chars", "zeichen", "of",      "von",      "people",  "per",     "pro",   "mo",
  "ko",         "go",    "heures",  "jours",   "secondes", "mbyte",   "kbyte",
};
static const char *const counted[] = {
  "messages", "mails", "emails",      "e-mails",   "recipients", "users",  "connections", "files",
  "lines",    "pages", "nachrichten", "empfänger", "attempts",   "errors", "addresses",   "people",
};

gboolean
od_reply_is_letter (char c)
{
  return g_ascii_isalpha (c) || ((guchar) c) >= 0x80;
}

gboolean
od_reply_is_one_of (const char *word, gsize length, const char *const *list, gsize n_words)
{
  char first = length > 0 ? g_ascii_tolower (*word) : '\0';

  for (gsize i = 0; i < n_words; i++)
    if (list[i][0] == first && strlen (list[i]) == length && g_ascii_strncasecmp (list[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

#define IS_ONE_OF(word, length, list) od_reply_is_one_of (word, length, list, G_N_ELEMENTS (list))

static gboolean
has_at (const char *text, gsize length, gsize at, const char *what)
{
  gsize size = strlen (what);

  return at + size <= length && memcmp (text + at, what, size) == 0;
}

static gsize
digits_at (const char *text, gsize length, gsize at)
{
  gsize n = 0;

  while (at + n < length && g_ascii_isdigit (text[at + n]))
    n++;
  return n;
}

gsize
od_reply_number_status (const char *text, gsize length, gsize at)
{
  if (at + 5 > length || (text[at] != '5' && text[at] != '4' && text[at] != '2') || text[at + 1] != '.')
    return 0;
  gsize subject = digits_at (text, length, at + 2);
  if (subject < 1 || subject > 3 || at + 2 + subject >= length || text[at + 2 + subject] != '.')
    return 0;
  gsize detail = digits_at (text, length, at + 3 + subject);
  gsize end = at + 3 + subject + detail;
  if (detail < 1 || detail > 3)
    return 0;
  if (end < length && (g_ascii_isalnum (text[end]) || text[end] == '_' || text[end] == '@'))
    return 0;
  if (end + 1 < length && text[end] == '.' && g_ascii_isdigit (text[end + 1]))
    return 0;
  return end - at;
}

gsize
od_reply_number_skip (const char *text, gsize length, gsize at, char *quote)
{
  while (at < length)
    {
      char c = text[at];

      if (c == '\0' || strchr (" \t\r\n:;,-#)]([", c) == NULL)
        {
          gboolean bytes = c == 'b' && at + 1 < length && (text[at + 1] == '\'' || text[at + 1] == '"');
          if (!bytes && c != '\'' && c != '"')
            return at;
          at += bytes;
          *quote = text[at];
        }
      at++;
    }
  return at;
}

static gsize
word_length (const char *text, gsize length, gsize at)
{
  gsize n = 0;

  while (at + n < length && (od_reply_is_letter (text[at + n]) || (n > 0 && text[at + n] == '-')))
    n++;
  return n;
}

/* "500 messages per day", "messages." — a count and what usually ends or goes on with one. */
static Follow
follow_of_word (const char *text, gsize length, gsize at)
{
  gsize size = word_length (text, length, at);

  if (IS_ONE_OF (text + at, size, units))
    return FOLLOW_NONE;
  return g_ascii_islower (text[at]) && IS_ONE_OF (text + at, size, counted) ? FOLLOW_COUNTED : FOLLOW_WORDS;
}

/* "192.0.2.1", as the words of "451-192.0.2.1 is not known" begin. */
static gboolean
is_host_number (const char *text, gsize length, gsize at)
{
  for (guint i = 0; i < 3; i++)
    {
      gsize n = digits_at (text, length, at);
      if (n < 1 || n > 3 || at + n >= length || text[at + n] != '.')
        return FALSE;
      at += n + 1;
    }
  return at < length && g_ascii_isdigit (text[at]);
}

static Follow
follow_of_mark (const char *text, gsize length, gsize at)
{
  gboolean digit = at + 1 < length && g_ascii_isdigit (text[at + 1]);

  switch (text[at])
    {
    case '.':
      return digit ? FOLLOW_NONE : FOLLOW_CLOSE;
    case ',':
      return has_at (text, length, at, ", b'") || has_at (text, length, at, ", '") ||
                     has_at (text, length, at, ", b\"") || has_at (text, length, at, ", \"")
                 ? FOLLOW_WORDS
                 : FOLLOW_CLOSE;
    case ')':
    case ']':
      return at + 1 < length && strchr (" :", text[at + 1]) != NULL ? FOLLOW_WORDS : FOLLOW_CLOSE;
    case '"':
    case '\'':
    case '}':
    case '>':
    case '!':
      return FOLLOW_CLOSE;
    case '-':
      return digit && !is_host_number (text, length, at + 1) ? FOLLOW_NONE : FOLLOW_WORDS;
    case ':':
    case ';':
      return digit ? FOLLOW_NONE : FOLLOW_WORDS;
    default:
      return ((guchar) text[at]) >= 0x80 ? FOLLOW_WORDS : FOLLOW_NONE;
    }
}

/* What stands behind a code that ends at @at. */
static Follow
follow_of (const char *text, gsize length, gsize at)
{
  char quote = 0;
  gsize next = at;

  if (at >= length)
    return FOLLOW_END;
  if (od_reply_number_status (text, length, od_reply_number_skip (text, length, at, &quote)) > 0)
    return g_ascii_isalnum (text[at]) ? FOLLOW_NONE : FOLLOW_STATUS;
  while (next < length && (text[next] == ' ' || text[next] == '\t'))
    next++;
  if (next >= length || text[next] == '\n' || text[next] == '\r')
    return FOLLOW_END;
  if (next == at)
    return follow_of_mark (text, length, at);
  return text[next] == '%' ? FOLLOW_NONE : follow_of_word (text, length, next);
}

/* The second digit of a code is 0 to 5 (RFC 5321 §4.2.1), but 57x is common. 465 and 587 are ports. */
static gboolean
is_usual (const char *digits)
{
  if (memcmp (digits, "465", 3) == 0 || memcmp (digits, "587", 3) == 0)
    return FALSE;
  return digits[1] <= '5' || (digits[0] != '2' && digits[1] == '7');
}

static gboolean
fits (OdReplyIntro intro, Follow follow, const char *digits)
{
  gboolean port = memcmp (digits, "465", 3) == 0 || memcmp (digits, "587", 3) == 0;

  if (follow == FOLLOW_STATUS)
    return TRUE;
  if (follow == FOLLOW_NONE || intro == OD_REPLY_INTRO_NONE || port)
    return FALSE;
  if (intro == OD_REPLY_INTRO_STRONG)
    return TRUE;
  if (intro == OD_REPLY_INTRO_WEAK)
    return follow == FOLLOW_WORDS && is_usual (digits);
  if (intro == OD_REPLY_INTRO_LINE && follow == FOLLOW_END)
    return digits[0] >= '4' && is_usual (digits);
  return follow == FOLLOW_WORDS;
}

gboolean
od_reply_number_is_code (const char *text, gsize length, gsize at)
{
  char before = at > 0 ? text[at - 1] : ' ';

  if (text[at] < '2' || text[at] > '5' || digits_at (text, length, at) != 3)
    return FALSE;
  if (g_ascii_isalnum (before) || strchr ("._/\\@$%+&~", before) != NULL)
    return FALSE;
  if (before == '-' && !od_reply_intro_begins_line (text, at))
    return FALSE;
  Follow follow = follow_of (text, length, at + 3);
  return follow != FOLLOW_NONE && fits (od_reply_intro_before (text, at), follow, text + at);
}

gboolean
od_reply_number_stands_alone (const char *text, gsize length, gsize at)
{
  char before = at > 0 ? text[at - 1] : ' ';

  if (g_ascii_isalnum (before) || strchr ("._/\\@$%+&~-", before) != NULL)
    return FALSE;
  if (od_reply_number_status (text, length, at) == 0)
    return FALSE;
  /* The subjects of RFC 3463 §3 end at 7: keeps version numbers out. */
  if (text[at + 2] > '7' || text[at + 3] != '.')
    return FALSE;
  if (before == '#')
    return TRUE;
  OdReplyIntro intro = od_reply_intro_before (text, at);
  return text[at] == '2' ? intro == OD_REPLY_INTRO_STRONG : intro != OD_REPLY_INTRO_NONE;
}
