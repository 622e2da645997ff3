/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of a text without what people put around them, and the number that a program gave its error. Any
 * thread. */

#include <string.h>

#include "od-pasted-words.h"
#include "od-text.h"

#define MAX_SUBSTANCE 4096

static const char *const greetings[] = {
  "hi",
  "hello",
  "hallo",
  "dear",
  "thanks",
  "thank you",
  "regards",
  "best regards",
  "kind regards",
  "cheers",
  "bonjour",
  "merci",
  "cordialement",
  "guten tag",
  "sehr geehrte",
  "danke",
  "vielen dank",
  "viele grüße",
  "mit freundlichen",
  "liebe grüße",
  "mfg",
  "gruß",
  "hola",
  "gracias",
  "saludos",
  "ciao",
  "grazie",
};

static gboolean
is_greeting (const char *line, gsize length)
{
  for (gsize i = 0; length <= 40 && i < G_N_ELEMENTS (greetings); i++)
    {
      gsize size = strlen (greetings[i]);

      if (size <= length && g_ascii_strncasecmp (line, greetings[i], size) == 0 &&
          (size == length || !g_ascii_isalnum (line[size])))
        return TRUE;
    }
  return FALSE;
}

/* "-- ": a signature follows (RFC 3676 §4.3). */
static gboolean
is_signature (const char *line, gsize length)
{
  return length == 2 && line[0] == '-' && line[1] == '-';
}

char *
od_pasted_words_substance (const char *text, gsize length)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const char *end = text + length;

  for (const char *at = text; at < end && words->len < MAX_SUBSTANCE;)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      const char *stop = newline != NULL ? newline : end;
      const char *start = at;

      at = newline != NULL ? newline + 1 : end;
      while (start < stop && (g_ascii_isspace (*start) || *start == '>' || *start == '|'))
        start++;
      while (stop > start && g_ascii_isspace (stop[-1]))
        stop--;
      if (is_signature (start, (gsize) (stop - start)))
        break;
      if (stop == start || is_greeting (start, (gsize) (stop - start)))
        continue;
      if (words->len > 0)
        g_string_append_c (words, ' ');
      g_string_append_len (words, start, MIN (stop - start, MAX_SUBSTANCE));
    }
  return od_text_make_safe (words->str, (gssize) words->len);
}

char *
od_pasted_words_client_code (const char *small)
{
  for (const char *at = strstr (small, "0x8"); at != NULL; at = strstr (at + 3, "0x8"))
    {
      gsize digits = 0;

      while (g_ascii_isxdigit (at[2 + digits]))
        digits++;
      if (digits == 8)
        return g_strndup (at, 10);
    }
  return NULL;
}
