/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Safe display, folding and placeholders. Pure functions, any thread. It does not translate, mask secrets
 * (od-mask does) or know markup: what it returns is text and must be shown as text. */

#include "od-text.h"

#include <string.h>

#define MAX_MARKS 4

/* Variation selectors, fillers and other code points that show nothing, beyond what Unicode calls Format. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || c == 0x3164 ||
         c == 0xffa0 || (c >= 0x180b && c <= 0x180f) || (c >= 0xfe00 && c <= 0xfe0f) ||
         (c >= 0xe0000 && c <= 0xe0fff);
}

/* Format takes in the bidi controls, zero-width characters, U+FEFF and the tags. */
static gboolean
is_deceptive (gunichar c)
{
  if (is_invisible (c))
    return TRUE;
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
append_safe_char (GString *out, gunichar c)
{
  if (c == '\t')
    g_string_append_c (out, ' ');
  else if (c < 0x20 || (c >= 0x7f && c < 0xa0))
    g_string_append_printf (out, "\\x%02x", c);
  else if (is_deceptive (c))
    g_string_append_printf (out, "\\u{%04X}", c);
  else
    g_string_append_unichar (out, c);
}

/* Appends @c unless it is one combining mark too many; @n_marks counts those in a row. */
static void
append_unless_piled (GString *out, gunichar c, guint *n_marks)
{
  if (!g_unichar_ismark (c) || is_invisible (c))
    *n_marks = 0;
  else if (++*n_marks > MAX_MARKS)
    {
      if (*n_marks == MAX_MARKS + 1)
        g_string_append (out, "…");
      return;
    }
  append_safe_char (out, c);
}

/* The next code point of @bytes, or (gunichar) -1 where they are not UTF-8 (and for NUL, which is a control).
 */
static gunichar
next_char (const char *bytes, const char *end)
{
  if (*bytes == '\0')
    return 0;
  gunichar c = g_utf8_get_char_validated (bytes, end - bytes);
  return c == (gunichar) -2 ? (gunichar) -1 : c;
}

/* Most of what servers say; the long way gives the same. */
static gboolean
is_printable_ascii (const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] < 0x20 || bytes[i] > 0x7e)
      return FALSE;
  return TRUE;
}

char *
od_text_make_safe (const char *bytes, gssize length)
{
  gsize n_bytes = length < 0 ? strlen (bytes) : (gsize) length;

  if (is_printable_ascii (bytes, n_bytes))
    return g_strndup (bytes, n_bytes);

  const char *end = bytes + n_bytes;
  GString *out = g_string_sized_new (n_bytes + 1);
  guint n_marks = 0;
  while (bytes < end)
    {
      gunichar c = next_char (bytes, end);
      if (c == (gunichar) -1)
        {
          g_string_append_printf (out, "\\x%02x", (guchar) *bytes++);
          n_marks = 0;
          continue;
        }
      append_unless_piled (out, c, &n_marks);
      bytes += g_unichar_to_utf8 (c, NULL);
    }
  return g_string_free (out, FALSE);
}

char *
od_text_collapse (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_sized_new (strlen (valid));
  gboolean space = FALSE;
  for (const char *p = valid; *p != '\0'; p++)
    {
      /* A no-break space is written on purpose and stays (XML and ITS count only these four). */
      if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
        {
          space = TRUE;
          continue;
        }
      if (space && out->len > 0)
        g_string_append_c (out, ' ');
      space = FALSE;
      g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

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

/* If @text begins with a placeholder "{name}": its name (transfer full) and the position after it. */
static char *
read_placeholder (const char *text, const char **after)
{
  if (text[0] != '{' || text[1] == '{')
    return NULL;
  gsize length = strcspn (text + 1, "{}");
  if (length == 0 || text[1 + length] != '}')
    return NULL;
  *after = text + length + 2;
  return g_strndup (text + 1, length);
}

static gboolean
is_doubled_brace (const char *text)
{
  return (text[0] == '{' || text[0] == '}') && text[1] == text[0];
}

char *
od_text_expand (const char *text, OdTextLookup lookup, gpointer user_data)
{
  GString *out = g_string_new (NULL);
  while (*text != '\0')
    {
      const char *after = NULL;
      g_autofree char *name = read_placeholder (text, &after);
      if (name != NULL)
        {
          g_autofree char *value = lookup (name, user_data);
          g_string_append (out, value != NULL ? value : "…");
          text = after;
          continue;
        }
      g_string_append_c (out, *text);
      text += is_doubled_brace (text) ? 2 : 1;
    }
  return g_string_free (out, FALSE);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
od_text_placeholders (const char *text)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  while (*text != '\0')
    {
      const char *after = text + (is_doubled_brace (text) ? 2 : 1);
      g_autofree char *name = read_placeholder (text, &after);
      if (name != NULL && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
      text = after;
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

/* Letters of the blocks whose scripts run right to left (Unicode, Bidi_Class R and AL). */
static gboolean
is_right_to_left (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff) ||
         (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

static gboolean
has_right_to_left (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_right_to_left (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

char *
od_text_isolate (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  if (!has_right_to_left (valid))
    return g_steal_pointer (&valid);
  return g_strdup_printf ("\xe2\x81\xa8%s\xe2\x81\xa9", valid);
}
