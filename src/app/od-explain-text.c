/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Text on its way to the original's pane. Pure, any thread. It explains nothing. */

#include "od-explain-text.h"

#include <string.h>

#include "od-mail.h"
#include "od-text.h"

#define LINE_BYTES 1000

/* A piece of a line too long for one, not cut within a letter. */
static gsize
piece_length (const char *line, gsize length)
{
  gsize cut = LINE_BYTES;

  if (length <= LINE_BYTES)
    return length;
  while (cut > 1 && ((guchar) line[cut] & 0xc0) == 0x80)
    cut--;
  return cut;
}

static void
add_line (GString *shown, const char *line, gsize length)
{
  while (length > 0)
    {
      gsize piece = piece_length (line, length);
      g_autofree char *safe = od_text_make_safe (line, (gssize) piece);

      g_string_append (shown, safe);
      line += piece;
      length -= piece;
      if (length > 0)
        g_string_append_c (shown, '\n');
    }
}

char *
od_explain_shown (const char *bytes, gsize length, gboolean *cut)
{
  GString *shown = g_string_new (NULL);
  const char *end = bytes + length;

  while (bytes < end && shown->len < OD_EXPLAIN_SHOWN_BYTES)
    {
      const char *line_end = memchr (bytes, '\n', (gsize) (end - bytes));
      const char *stop = line_end != NULL ? line_end : end;

      stop = MIN (stop, bytes + OD_EXPLAIN_SHOWN_BYTES);
      add_line (shown, bytes, (gsize) (stop - bytes) - (stop > bytes && stop[-1] == '\r' ? 1 : 0));
      if (stop == line_end)
        g_string_append_c (shown, '\n');
      bytes = stop == line_end ? stop + 1 : stop;
    }
  *cut = bytes < end;
  return g_string_free (shown, FALSE);
}

static gboolean
is_encoded (const char *bytes, gsize length)
{
  static const char *const signs[] = { "\ncontent-transfer-encoding: base64",
                                       "\ncontent-transfer-encoding: quoted-printable", NULL };
  g_autofree char *lower = g_ascii_strdown (bytes, (gssize) MIN (length, OD_EXPLAIN_SHOWN_BYTES));

  for (guint i = 0; signs[i] != NULL; i++)
    if (strstr (lower, signs[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
add_field (GString *out, const char *title, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (out, "%s: %s\n", title, value);
}

static void
add_recipient (GString *out, const OdFields *fields)
{
  g_string_append_c (out, '\n');
  add_field (out, "Final-Recipient", od_fields_get (fields, "final-recipient"));
  add_field (out, "Action", od_fields_get (fields, "action"));
  add_field (out, "Status", od_fields_get (fields, "status"));
  add_field (out, "Remote-MTA", od_fields_get (fields, "remote-mta"));
  add_field (out, "Diagnostic-Code", od_fields_get (fields, "diagnostic-code"));
}

static char *
decode (const OdMail *mail)
{
  GString *out = g_string_new (NULL);

  add_field (out, "From", mail->from);
  add_field (out, "Subject", mail->subject);
  g_string_append_printf (out, "\n%s\n", mail->text != NULL ? mail->text : "");
  for (guint i = 0; mail->recipients != NULL && i < mail->recipients->len; i++)
    add_recipient (out, g_ptr_array_index (mail->recipients, i));
  return g_string_free (out, FALSE);
}

char *
od_explain_shown_mail (const char *bytes, gsize length, gboolean *cut)
{
  g_autoptr (OdMail) mail = is_encoded (bytes, length) ? od_mail_parse (bytes, length, NULL) : NULL;
  g_autofree char *decoded = mail != NULL ? decode (mail) : NULL;

  if (decoded == NULL)
    return od_explain_shown (bytes, length, cut);
  return od_explain_shown (decoded, strlen (decoded), cut);
}

/* What may stand between two words in a broken, quoted or continued line. */
#define GAP "(?:[\\s>|]+(?:[245][0-9][0-9][- ](?:[245]\\.[0-9]+\\.[0-9]+ )?)?)"

static GRegex *
regex_of (const char *words)
{
  g_auto (GStrv) parts = g_strsplit_set (words, " \t\n", -1);
  g_autoptr (GString) pattern = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *literal = g_regex_escape_string (parts[i], -1);

      if (*literal == '\0')
        continue;
      g_string_append_printf (pattern, "%s%s", pattern->len > 0 ? GAP : "", literal);
    }
  if (pattern->len == 0)
    return NULL;
  return g_regex_new (pattern->str, G_REGEX_CASELESS, 0, NULL);
}

static gboolean
find_from (const GRegex *regex, const char *shown, gsize from, OdSpan *span)
{
  g_autoptr (GMatchInfo) match = NULL;
  int start;
  int end;

  if (!g_regex_match_full (regex, shown, -1, (int) from, 0, &match, NULL))
    return FALSE;
  if (!g_match_info_fetch_pos (match, 0, &start, &end))
    return FALSE;
  *span = (OdSpan){ (gsize) start, (gsize) end };
  return TRUE;
}

/* The beginning of the reply in the text shown; 0: not known. Made safe, a text may have got longer, never
 * shorter by much: the words are looked for from the line's begin. */
static gsize
place_of (const char *shown, const OdExplained *explained)
{
  gsize length = strlen (shown);
  gsize place = explained->length > 0 ? explained->start : 0;

  if (place == 0 || place >= length)
    return 0;
  while (place > 0 && shown[place - 1] != '\n')
    place--;
  return place;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const OdSpan *one = a;
  const OdSpan *other = b;

  return (one->start > other->start) - (one->start < other->start);
}

GArray *
od_explain_find_words (const char *shown, const OdExplained *explained, const char *const *words)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (OdSpan));
  gsize place = place_of (shown, explained);

  for (; *words != NULL; words++)
    {
      g_autoptr (GRegex) regex = regex_of (*words);
      OdSpan span;

      if (regex == NULL)
        continue;
      if (find_from (regex, shown, place, &span) || (place > 0 && find_from (regex, shown, 0, &span)))
        g_array_append_val (spans, span);
    }
  g_array_sort (spans, compare_spans);
  return spans;
}
