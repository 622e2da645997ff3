/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells commands and replies of a dialogue apart, behind the marks of swaks, curl, msmtp, smtplib, mail
 * programs, our own export, or none (openssl s_client, telnet). Any thread. It does not know what came
 * before.
 */

#include "od-dialogue-line.h"

#include <string.h>

typedef enum
{
  SIDE_UNKNOWN,
  SIDE_SERVER,
  SIDE_CLIENT,
  SIDE_TROUBLE,
} Side;

typedef struct
{
  const char *mark;
  Side side;
  gboolean anywhere; /* also behind a head: "mailnews.smtp: S: 250 ok" */
} Mark;

/* The longer before the shorter. */
static const Mark marks[] = {
  { "<** ", SIDE_SERVER, FALSE },
  { "<~* ", SIDE_SERVER, FALSE },
  { "<-- ", SIDE_SERVER, FALSE },
  { "<<< ", SIDE_SERVER, FALSE },
  { "<- ", SIDE_SERVER, FALSE },
  { "<~ ", SIDE_SERVER, FALSE },
  { "<< ", SIDE_SERVER, FALSE },
  { "<= ", SIDE_SERVER, FALSE },
  { "< ", SIDE_SERVER, FALSE },
  { "--> ", SIDE_CLIENT, FALSE },
  { ">>> ", SIDE_CLIENT, FALSE },
  { "-> ", SIDE_CLIENT, FALSE },
  { "~> ", SIDE_CLIENT, FALSE },
  { ">> ", SIDE_CLIENT, FALSE },
  { "=> ", SIDE_CLIENT, FALSE },
  { "*** ", SIDE_TROUBLE, FALSE },
  { "\xe2\x9c\x97 ", SIDE_TROUBLE, FALSE },
  { "\xe2\x86\x90 ", SIDE_SERVER, FALSE },
  { "\xe2\x86\x92 ", SIDE_CLIENT, FALSE },
  { "reply: ", SIDE_SERVER, FALSE },
  { "send: ", SIDE_CLIENT, FALSE },
  { "data: ", SIDE_UNKNOWN, FALSE },
  { "SMTP Response: ", SIDE_SERVER, TRUE },
  { "SMTP Send: ", SIDE_CLIENT, TRUE },
  { "SMTP<< ", SIDE_SERVER, TRUE },
  { "SMTP>> ", SIDE_CLIENT, TRUE },
  { "SERVER: ", SIDE_SERVER, TRUE },
  { "CLIENT: ", SIDE_CLIENT, TRUE },
  { "Server: ", SIDE_SERVER, FALSE },
  { "Client: ", SIDE_CLIENT, FALSE },
  { "S: ", SIDE_SERVER, TRUE },
  { "C: ", SIDE_CLIENT, TRUE },
  { "Out: ", SIDE_UNKNOWN, FALSE },
  { "In: ", SIDE_UNKNOWN, FALSE },
  { "READ ", SIDE_SERVER, TRUE },
  { "WRITE ", SIDE_CLIENT, TRUE },
};

static const struct
{
  const char *verb;
  const char *stage;
} verbs[] = {
  { "EHLO", "ehlo" },  { "HELO", "ehlo" },       { "LHLO", "ehlo" },     { "STARTTLS", "starttls" },
  { "AUTH", "auth" },  { "MAIL FROM:", "mail" }, { "RCPT TO:", "rcpt" }, { "DATA", "data" },
  { "BDAT", "dot" },   { ".", "dot" },           { "RSET", "rset" },     { "QUIT", "quit" },
  { "NOOP", NULL },    { "VRFY", NULL },         { "EXPN", NULL },       { "HELP", NULL },
  { "XCLIENT", NULL }, { "ETRN", NULL },
};

typedef struct
{
  const char *at;
  const char *end;
  Side side;
} Rest;

static void
skip_spaces (Rest *rest)
{
  while (rest->at < rest->end && (*rest->at == ' ' || *rest->at == '\t'))
    rest->at++;
}

static gboolean
begins (const Rest *rest, const char *what)
{
  gsize size;

  if (rest->at == rest->end || *rest->at != *what)
    return FALSE;
  size = strlen (what);
  return (gsize) (rest->end - rest->at) >= size && memcmp (rest->at, what, size) == 0;
}

static gboolean
is_code (const Rest *rest)
{
  const char *at = rest->at;
  gsize length = (gsize) (rest->end - at);

  if (length < 3 || *at < '2' || *at > '5' || !g_ascii_isdigit (at[1]) || !g_ascii_isdigit (at[2]))
    return FALSE;
  return length == 3 || at[3] == ' ' || at[3] == '-';
}

/* A time before the mark: "0.123 s", "10:00:01.5", "[10:00:01]". */
static void
skip_time (Rest *rest)
{
  const char *at = rest->at;
  guint marks_in = 0;

  if (is_code (rest))
    return;
  while (at < rest->end && (g_ascii_isdigit (*at) || memchr ("[]:.,-/T", *at, 8) != NULL))
    marks_in += !g_ascii_isdigit (*at++) ? 1 : 0;
  if (at - rest->at < 2 || marks_in == 0 || !g_ascii_isdigit (rest->at[rest->at[0] == '[' ? 1 : 0]))
    return;
  if (at < rest->end && *at != ' ' && *at != '\t')
    return;
  rest->at = at;
  skip_spaces (rest);
  if (begins (rest, "s "))
    rest->at += 2;
  skip_spaces (rest);
}

/* Whether the mark stands behind a head such as "mailnews.smtp: ". */
static const char *
mark_within (const Rest *rest, const char *mark)
{
  gsize length = MIN ((gsize) (rest->end - rest->at), 160);
  const char *found = memmem (rest->at, length, mark, strlen (mark));

  return found != NULL && found > rest->at && (found[-1] == ' ' || found[-1] == ']') ? found : NULL;
}

static gboolean
pass_mark (Rest *rest)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *found = begins (rest, marks[i].mark) ? rest->at
                          : marks[i].anywhere          ? mark_within (rest, marks[i].mark)
                                                       : NULL;
      if (found == NULL)
        continue;
      rest->at = found + strlen (marks[i].mark);
      rest->side = marks[i].side;
      skip_spaces (rest);
      return TRUE;
    }
  return FALSE;
}

/* "> " is quoting, or curl's mark of what was sent. */
static void
pass_quoting (Rest *rest)
{
  while (begins (rest, "> ") || begins (rest, "| "))
    {
      rest->at += 2;
      skip_spaces (rest);
    }
}

/* b'250 ok\r\n' as Python writes it. */
static void
pass_quotes (Rest *rest)
{
  if (begins (rest, "b'") || begins (rest, "b\""))
    rest->at++;
  if (rest->at < rest->end && (*rest->at == '\'' || *rest->at == '"'))
    rest->at++;
  else
    return;
  if (rest->end > rest->at && (rest->end[-1] == '\'' || rest->end[-1] == '"'))
    rest->end--;
  if (rest->end - rest->at >= 2 && memcmp (rest->end - 2, "\\n", 2) == 0)
    rest->end -= 2;
  if (rest->end - rest->at >= 2 && memcmp (rest->end - 2, "\\r", 2) == 0)
    rest->end -= 2;
}

static void
read_code (OdDialogueLine *line, const Rest *rest)
{
  line->kind = OD_DIALOGUE_REPLY;
  line->code = (guint) (rest->at[0] - '0') * 100 + (guint) (rest->at[1] - '0') * 10 +
               (guint) (rest->at[2] - '0');
  line->more = line->length > 3 && rest->at[3] == '-';
}

/* Verbs that are words of prose count alone or with what belongs to them. */
static gboolean
is_verb (const Rest *rest, const char *verb)
{
  gsize size = strlen (verb);
  gsize length = (gsize) (rest->end - rest->at);

  if (length < size || g_ascii_strncasecmp (rest->at, verb, size) != 0)
    return FALSE;
  if (length == size || verb[size - 1] == ':')
    return TRUE;
  if (g_str_equal (verb, "DATA") || g_str_equal (verb, "STARTTLS") || verb[0] == '.' ||
      g_str_equal (verb, "QUIT") || g_str_equal (verb, "RSET"))
    return FALSE;
  return rest->at[size] == ' ' &&
         (rest->side == SIDE_CLIENT || memchr (rest->at + size + 1, ' ', length - size - 1) == NULL ||
          g_str_equal (verb, "AUTH"));
}

static void
read_command (OdDialogueLine *line, const Rest *rest)
{
  char first = rest->at < rest->end ? g_ascii_toupper (*rest->at) : '\0';

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (first == verbs[i].verb[0] && is_verb (rest, verbs[i].verb))
      {
        line->kind = OD_DIALOGUE_COMMAND;
        line->stage = verbs[i].stage;
        return;
      }
}

static Rest
find_rest (const char *text, gsize at, gsize end)
{
  Rest rest = { text + at, text + end, SIDE_UNKNOWN };

  skip_spaces (&rest);
  skip_time (&rest);
  if (!pass_mark (&rest))
    {
      const char *before = rest.at;
      pass_quoting (&rest);
      skip_time (&rest);
      if (rest.at > before)
        pass_mark (&rest);
    }
  pass_quotes (&rest);
  while (rest.end > rest.at && g_ascii_isspace (rest.end[-1]))
    rest.end--;
  return rest;
}

OdDialogueLine
od_dialogue_line_read (const char *text, gsize length, gsize at, gsize *next)
{
  const char *newline = memchr (text + at, '\n', length - at);
  gsize end = newline != NULL ? (gsize) (newline - text) : length;
  Rest rest = find_rest (text, at, end);
  OdDialogueLine line = { .start = (gsize) (rest.at - text), .length = (gsize) (rest.end - rest.at) };

  *next = newline != NULL ? end + 1 : length;
  if (rest.side == SIDE_TROUBLE)
    line.kind = OD_DIALOGUE_TROUBLE;
  else if (rest.side != SIDE_CLIENT && is_code (&rest))
    read_code (&line, &rest);
  else if (rest.side != SIDE_SERVER)
    read_command (&line, &rest);
  return line;
}
