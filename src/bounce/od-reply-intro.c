/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands before a number, in some languages. Looks back over a bounded stretch. Any thread. It knows
 * words that introduce a reply, none that a reply is made of. */

#include "od-reply-intro.h"

#include <string.h>

#include "od-reply-number.h"

#define LOOK_BACK 200

/* Sorted for nobody: short lists, looked up only next to a number of three digits. */
static const char *const strong_words[] = {
  "said",         "serveur",     "says",         "code",       "codes",     "error",      "errors",
  "smtp",         "esmtp",       "status",       "stat",       "reply",     "replied",    "response",
  "responded",    "returned",    "returns",      "antwort",    "fehler",    "fehlercode", "statuscode",
  "serverfehler", "antwortcode", "erreur",       "réponse",    "errore",    "risposta",   "respuesta",
  "código",       "codice",      "responsecode", "errorcode",  "dsn",       "exception",  "diagnostic",
  "reason",       "smtpcode",    "rejected",     "antwortete", "meldete",   "kod",        "fout",
  "foutcode",     "erro",        "resposta",     "replycode",  "smtp-code", "sagte",      "meldet",
};
static const char *const weak_words[] = {
  "was",       "is",      "with",    "got",    "lautet", "lautete",  "war",     "mit",
  "received",  "gave",    "wurde",   "failed", "answer", "answered", "result",  "rejecting",
  "est",       "è",       "es",      "par",    "con",    "avec",     "répondu", "risposto",
  "respondió", "bounced", "message", "server", "ist",    "because",  "as",      "by",
};
#define IS_ONE_OF(word, length, list) od_reply_is_one_of (word, length, list, G_N_ELEMENTS (list))

gsize
od_reply_intro_line_start (const char *text, gsize at)
{
  while (at > 0 && text[at - 1] != '\n' && text[at - 1] != '\r')
    at--;
  return at;
}

/* The place behind quoting marks before @at, going back; marks are ">|<*~-=" and arrows. */
gboolean
od_reply_intro_begins_line (const char *text, gsize at)
{
  while (at > 0)
    {
      char c = text[at - 1];

      if (c == '\n' || c == '\r')
        return TRUE;
      if (at >= 3 && memcmp (text + at - 3, "\xe2\x86", 2) == 0)
        at -= 3;
      else if (at >= 2 && memcmp (text + at - 2, "\xc2\xa0", 2) == 0)
        at -= 2;
      else if (strchr (" \t>|<*~-=", c) != NULL && c != '\0')
        at--;
      else
        return FALSE;
    }
  return TRUE;
}

/* The word that ends at @end: its start. */
static gsize
word_before (const char *text, gsize end)
{
  gsize start = end;

  while (start > 0 && end - start < LOOK_BACK &&
         (od_reply_is_letter (text[start - 1]) || (text[start - 1] == '-' && start < end)))
    start--;
  return start;
}

static gsize
skip_back (const char *text, gsize at, const char *what)
{
  while (at > 0 && text[at - 1] != '\0' && strchr (what, text[at - 1]) != NULL)
    at--;
  return at;
}

/* A word that announces a code, before the marks that may stand between: "code: (550". */
static gboolean
is_announced (const char *text, gsize at)
{
  gsize end = skip_back (text, at, " \t:;=([\"'#<");
  gsize start = word_before (text, end);
  gsize length = end - start;

  if (IS_ONE_OF (text + start, length, strong_words))
    return TRUE;
  return length >= 9 && g_ascii_strncasecmp (text + end - 9, "exception", 9) == 0;
}

static gboolean
is_port_before (const char *text, gsize colon)
{
  gsize end = skip_back (text, colon, " \t:=");
  gsize start = word_before (text, end);

  return end - start == 4 && g_ascii_strncasecmp (text + start, "port", 4) == 0;
}

/* A colon right before the number: "mail.example.org:587", "[192.0.2.1]:465", "10:30:250". */
static gboolean
is_colon_of_port (const char *text, gsize colon)
{
  gsize start = colon;

  if (colon == 0)
    return FALSE;
  if (g_ascii_isdigit (text[colon - 1]) || text[colon - 1] == ']')
    return TRUE;
  while (start > 0 && colon - start < LOOK_BACK &&
         (od_reply_is_letter (text[start - 1]) || text[start - 1] == '.'))
    start--;
  return memchr (text + start, '.', colon - start) != NULL;
}

static OdReplyIntro
intro_of_word (const char *text, gsize end)
{
  gsize start = word_before (text, end);

  if (IS_ONE_OF (text + start, end - start, strong_words))
    return OD_REPLY_INTRO_STRONG;
  if (IS_ONE_OF (text + start, end - start, weak_words))
    return OD_REPLY_INTRO_WEAK;
  /* "„550", "«550": the last bytes of a quotation mark */
  if (end >= 2 &&
      (memcmp (text + end - 2, "\xc2\xab", 2) == 0 || memcmp (text + end - 2, "\xc2\xbb", 2) == 0))
    return OD_REPLY_INTRO_MARK;
  if (end >= 3 && memcmp (text + end - 3, "\xe2\x80", 2) == 0)
    return OD_REPLY_INTRO_MARK;
  if (end >= 3 && memcmp (text + end - 3, "\xef\xbc\x9a", 3) == 0)
    return OD_REPLY_INTRO_MARK;
  return OD_REPLY_INTRO_NONE;
}

static OdReplyIntro
intro_of_colon (const char *text, gsize at, gsize end)
{
  if (is_port_before (text, end - 1) || (at == end && is_colon_of_port (text, end - 1)))
    return OD_REPLY_INTRO_NONE;
  return is_announced (text, end) ? OD_REPLY_INTRO_STRONG : OD_REPLY_INTRO_MARK;
}

/* What stands before @at. */
OdReplyIntro
od_reply_intro_before (const char *text, gsize at)
{
  gsize end = skip_back (text, at, " \t");

  if (od_reply_intro_begins_line (text, at))
    return OD_REPLY_INTRO_LINE;
  switch (text[end - 1])
    {
    case ':':
      return intro_of_colon (text, at, end);
    case '=':
      return is_announced (text, end) ? OD_REPLY_INTRO_STRONG : OD_REPLY_INTRO_NONE;
    case '(':
    case '[':
    case '<':
    case '"':
    case '\'':
    case '`':
    case '#':
      return is_announced (text, end) ? OD_REPLY_INTRO_STRONG : OD_REPLY_INTRO_MARK;
    case ';':
    case '|':
      return OD_REPLY_INTRO_MARK;
    case '-':
    case '>':
      return end < at ? OD_REPLY_INTRO_MARK : OD_REPLY_INTRO_NONE;
    case '.':
      return end < at ? OD_REPLY_INTRO_WEAK : OD_REPLY_INTRO_NONE;
    default:
      return intro_of_word (text, end);
    }
}
