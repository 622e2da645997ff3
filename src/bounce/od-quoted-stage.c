/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The stage of a transaction that a command named in prose tells. Pure, any thread. It reads names of
 * commands, not what the words around them mean. */

#include "od-quoted-reply.h"

#include <string.h>

typedef struct
{
  const char *words;
  const char *stage;
  gboolean in_prose; /* unmistakable in any letters; the others count in capitals, or all alone */
} StageWords;

static const StageWords stages[] = {
  { "rcpt to", "rcpt", TRUE },
  { "rcpt", "rcpt", FALSE },
  { "mail from", "mail", TRUE },
  { "mail", "mail", FALSE },
  { "end of data", "dot", TRUE },
  { "end-of-data", "dot", TRUE },
  { "data end", "dot", TRUE },
  { "end of message", "dot", TRUE },
  { "end of mail", "dot", TRUE },
  { "end of body", "dot", TRUE },
  { "end of header", "dot", TRUE },
  { "message body", "dot", TRUE },
  { "final dot", "dot", TRUE },
  { "data content", "dot", TRUE },
  { "message content", "dot", TRUE },
  { "bdat", "dot", TRUE },
  { ".", "dot", FALSE },
  { "dot", "dot", FALSE },
  { "eom", "dot", FALSE },
  { "data", "data", FALSE },
  { "starttls", "starttls", TRUE },
  { "tls", "starttls", FALSE },
  { "auth", "auth", FALSE },
  { "authentication", "auth", FALSE },
  { "login", "auth", FALSE },
  { "ehlo", "ehlo", TRUE },
  { "helo", "ehlo", FALSE },
  { "lhlo", "ehlo", TRUE },
  { "greeting", "greeting", FALSE },
  { "banner", "greeting", FALSE },
  { "initial connection", "greeting", TRUE },
  { "connection opening", "greeting", TRUE },
  { "connect", "greeting", FALSE },
  { "connection", "greeting", FALSE },
  { "quit", "quit", FALSE },
  { "rset", "rset", FALSE },
};

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-' || ((guchar) c) >= 0x80;
}

static gboolean
is_in_capitals (const char *words, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_islower (words[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_whole_word (const char *words, gsize length, gsize at, gsize size)
{
  return (at == 0 || !is_word_char (words[at - 1])) &&
         (at + size == length || !is_word_char (words[at + size]));
}

static gboolean
is_stage_at (const char *words, gsize length, gsize at, const StageWords *stage)
{
  gsize size = strlen (stage->words);

  if (at + size > length || g_ascii_strncasecmp (words + at, stage->words, size) != 0)
    return FALSE;
  if (size == length)
    return TRUE;
  if (!g_ascii_isalpha (stage->words[0]) || !is_whole_word (words, length, at, size))
    return FALSE;
  return stage->in_prose || is_in_capitals (words + at, size);
}

static const StageWords *
stage_at (const char *words, gsize length, gsize at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_ascii_tolower (words[at]) == stages[i].words[0] && is_stage_at (words, length, at, &stages[i]))
      return &stages[i];
  return NULL;
}

/* The last one named counts: "after MAIL FROM … RCPT TO". */
const char *
od_quoted_stage (const char *words, gsize length)
{
  const char *found = NULL;

  while (length > 0 && g_ascii_isspace (*words))
    words++, length--;
  while (length > 0 && g_ascii_isspace (words[length - 1]))
    length--;
  for (gsize at = 0; at < length; at++)
    {
      const StageWords *stage = at == 0 || !is_word_char (words[at - 1]) ? stage_at (words, length, at)
                                                                         : NULL;

      if (stage == NULL)
        continue;
      found = stage->stage;
      at += strlen (stage->words) - 1;
    }
  return found;
}
