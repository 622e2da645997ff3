/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Goes from token to token and writes each as it is or as a stand-in of its kind: "info@mailbox-full.example"
 * says nothing of a full mailbox, and 192.0.2.1 is as good as any address. Pure; any thread. It finds no
 * patterns. */

#include "od-pattern-text.h"

#include <string.h>

/* Ids are as long as this and have some digits; shorter ones may be a code of the server's. */
#define MIN_ID        8
#define MIN_ID_DIGITS 2
/* Shorter numbers may be a size, a limit, a time. */
#define MIN_NUMBER 5

/* Not where a mail comes from, but what a block list said (RFC 5782 §2.1). */
#define BLOCK_LIST_ANSWER "127."

#define STAND_IN_IP     "0.0.0.0"
#define STAND_IN_NUMBER "00000"
#define STAND_IN_ID     "#"
#define STAND_IN_DOMAIN "#.#"

typedef struct
{
  gsize digits;
  gsize letters;
  gsize dots;
  gsize length;
} Shape;

/* Two dots are the end of a sentence: "anna@example.org...user unknown". */
static gboolean
is_in_token (const char *at)
{
  return g_ascii_isalnum (*at) || *at == '-' || *at == '_' || (*at == '.' && at[1] != '.');
}

static Shape
shape_of (const char *token)
{
  Shape shape = { 0, 0, 0, 0 };

  for (; is_in_token (token + shape.length); shape.length++)
    {
      char c = token[shape.length];

      shape.digits += c >= '0' && c <= '9';
      shape.letters += c >= 'a' && c <= 'z';
      shape.dots += c == '.';
    }
  return shape;
}

static void
note_word (guint owner, guint start, guint end, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static gboolean
holds_a_word (const char *token, gsize length, const OdWordTree *words)
{
  g_autofree char *copy = g_strndup (token, length);
  gboolean holds = FALSE;

  od_word_tree_walk (words, copy, note_word, &holds);
  return holds;
}

/* What stands for the token; NULL: it stays. */
static const char *
stand_in_for (const char *token, const Shape *shape, const OdWordTree *words)
{
  if (shape->digits == 0)
    return NULL;
  if (shape->dots == 3 && shape->digits + shape->dots == shape->length)
    return g_str_has_prefix (token, BLOCK_LIST_ANSWER) ? NULL : STAND_IN_IP;
  if (shape->digits == shape->length)
    return shape->length >= MIN_NUMBER ? STAND_IN_NUMBER : NULL;
  if (shape->letters == 0 || shape->length < MIN_ID || shape->digits < MIN_ID_DIGITS)
    return NULL;
  return holds_a_word (token, shape->length, words) ? NULL : STAND_IN_ID;
}

void
od_pattern_text_append (GString *out, const char *text, const OdWordTree *words)
{
  const char *begin = text;
  const char *kept = text; /* from here on it is still to be written */

  while (*text != '\0')
    {
      Shape shape = shape_of (text);
      gboolean is_domain = text > begin && text[-1] == '@';
      const char *stand_in;

      if (shape.length == 0)
        {
          text++;
          continue;
        }
      stand_in = is_domain ? STAND_IN_DOMAIN : stand_in_for (text, &shape, words);
      if (stand_in != NULL)
        {
          g_string_append_len (out, kept, text - kept);
          g_string_append (out, stand_in);
          kept = text + shape.length;
        }
      text += shape.length;
    }
  g_string_append_len (out, kept, text - kept);
}
