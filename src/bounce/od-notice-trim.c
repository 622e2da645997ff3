/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes off the words of a notice what is only said around a reason: the lead-in before it, and that the
 * sending server gives up or goes on trying behind it. Any thread; linear. It takes nothing away where
 * nothing would be left, and knows no reasons. */

#include "od-notice.h"

#include <string.h>

#define MAX_LEAD 250

/* What sending servers add behind a reason. */
static const char *const epilogues[] = { "retry timeout exceeded",
                                         "i'm not going to try again",
                                         "giving up on ",
                                         "message could not be delivered for ",
                                         "message will be deleted from queue",
                                         "warning: message still undelivered",
                                         "will keep trying until message",
                                         "i am not going to try again",
                                         "(delivery attempts:",
                                         NULL };

/* How sentences begin that only say it was not delivered: what comes behind their colon is the reason. */
static const char *const openings[] = {
  "your message",   "your mail",   "your e-mail", "your email",    "the message",
  "a message",      "message to",  "message for", "mail to",       "delivery to",
  "ihre nachricht", "ihre e-mail", "ihre mail",   "die nachricht", "votre message",
  "le message",     "su mensaje",  "el mensaje",  "il messaggio",  "сообщение",
  "письмо",         "ваше письмо", NULL
};

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* Two words at least, or as much of a script written without spaces. */
static gboolean
says_anything (const char *text, gsize length)
{
  guint words = 0, foreign = 0;

  for (gsize i = 0; i < length && words < 2; i++)
    {
      foreign += (guchar) text[i] >= 0x80;
      words += is_word_byte (text[i]) && (i == 0 || !is_word_byte (text[i - 1]));
    }
  return words >= 2 || foreign >= 12;
}

static gsize
length_before_epilogue (const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; epilogues[i] != NULL; i++)
    {
      const char *at = strcasestr (text, epilogues[i]);
      gsize before = at != NULL ? (gsize) (at - text) : length;
      while (before > 0 && strchr (" :;,-", text[before - 1]) != NULL)
        before--;
      if (at != NULL && says_anything (text, before))
        length = MIN (length, before);
    }
  return length;
}

/* Behind the first colon that words or a space follow; NULL if there is none near. */
static const char *
after_colon (const char *text)
{
  const char *end = text + strnlen (text, MAX_LEAD);

  for (const char *p = text; p < end; p++)
    {
      if (*p == ':' && (p[1] == ' ' || (guchar) p[1] >= 0x80))
        return p + 1;
      if (strncmp (p, "：", strlen ("：")) == 0)
        return p + strlen ("：");
    }
  return NULL;
}

static gboolean
is_opening (const char *lower)
{
  for (gsize i = 0; openings[i] != NULL; i++)
    if (g_str_has_prefix (lower, openings[i]))
      return TRUE;
  return FALSE;
}

/* "anna@example.org, otto@example.org": whom it is about, not why. */
static gboolean
begins_with_address (const char *text)
{
  text += strspn (text, " <\"'");
  return memchr (text, '@', strcspn (text, " ")) != NULL;
}

/* Whether @rest is the reason that @lead, small letters, only leads to. */
static gboolean
leads_to (const char *lead, const char *rest)
{
  if (!says_anything (rest, strlen (rest)))
    return FALSE;
  return od_notice_announces_reason (lead, strlen (lead)) ||
         (is_opening (lead) && !begins_with_address (rest));
}

/* Where the reason begins. */
static const char *
after_leads (const char *text)
{
  for (guint i = 0; i < 3; i++)
    {
      const char *rest = after_colon (text);
      g_autofree char *lead = rest != NULL ? g_utf8_strdown (text, rest - text) : NULL;

      if (rest == NULL || !leads_to (lead, rest))
        return text;
      text = rest + strspn (rest, " '\"");
    }
  return text;
}

char *
od_notice_trim_end (char *line)
{
  line[length_before_epilogue (line)] = '\0';
  return line;
}

char *
od_notice_trim (char *line)
{
  const char *start = after_leads (line);

  if (start != line)
    memmove (line, start, strlen (start) + 1);
  return od_notice_trim_end (line);
}
