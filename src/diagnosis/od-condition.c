/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Conditions, parsed once into clauses (one an attribute) of matches (one an alternative), with patterns
 * compiled. Immutable after that; any thread. Reads facts and nothing else. */

#include "od-condition.h"

#include <string.h>

#include "od-fact-list.h"

typedef enum
{
  MATCH_VALUE,
  MATCH_GLOB,
  MATCH_RANGE,
  MATCH_KNOWN,
  MATCH_NOT_KNOWN,
  MATCH_SAME,
  MATCH_PATTERN,
} MatchKind;

/* One alternative. */
typedef struct
{
  MatchKind kind;
  gboolean negated;
  char *value; /* the word, or for MATCH_SAME the name of the other fact */
  GPatternSpec *glob;
  GRegex *pattern;
  double low;
  double high;
} Match;

/* One attribute. */
typedef struct
{
  const OdFactInfo *fact;
  GPtrArray *matches;
  gboolean has_positive;
  gboolean has_pattern;
} Clause;

struct _OdCondition
{
  GPtrArray *clauses; /* Clause *, the cheap ones first */
  GPtrArray *names;   /* const char *, NULL-terminated */
  guint weight;
};

/* Where a fault is to be reported. */
typedef struct
{
  const char *file_name;
  const OdXmlNode *element;
  GError **error;
} Place;

static void
match_free (gpointer data)
{
  Match *match = data;

  g_free (match->value);
  g_clear_pointer (&match->glob, g_pattern_spec_free);
  g_clear_pointer (&match->pattern, g_regex_unref);
  g_free (match);
}

static void
clause_free (gpointer data)
{
  Clause *clause = data;

  g_ptr_array_unref (clause->matches);
  g_free (clause);
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

static gboolean
glob_fits_a_token (const OdFactInfo *fact, const GPatternSpec *glob)
{
  g_auto (GStrv) tokens = g_strsplit (fact->values, " ", -1);

  for (guint i = 0; tokens[i] != NULL; i++)
    if (g_pattern_spec_match_string ((GPatternSpec *) glob, tokens[i]))
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
parse_glob (const OdFactInfo *fact, const char *word, Match *match, const Place *place)
{
  match->kind = MATCH_GLOB;
  match->glob = g_pattern_spec_new (word);
  if (fact->type != OD_FACT_TOKEN || glob_fits_a_token (fact, match->glob))
    return TRUE;
  od_xml_set_error (place->error, place->file_name, place->element, "no value of “%s” is like “%s”",
                    fact->name, word);
  return FALSE;
}

static gboolean
parse_same (const char *name, Match *match, const Place *place)
{
  match->kind = MATCH_SAME;
  match->value = g_strdup (name);
  if (od_fact_list_find (name) != NULL)
    return TRUE;
  od_xml_set_error (place->error, place->file_name, place->element, "unknown fact “%s”", name);
  return FALSE;
}

static gboolean
parse_word (const OdFactInfo *fact, const char *word, Match *match, const Place *place)
{
  if (g_str_equal (word, "*") || g_str_equal (word, "-"))
    {
      match->kind = *word == '*' ? MATCH_KNOWN : MATCH_NOT_KNOWN;
      return TRUE;
    }
  if (*word == '$')
    return parse_same (word + 1, match, place);
  if (strchr (word, '*') != NULL)
    return parse_glob (fact, word, match, place);
  if (fact->type == OD_FACT_NUMBER && parse_range (word, &match->low, &match->high))
    {
      match->kind = MATCH_RANGE;
      return TRUE;
    }

  match->kind = MATCH_VALUE;
  match->value = g_strdup (word);
  if (word_fits (fact, word))
    return TRUE;
  od_xml_set_error (place->error, place->file_name, place->element, "“%s” is no value of the fact “%s”", word,
                    fact->name);
  return FALSE;
}

/* Folded text holds no capitals and no ß, so a pattern with them would never match. */
static gboolean
can_match_folded (const char *pattern)
{
  for (const char *at = pattern; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (letter == '\\' && at[1] != '\0')
        at++;
      else if (g_unichar_isupper (letter) || letter == 0xdf)
        return FALSE;
    }
  return TRUE;
}

static gboolean
parse_pattern (const OdFactInfo *fact, const char *pattern, Match *match, const Place *place)
{
  g_autoptr (GError) error = NULL;

  match->kind = MATCH_PATTERN;
  if (fact->type != OD_FACT_TEXT)
    od_xml_set_error (place->error, place->file_name, place->element, "a pattern needs a text, “%s” is none",
                      fact->name);
  else if (!can_match_folded (pattern))
    od_xml_set_error (place->error, place->file_name, place->element,
                      "the pattern /%s/ never matches: write it in lower case, ß as ss", pattern);
  else
    match->pattern = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, &error);

  if (error != NULL)
    od_xml_set_error (place->error, place->file_name, place->element, "broken pattern /%s/: %s", pattern,
                      error->message);
  return match->pattern != NULL;
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

/* Reads one alternative at @text and returns its end; NULL with a fault. */
static const char *
parse_match (const OdFactInfo *fact, const char *text, Match *match, const Place *place)
{
  g_autofree char *word = NULL;
  gsize length;

  match->negated = *text == '!';
  text += match->negated ? 1 : 0;
  if (*text != '/')
    {
      length = strcspn (text, " ");
      word = g_strndup (text, length);
      return parse_word (fact, word, match, place) ? text + length : NULL;
    }

  length = pattern_length (text);
  if (length == 0)
    {
      od_xml_set_error (place->error, place->file_name, place->element, "the pattern %s has no end", text);
      return NULL;
    }
  word = g_strndup (text + 1, length - 2);
  return parse_pattern (fact, word, match, place) ? text + length : NULL;
}

static gboolean
parse_matches (Clause *clause, const char *text, const Place *place)
{
  const char *at = text + strspn (text, " |");

  while (*at != '\0')
    {
      Match *match = g_new0 (Match, 1);

      g_ptr_array_add (clause->matches, match);
      at = parse_match (clause->fact, at, match, place);
      if (at == NULL)
        return FALSE;
      at += strspn (at, " |");
      clause->has_positive |= !match->negated;
      clause->has_pattern |= match->kind == MATCH_PATTERN;
    }
  if (clause->matches->len > 0)
    return TRUE;
  od_xml_set_error (place->error, place->file_name, place->element, "“%s” has no value", clause->fact->name);
  return FALSE;
}

static guint
match_weight (const OdFactInfo *fact, const Match *match)
{
  gboolean exact = match->kind == MATCH_VALUE || match->kind == MATCH_SAME;

  if (match->negated || match->kind == MATCH_NOT_KNOWN)
    return 5;
  if (match->kind == MATCH_PATTERN)
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

static guint
clause_weight (const Clause *clause)
{
  guint weight = G_MAXUINT;

  for (guint i = 0; i < clause->matches->len; i++)
    weight = MIN (weight, match_weight (clause->fact, clause->matches->pdata[i]));
  return weight;
}

static gboolean
add_clause (OdCondition *self, const char *name, const char *value, const Place *place)
{
  const OdFactInfo *fact = od_fact_list_find (name);
  Clause *clause;

  if (fact == NULL)
    {
      od_xml_set_error (place->error, place->file_name, place->element, "unknown fact “%s”", name);
      return FALSE;
    }
  clause = g_new0 (Clause, 1);
  clause->fact = fact;
  clause->matches = g_ptr_array_new_with_free_func (match_free);
  g_ptr_array_add (self->clauses, clause);
  g_ptr_array_add (self->names, (char *) fact->name);
  if (!parse_matches (clause, value, place))
    return FALSE;
  self->weight += clause_weight (clause);
  return TRUE;
}

static int
cheap_first (gconstpointer a, gconstpointer b)
{
  const Clause *one = *(Clause *const *) a;
  const Clause *other = *(Clause *const *) b;

  if (one->has_pattern != other->has_pattern)
    return one->has_pattern - other->has_pattern;
  return strcmp (one->fact->name, other->fact->name);
}

static GList *
names_to_read (const OdXmlNode *element, const char *const *skip)
{
  GList *names = g_hash_table_get_keys (element->attributes);
  GList *kept = NULL;

  for (GList *l = names; l != NULL; l = l->next)
    if (skip == NULL || !g_strv_contains (skip, l->data))
      kept = g_list_insert_sorted (kept, l->data, (GCompareFunc) strcmp);
  g_list_free (names);
  return kept;
}

OdCondition *
od_condition_parse (const char *file_name, const OdXmlNode *element, const char *const *skip, GError **error)
{
  g_autoptr (OdCondition) self = g_new0 (OdCondition, 1);
  g_autoptr (GList) names = names_to_read (element, skip);
  Place place = { file_name, element, error };

  self->clauses = g_ptr_array_new_with_free_func (clause_free);
  self->names = g_ptr_array_new ();
  for (GList *l = names; l != NULL; l = l->next)
    if (!add_clause (self, l->data, od_xml_node_attribute (element, l->data), &place))
      return NULL;
  g_ptr_array_sort (self->clauses, cheap_first);
  g_ptr_array_add (self->names, NULL);
  return g_steal_pointer (&self);
}

void
od_condition_free (OdCondition *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->clauses);
  g_ptr_array_unref (self->names);
  g_free (self);
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
value_matches (const Match *match, const OdFact *fact, const OdFacts *facts)
{
  switch (match->kind)
    {
    case MATCH_VALUE:
      return g_str_equal (fact->value, match->value);
    case MATCH_GLOB:
      return g_pattern_spec_match_string (match->glob, fact->value);
    case MATCH_RANGE:
      return is_between (fact->value, match->low, match->high);
    case MATCH_SAME:
      return is_value_of (facts, match->value, fact->value);
    case MATCH_PATTERN:
      return g_regex_match (match->pattern, fact->folded, 0, NULL);
    case MATCH_KNOWN:
      return TRUE;
    case MATCH_NOT_KNOWN:
    default:
      return FALSE;
    }
}

static gboolean
match_holds (const Match *match, const GPtrArray *values, const OdFacts *facts)
{
  if (values == NULL)
    return match->kind == MATCH_NOT_KNOWN;
  for (guint i = 0; i < values->len; i++)
    if (value_matches (match, values->pdata[i], facts))
      return TRUE;
  return FALSE;
}

static gboolean
clause_holds (const Clause *clause, const OdFacts *facts)
{
  const GPtrArray *values = od_facts_values (facts, clause->fact->name);
  gboolean found = !clause->has_positive;

  for (guint i = 0; i < clause->matches->len; i++)
    {
      const Match *match = clause->matches->pdata[i];

      if (match->negated && match_holds (match, values, facts))
        return FALSE;
      if (!match->negated && !found)
        found = match_holds (match, values, facts);
    }
  return found;
}

gboolean
od_condition_holds (const OdCondition *self, const OdFacts *facts)
{
  for (guint i = 0; i < self->clauses->len; i++)
    if (!clause_holds (self->clauses->pdata[i], facts))
      return FALSE;
  return TRUE;
}

guint
od_condition_weight (const OdCondition *self)
{
  return self->weight;
}

const char *const *
od_condition_facts (const OdCondition *self)
{
  return (const char *const *) self->names->pdata;
}
