/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Text in the form that the patterns of the knowledge are matched against, and back to the piece as it was
 * written. Pure; any thread. */

#include "od-text.h"

#include <string.h>

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == '\v';
}

/* Quotation marks, apostrophes and dashes of the typesetter as those of the keyboard, spaces as a space. */
static gunichar
plain_letter (gunichar c)
{
  if (is_space (c))
    return ' ';
  if (c >= 0x2018 && c <= 0x201b)
    return '\'';
  if (c >= 0x201c && c <= 0x201f)
    return '"';
  return c >= 0x2010 && c <= 0x2015 ? '-' : c;
}

static char *
flatten_marks (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      g_string_append_unichar (out, plain_letter (c));
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}

static inline gboolean
is_ascii_space (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Most of what servers say; the long way gives the same. Without calls of the library, for it is done for
 * every reply. */
static char *
fold_ascii (const char *text)
{
  char *folded = g_malloc (strlen (text) + 1);
  char *end = folded;
  gboolean space = FALSE;

  for (; *text != '\0'; text++)
    {
      if (is_ascii_space (*text))
        {
          space = end > folded;
          continue;
        }
      if (space)
        *end++ = ' ';
      space = FALSE;
      *end++ = *text >= 'A' && *text <= 'Z' ? (char) (*text | 0x20) : *text;
    }
  *end = '\0';
  return folded;
}

typedef struct
{
  gunichar first;
  gunichar last;
} Range;

/* Letters that fold alone, each to one letter, and that NFKC leaves as they are: Latin with marks, Cyrillic,
 * kana, Han, Hangul. */
static gboolean
folds_alone (gunichar c)
{
  static const Range ranges[] = {
    { 0xc0, 0xde },     { 0xe0, 0x12f },    { 0x134, 0x13e },   { 0x141, 0x148 },   { 0x14a, 0x17e },
    { 0x400, 0x45f },   { 0x2018, 0x2019 }, { 0x201c, 0x201f }, { 0x3001, 0x3002 }, { 0x3041, 0x3096 },
    { 0x30a1, 0x30fa }, { 0x4e00, 0x9fff }, { 0xac00, 0xd7a3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (c <= ranges[i].last)
      return c >= ranges[i].first;
  return FALSE;
}

/* As fold_ascii() with such letters between; NULL if there are others, which go the long way. */
static char *
fold_simple (const char *text)
{
  g_autoptr (GString) out = g_string_sized_new (strlen (text) + 1);
  gboolean space = FALSE;

  while (*text != '\0')
    {
      gunichar c = (guchar) *text < 0x80 ? (gunichar) *text : g_utf8_get_char_validated (text, -1);

      if (c >= 0x80 && ((gint32) c < 0 || !folds_alone (c)))
        return NULL;
      text += c < 0x80 ? 1 : g_unichar_to_utf8 (c, NULL);
      if (c < 0x80 && is_ascii_space ((char) c))
        {
          space = out->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (out, ' ');
      space = FALSE;
      if (c < 0x80)
        g_string_append_c (out, c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : (char) c);
      else
        g_string_append_unichar (out, plain_letter (c < 0x2000 ? g_unichar_tolower (c) : c));
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The long way: right for every text. */
static char *
fold_any (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (composed, -1);
  g_autofree char *again = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC);
  g_autofree char *flat = flatten_marks (again);
  return od_text_collapse (flat);
}

char *
od_text_fold (const char *text)
{
  char *folded;

  if (is_ascii (text))
    return fold_ascii (text);
  folded = fold_simple (text);
  return folded != NULL ? folded : fold_any (text);
}

/* Behind the letter at @text with its marks, or behind a run of spaces. */
static const char *
next_letter (const char *text)
{
  gboolean space = is_space (g_utf8_get_char (text));
  const char *next = g_utf8_next_char (text);

  while (*next != '\0' &&
         (space ? is_space (g_utf8_get_char (next)) : g_unichar_ismark (g_utf8_get_char (next))))
    next = g_utf8_next_char (next);
  return next;
}

/* Length of the folded form of the letter from @text to @next. Between bars, for some fold to a space and a
 * mark; @after_space: where one more space would not count. */
static gsize
folded_length (const char *text, const char *next, gboolean after_space)
{
  g_autofree char *letter = NULL;
  g_autofree char *folded = NULL;

  if (next == text + 1 || is_space (g_utf8_get_char (text)))
    return 1;
  letter = g_strdup_printf ("|%.*s|", (int) (next - text), text);
  folded = od_text_fold (letter);
  return strlen (folded) - 2 - (after_space && folded[1] == ' ');
}

static char *
piece_of (const char *text, const char *folded, gsize start, gsize end)
{
  const char *at = is_space (g_utf8_get_char (text)) ? next_letter (text) : text;
  const char *first = NULL;
  gsize place = 0;

  end = MIN (end, strlen (folded));
  while (*at != '\0' && place < end)
    {
      const char *next = next_letter (at);

      place += folded_length (at, next, place == 0 || folded[place - 1] == ' ');
      if (first == NULL && place > start)
        first = at;
      at = next;
    }
  return first != NULL ? g_strndup (first, (gsize) (at - first)) : g_strdup ("");
}

char *
od_text_unfold (const char *text, const char *folded, gsize start, gsize end)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return end > start ? piece_of (valid, folded, start, end) : g_strdup ("");
}
