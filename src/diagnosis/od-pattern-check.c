/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds faults in patterns before they are used: what could never match, what is no expression, "…" where it
 * cannot stand. For the build; the program's own patterns were checked then. Pure; any thread. */

#include "od-pattern-private.h"

#include <string.h>

#include "od-phrase-part.h"
#include "od-text.h"

pcre2_code *
od_pattern_compile (const char *expression, char **why)
{
  int error = 0;
  PCRE2_SIZE place = 0;
  guchar message[120] = "";
  pcre2_code *code = pcre2_compile ((PCRE2_SPTR) expression, PCRE2_ZERO_TERMINATED, PCRE2_NO_UTF_CHECK,
                                    &error, &place, NULL);

  if (code == NULL && why != NULL)
    {
      pcre2_get_error_message (error, message, sizeof message);
      *why = g_strdup_printf ("%s, at byte %zu", (const char *) message, (size_t) place);
    }
  return code;
}

/* Whether folding leaves the letter at @at as it is: no capital, no ß, nothing of a typesetter. */
static gboolean
is_folded (const char *at)
{
  g_autofree char *letter = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));
  g_autofree char *folded = od_text_fold (letter);

  return (guchar) *at < 0x80 ? !g_ascii_isupper (*at) : g_str_equal (letter, folded);
}

/* A pattern with letters that folded text does not hold would never match. */
static gboolean
can_match_folded (const char *pattern)
{
  for (const char *at = pattern; *at != '\0'; at = g_utf8_next_char (at))
    if (*at == '\\' && at[1] != '\0')
      at++;
    else if (!is_folded (at))
      return FALSE;
  return TRUE;
}

/* A class that excludes letters of several bytes would exclude parts of other letters. */
static gboolean
excludes_wide_letters (const char *expression)
{
  for (const char *at = strstr (expression, "[^"); at != NULL; at = strstr (at + 1, "[^"))
    for (const char *letter = at + 2; *letter != '\0' && *letter != ']'; letter++)
      if ((guchar) *letter >= 0x80)
        return TRUE;
  return FALSE;
}

/* Whether it would be found in any text, as "(full)?" is. */
static gboolean
asks_nothing (const pcre2_code *code, const char *expression)
{
  pcre2_match_data *data = pcre2_match_data_create (1, NULL);
  int found = pcre2_match (code, (PCRE2_SPTR) "", 0, 0, 0, data, NULL);

  pcre2_match_data_free (data);
  return found >= 0 && *expression != '^';
}

static gboolean
fail (GError **error, const char *file_name, const OdXmlNode *node, const char *expression, const char *why)
{
  od_xml_set_error (error, file_name, node, "the pattern /%s/ %s", expression, why);
  return FALSE;
}

gboolean
od_pattern_check_piece (const char *expression, const char *file_name, const OdXmlNode *node, GError **error)
{
  g_autofree char *why = NULL;
  pcre2_code *code;
  gboolean is_empty;

  if (!can_match_folded (expression))
    return fail (error, file_name, node, expression, "never matches: write it in lower case, ß as ss");
  if (excludes_wide_letters (expression))
    return fail (error, file_name, node, expression, "excludes letters that are no ASCII: write “.”");
  code = od_pattern_compile (expression, &why);
  if (code == NULL)
    {
      od_xml_set_error (error, file_name, node, "broken pattern /%s/: %s", expression, why);
      return FALSE;
    }
  is_empty = asks_nothing (code, expression);
  pcre2_code_free (code);
  return !is_empty || fail (error, file_name, node, expression, "asks for nothing: it matches any text");
}

gsize
od_pattern_mark_length (const char *text, guint *reach)
{
  if (g_str_has_prefix (text, "…"))
    *reach = OD_PATTERN_REACH;
  else if (g_str_has_prefix (text, "‥"))
    *reach = OD_PATTERN_SHORT_REACH;
  else
    return 0;
  return strlen ("…");
}

/* What stands outside of parentheses and classes. */
typedef struct
{
  guint marks;
  gboolean has_bar;
  gboolean has_empty_piece;
} Outside;

static Outside
look_outside (const char *expression)
{
  Outside outside = { 0 };
  gboolean is_empty = TRUE;
  gsize length;

  for (const char *at = expression; *at != '\0'; at += length)
    {
      guint reach = 0;

      length = od_pattern_mark_length (at, &reach);
      outside.has_bar |= *at == '|';
      outside.marks += length > 0;
      outside.has_empty_piece |= length > 0 && is_empty;
      is_empty = length > 0 || (is_empty && *at == ' ');
      if (length == 0)
        length = MAX (od_phrase_group_length (at), od_phrase_letter_length (at));
    }
  outside.has_empty_piece |= is_empty;
  return outside;
}

static guint
count_marks (const char *expression)
{
  guint count = 0;
  guint reach = 0;

  for (; *expression != '\0'; expression++)
    count += od_pattern_mark_length (expression, &reach) > 0;
  return count;
}

gboolean
od_pattern_check_marks (const char *expression, const char *file_name, const OdXmlNode *node, GError **error)
{
  Outside outside = look_outside (expression);
  guint marks = count_marks (expression);

  if (marks == 0)
    return TRUE;
  if (outside.marks < marks)
    return fail (error, file_name, node, expression,
                 "has “…” inside of parentheses: it can only part the whole");
  if (outside.has_bar)
    return fail (error, file_name, node, expression,
                 "has “|” beside “…”, which looks like two alternatives: write two patterns or parentheses");
  if (outside.has_empty_piece)
    return fail (error, file_name, node, expression, "has “…” with nothing before or behind it");
  if (marks >= OD_PATTERN_MAX_PIECES)
    return fail (error, file_name, node, expression, "has too many pieces");
  return TRUE;
}
