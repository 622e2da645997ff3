/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Alternatives of conditions: words, globs, ranges, patterns and the rest. Immutable once parsed; any thread.
 * Which of them must hold together is for od-condition.c. */

#include "od-match.h"

#include <string.h>

void
od_match_free (OdMatch *self)
{
  g_free (self->value);
  g_free (self);
}

static gboolean
parse_number (const char *text, double if_empty, double *number)
{
  char *end = NULL;

  *number = if_empty;
  if (*text == '\0')
    return TRUE;
  *number = g_ascii_strtod (text, &end);
  return *end == '\0';
}

static gboolean
parse_range (const char *word, double *low, double *high)
{
  const char *dots = strstr (word, "..");
  g_autofree char *first = NULL;

  if (dots == NULL || strlen (word) == 2)
    return FALSE;
  first = g_strndup (word, (gsize) (dots - word));
  return parse_number (first, -G_MAXDOUBLE, low) && parse_number (dots + 2, G_MAXDOUBLE, high);
}

/* @glob: with * for anything, ? for one byte. */
static gboolean
glob_matches (const char *glob, const char *text)
{
  const char *star = NULL;
  const char *behind = NULL;

  while (*text != '\0')
    {
      if (*glob == '*')
        {
          star = glob++;
          behind = text;
        }
      else if (*glob == *text || *glob == '?')
        {
          glob++;
          text++;
        }
      else if (star != NULL)
        {
          glob = star + 1;
          text = ++behind;
        }
      else
        return FALSE;
    }
  return glob[strspn (glob, "*")] == '\0';
}

static gboolean
glob_fits_a_token (const OdFactInfo *fact, const char *glob)
{
  g_auto (GStrv) tokens = g_strsplit (fact->values, " ", -1);

  for (guint i = 0; tokens[i] != NULL; i++)
    if (glob_matches (glob, tokens[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_token (const OdFactInfo *fact, const char *word)
{
  g_auto (GStrv) tokens = g_strsplit (fact->values, " ", -1);

  return g_strv_contains ((const char *const *) tokens, word);
}

static gboolean
is_number (const char *word)
{
  double number;

  return *word != '\0' && parse_number (word, 0, &number);
}

/* Whether a plain word can be a value of the fact at all. */
static gboolean
word_fits (const OdFactInfo *fact, const char *word)
{
  if (fact->type == OD_FACT_TOKEN)
    return is_token (fact, word);
  if (fact->type == OD_FACT_NUMBER)
    return is_number (word);
  return TRUE;
}

static gboolean
parse_glob (const OdFactInfo *fact, const char *word, OdMatch *self, const OdMatchPlace *place)
{
  self->kind = OD_MATCH_GLOB;
  self->value = g_strdup (word);
  if (fact->type != OD_FACT_TOKEN || glob_fits_a_token (fact, word))
    return TRUE;
  od_xml_set_error (place->error, place->file_name, place->element, "no value of “%s” is like “%s”",
                    fact->name, word);
  return FALSE;
}

static gboolean
parse_same (const char *name, OdMatch *self, const OdMatchPlace *place)
{
  self->kind = OD_MATCH_SAME;
  self->value = g_strdup (name);
  if (od_fact_list_find (name) != NULL)
    return TRUE;
  od_xml_set_error (place->error, place->file_name, place->element, "unknown fact “%s”", name);
  return FALSE;
}

static gboolean
parse_word (const OdFactInfo *fact, const char *word, OdMatch *self, const OdMatchPlace *place)
{
  if (g_str_equal (word, "*") || g_str_equal (word, "-"))
    {
      self->kind = *word == '*' ? OD_MATCH_KNOWN : OD_MATCH_NOT_KNOWN;
      return TRUE;
    }
  if (*word == '$')
    return parse_same (word + 1, self, place);
  if (strchr (word, '*') != NULL)
    return parse_glob (fact, word, self, place);
  if (fact->type == OD_FACT_NUMBER && parse_range (word, &self->low, &self->high))
    {
      self->kind = OD_MATCH_RANGE;
      return TRUE;
    }

  self->kind = OD_MATCH_VALUE;
  self->value = g_strdup (word);
  if (word_fits (fact, word))
    return TRUE;
  od_xml_set_error (place->error, place->file_name, place->element, "“%s” is no value of the fact “%s”", word,
                    fact->name);
  return FALSE;
}

static gboolean
parse_pattern (const OdFactInfo *fact, const char *pattern, OdMatch *self, const OdMatchPlace *place)
{
  self->kind = OD_MATCH_PATTERN;
  if (fact->type == OD_FACT_TEXT)
    self->pattern =
        od_patterns_intern (place->patterns, place->file_name, place->element, pattern, place->error);
  else
    od_xml_set_error (place->error, place->file_name, place->element, "a pattern needs a text, “%s” is none",
                      fact->name);
  return self->pattern != NULL;
}

/* Length of a pattern with both its slashes; 0 if it does not end. */
static gsize
pattern_length (const char *text)
{
  for (gsize i = 1; text[i] != '\0'; i++)
    {
      if (text[i] == '\\' && text[i + 1] != '\0')
        i++;
      else if (text[i] == '/')
        return strchr (" |", text[i + 1]) != NULL ? i + 1 : 0;
    }
  return 0;
}

const char *
od_match_parse (OdMatch *self, const OdFactInfo *fact, const char *text, const OdMatchPlace *place)
{
  g_autofree char *word = NULL;
  gsize length;

  self->negated = *text == '!';
  text += self->negated ? 1 : 0;
  if (*text != '/')
    {
      length = strcspn (text, " ");
      word = g_strndup (text, length);
      return parse_word (fact, word, self, place) ? text + length : NULL;
    }

  length = pattern_length (text);
  if (length == 0)
    {
      od_xml_set_error (place->error, place->file_name, place->element, "the pattern %s has no end", text);
      return NULL;
    }
  word = g_strndup (text + 1, length - 2);
  return parse_pattern (fact, word, self, place) ? text + length : NULL;
}

const char *
od_match_parse_sign (OdMatch *self, const char *text, const OdMatchPlace *place)
{
  g_autofree char *word = NULL;
  gsize length;

  self->kind = OD_MATCH_SIGN;
  self->negated = *text == '!';
  text += self->negated ? 1 : 0;
  length = strcspn (text, " ");
  word = g_strndup (text, length);
  self->sign = od_patterns_find_sign (place->patterns, word);
  if (self->sign != NULL)
    return text + length;
  od_xml_set_error (place->error, place->file_name, place->element, "unknown sign “%s”", word);
  return NULL;
}

guint
od_match_weight (const OdMatch *self, const OdFactInfo *fact)
{
  gboolean exact = self->kind == OD_MATCH_VALUE || self->kind == OD_MATCH_SAME;

  if (self->negated || self->kind == OD_MATCH_NOT_KNOWN)
    return 5;
  if (self->kind == OD_MATCH_SIGN)
    return self->sign->weight;
  if (self->kind == OD_MATCH_PATTERN)
    return 60;
  if (g_str_equal (fact->name, "provider"))
    return 50;
  if (g_str_equal (fact->name, "status"))
    return exact ? 40 : 15;
  if (g_str_equal (fact->name, "error"))
    return exact ? 35 : 5;
  if (g_str_equal (fact->name, "code"))
    return exact ? 30 : 5;
  return g_str_equal (fact->name, "stage") ? 10 : 20;
}

static gboolean
is_between (const char *value, double low, double high)
{
  double number;

  return is_number (value) && parse_number (value, 0, &number) && number >= low && number <= high;
}

static gboolean
is_value_of (const OdFacts *facts, const char *name, const char *value)
{
  const GPtrArray *values = od_facts_values (facts, name);

  for (guint i = 0; values != NULL && i < values->len; i++)
    if (g_str_equal (((OdFact *) values->pdata[i])->value, value))
      return TRUE;
  return FALSE;
}

static gboolean
is_found (OdPattern *pattern, const OdFact *fact)
{
  return od_pattern_find (pattern, od_fact_folded (fact), NULL, NULL);
}

static gboolean
any_is_found (const OdSign *sign, const OdFact *fact)
{
  for (guint i = 0; i < sign->patterns->len; i++)
    if (is_found (sign->patterns->pdata[i], fact))
      return TRUE;
  return FALSE;
}

static gboolean
value_matches (const OdMatch *self, const OdFact *fact, const OdFacts *facts)
{
  switch (self->kind)
    {
    case OD_MATCH_VALUE:
      return g_str_equal (fact->value, self->value);
    case OD_MATCH_GLOB:
      return glob_matches (self->value, fact->value);
    case OD_MATCH_RANGE:
      return is_between (fact->value, self->low, self->high);
    case OD_MATCH_SAME:
      return is_value_of (facts, self->value, fact->value);
    case OD_MATCH_PATTERN:
      return is_found (self->pattern, fact);
    case OD_MATCH_SIGN:
      return any_is_found (self->sign, fact);
    case OD_MATCH_KNOWN:
      return TRUE;
    case OD_MATCH_NOT_KNOWN:
    default:
      return FALSE;
    }
}

gboolean
od_match_holds (const OdMatch *self, const GPtrArray *values, const OdFacts *facts)
{
  if (values == NULL)
    return self->kind == OD_MATCH_NOT_KNOWN;
  for (guint i = 0; i < values->len; i++)
    if (value_matches (self, values->pdata[i], facts))
      return TRUE;
  return FALSE;
}
