/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The front door of pasted text: makes it UTF-8, decides what it is, and hands it to the reader of that. Any
 * thread. Nothing is fetched, nothing kept. */

#include "od-pasted.h"

#include <string.h>

#include "od-bounce.h"
#include "od-pasted-log.h"
#include "od-pasted-reply.h"
#include "od-pasted-words.h"

const char *
od_given_kind_name (OdGivenKind kind)
{
  static const char *const names[] = { "reply", "program", "log", "transcript", "bounce", "nothing" };

  return names[kind];
}

/* The upper half of Windows-1252 that is not Latin-1. */
static const guint16 windows_1252[32] = {
  0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

static char *
from_windows_1252 (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length + length / 8 + 1);

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];
      g_string_append_unichar (out, c >= 0x80 && c < 0xa0 ? windows_1252[c - 0x80] : c != 0 ? c : '?');
    }
  return g_string_free (out, FALSE);
}

static char *
dup_without_nul (const char *text, gsize length)
{
  char *copy = g_malloc (length + 1);

  if (length > 0)
    memcpy (copy, text, length);
  copy[length] = '\0';
  for (char *nul = copy; (nul = memchr (nul, '\0', length - (gsize) (nul - copy))) != NULL;)
    *nul = ' ';
  return copy;
}

/* As UTF-8 without NUL, byte by byte at the same places, unless @recoded. A letter cut in two at the end is
 * no sign of another charset. */
static char *
as_utf8 (const char *text, gsize length, gboolean *recoded)
{
  char *utf8 = dup_without_nul (text, length);
  const char *end;

  *recoded = !g_utf8_validate (utf8, (gssize) length, &end) && utf8 + length - end >= 4;
  if (!*recoded)
    {
      utf8[end - utf8] = '\0';
      return utf8;
    }
  g_free (utf8);
  return from_windows_1252 (text, length);
}

/* Places in recoded text back to places in the bytes: one a letter. */
static void
restore_spans (GPtrArray *cases, const char *utf8)
{
  for (guint i = 0; i < cases->len; i++)
    {
      OdCase *this_case = g_ptr_array_index (cases, i);
      gsize start = (gsize) g_utf8_strlen (utf8, (gssize) this_case->start);

      od_case_set_span (this_case, start,
                        (gsize) g_utf8_strlen (utf8 + this_case->start, (gssize) this_case->length));
    }
}

static gsize
skip_white (const char *text)
{
  return strspn (text, " \t\r\n");
}

/* Takes the better of the readers' results: TRUE where there is one. */
static gboolean
take (GPtrArray **cases, GPtrArray *found)
{
  if (found->len == 0)
    {
      g_ptr_array_unref (found);
      return FALSE;
    }
  g_ptr_array_unref (*cases);
  *cases = found;
  return TRUE;
}

static OdGivenKind
read_text (const char *text, GPtrArray **cases)
{
  gsize start = skip_white (text);
  gsize length = strlen (text + start);

  if (length == 0)
    return OD_GIVEN_NOTHING;
  OdCase *bare = od_pasted_bare_reply_read (text + start, length);
  if (bare != NULL)
    {
      od_case_set_span (bare, start + bare->start, bare->length);
      g_ptr_array_add (*cases, bare);
      return OD_GIVEN_REPLY;
    }
  g_autofree char *small = g_ascii_strdown (text, -1);
  gboolean notice = od_pasted_words_of_bounce (small);
  if (take (cases, od_pasted_log_read (text, strlen (text))))
    return OD_GIVEN_LOG;
  if (!notice && take (cases, od_pasted_dialogue_cases (text, strlen (text))))
    return OD_GIVEN_TRANSCRIPT;
  if (notice && take (cases, od_bounce_text_read (text, strlen (text))))
    return OD_GIVEN_BOUNCE;
  return od_pasted_prose_read (text, *cases);
}

GPtrArray *
od_pasted_read (const char *text, gsize length, OdGivenKind *kind)
{
  GPtrArray *cases = od_cases_new ();
  gboolean recoded;
  g_autofree char *utf8 = as_utf8 (text, MIN (length, OD_PASTED_MAX_BYTES), &recoded);
  OdGivenKind found = read_text (utf8, &cases);

  if (recoded)
    restore_spans (cases, utf8);
  if (kind != NULL)
    *kind = found;
  return cases;
}
