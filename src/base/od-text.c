/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Untrusted bytes as text that is safe to show. Pure functions, any thread. It does not mask secrets (od-mask
 * does) or know markup: what it returns is text and must be shown as text. */

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
