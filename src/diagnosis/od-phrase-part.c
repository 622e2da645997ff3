/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads an expression by recursive descent and keeps, for every part, the list of words it stands for while
 * that is finite and short enough, and the best guard otherwise. Pure; any thread. It matches nothing. */

#include "od-phrase-part.h"

#include <string.h>

#include "od-word-list.h"

/* A guard of shorter words would be found everywhere. */
#define MIN_GUARD 3
/* Nobody writes deeper than that; PCRE itself ends at 250. */
#define MAX_DEPTH 100

typedef OdPhrasePart Part;

typedef struct
{
  const char *at;
  guint depth;
  gboolean is_odd; /* something was met that is not read here */
} Reader;

static Part read_choice (Reader *reader);

void
od_phrase_part_clear (Part *part)
{
  g_clear_pointer (&part->words, g_ptr_array_unref);
  g_clear_pointer (&part->guard, g_ptr_array_unref);
}

/* Keeps the better guard of a sequence: the later one, for what is said of a thing is rarer than the thing
 * ("mailbox … is full"); among short words the one with the longer ones. */
static void
offer_guard (GPtrArray **best, const GPtrArray *candidate)
{
  if (candidate == NULL || od_word_list_shortest (candidate) < MIN_GUARD)
    return;
  if (*best != NULL && od_word_list_shortest (candidate) <= MIN_GUARD &&
      od_word_list_shortest (*best) >= od_word_list_shortest (candidate))
    return;
  g_clear_pointer (best, g_ptr_array_unref);
  *best = od_word_list_new ();
  od_word_list_append (*best, candidate);
}

/* Skips "[:alpha:]" and the like inside of a class. */
static gboolean
skip_named_class (Reader *reader)
{
  const char *end = reader->at[0] == '[' && reader->at[1] == ':' ? strstr (reader->at, ":]") : NULL;

  if (end == NULL)
    return FALSE;
  reader->at = end + 1;
  return TRUE;
}

/* The letters of a class "[ao]", each as a word; without a list for ranges and exclusions. */
static Part
read_class (Reader *reader)
{
  g_autoptr (GPtrArray) letters = od_word_list_new ();
  Part part = { 0 };
  gboolean is_excluding = *reader->at == '^';
  gboolean is_listed = !is_excluding;
  gboolean has_space = FALSE;
  const char *first;

  reader->at += is_excluding;
  for (first = reader->at; *reader->at != '\0' && (*reader->at != ']' || reader->at == first); reader->at++)
    {
      if (skip_named_class (reader))
        is_listed = FALSE;
      else if (*reader->at == '\\' && reader->at[1] != '\0')
        is_listed &= g_ascii_ispunct (*++reader->at);
      else if (*reader->at == '-' && reader->at > first && reader->at[1] != ']')
        is_listed = FALSE;
      has_space |= *reader->at == ' ' || (*reader->at == 's' && reader->at[-1] == '\\');
      g_ptr_array_add (letters, g_strndup (reader->at, 1));
    }
  reader->is_odd |= *reader->at != ']';
  reader->at += *reader->at == ']';
  part.is_glue = is_excluding == has_space;
  if (is_listed)
    part.words = g_steal_pointer (&letters);
  return part;
}

gsize
od_phrase_letter_length (const char *text)
{
  Reader reader = { text + 1, 0, FALSE };
  g_auto (OdPhrasePart) part = { 0 };

  if (*text == '\\' && text[1] != '\0')
    return 2;
  if (*text != '[')
    return *text != '\0';
  part = read_class (&reader);
  return (gsize) (reader.at - text);
}

gsize
od_phrase_group_length (const char *text)
{
  const char *at = text;
  guint depth = 0;

  if (*text != '(')
    return 0;
  do
    {
      depth += *at == '(';
      depth -= *at == ')';
      at += od_phrase_letter_length (at);
    }
  while (depth > 0 && *at != '\0');
  return depth == 0 ? (gsize) (at - text) : 0;
}

static gboolean
is_look_around (const char *inner)
{
  return g_str_has_prefix (inner, "?=") || g_str_has_prefix (inner, "?!") ||
         g_str_has_prefix (inner, "?<=") || g_str_has_prefix (inner, "?<!");
}

/* Looking around says nothing of what is there. */
static Part
read_look_around (Reader *reader)
{
  gsize length = od_phrase_group_length (reader->at - 1);
  Part part = { .is_glue = TRUE };

  reader->is_odd |= length == 0;
  reader->at += length > 0 ? length - 1 : strlen (reader->at);
  return part;
}

static Part
read_group (Reader *reader)
{
  Part part = { 0 };

  if (is_look_around (reader->at))
    return read_look_around (reader);
  if (g_str_has_prefix (reader->at, "?:"))
    reader->at += 2;
  if (*reader->at == '?' || *reader->at == '*' || reader->depth >= MAX_DEPTH)
    {
      reader->is_odd = TRUE;
      return part;
    }
  reader->depth++;
  part = read_choice (reader);
  reader->depth--;
  reader->is_odd |= *reader->at != ')';
  reader->at += *reader->at == ')';
  return part;
}

/* Of the letters behind a backslash those that stand for one letter of some kind. Folded text holds no white
 * space but single spaces. */
static Part
read_escape (Reader *reader)
{
  char letter = *reader->at;
  Part part = { .is_glue = letter == 'd' || letter == 'w' || letter == 'S' };

  reader->at += letter != '\0';
  if (letter == 'b')
    part.words = od_word_list_of_letter (OD_PHRASE_BOUNDARY);
  else if (letter == 's')
    part.words = od_word_list_of_letter (' ');
  else if (g_ascii_ispunct (letter))
    part.words = od_word_list_of_letter (letter);
  else
    reader->is_odd |= letter == '\0' || strchr ("dDwWS", letter) == NULL;
  return part;
}

static Part
read_atom (Reader *reader)
{
  char letter = *reader->at++;
  Part part = { 0 };

  if (letter == '(')
    return read_group (reader);
  if (letter == '\\')
    return read_escape (reader);
  if (letter == '[')
    return read_class (reader);
  reader->is_odd |= strchr ("?*+\1", letter) != NULL;
  if (strchr (".^$", letter) == NULL)
    part.words = od_word_list_of_letter (letter);
  return part;
}

/* "{2}", "{2,}" or "{2,4}"; any other brace is a letter like others. */
static void
read_braces (Reader *reader, guint *least, guint *most)
{
  char *end = NULL;

  if (*reader->at != '{' || !g_ascii_isdigit (reader->at[1]))
    return;
  *least = (guint) g_ascii_strtoull (reader->at + 1, &end, 10);
  *most = *least;
  if (*end == ',')
    {
      gboolean is_bounded = g_ascii_isdigit (end[1]);

      *most = is_bounded ? (guint) g_ascii_strtoull (end + 1, &end, 10) : G_MAXUINT;
      end += !is_bounded;
    }
  reader->is_odd |= *end != '}' || *least > *most;
  reader->at = *end == '}' ? end + 1 : end;
}

/* How often: @least and @most. */
static void
read_count (Reader *reader, guint *least, guint *most)
{
  const char *before = reader->at;
  char sign = *reader->at;

  *least = 1;
  *most = 1;
  if (sign == '?' || sign == '*')
    *least = 0;
  if (sign == '*' || sign == '+')
    *most = G_MAXUINT;
  if (sign == '?' || sign == '*' || sign == '+')
    reader->at++;
  else
    read_braces (reader, least, most);
  if (reader->at > before && (*reader->at == '?' || *reader->at == '+'))
    reader->at++; /* as little as possible, or never less: the same for what can be there */
}

/* Letters at the reader that stand for themselves, each once: all of them are one piece. */
static gsize
plain_letters (const Reader *reader)
{
  gsize length = strcspn (reader->at, "([{\\.^$|)?*+\1");

  if (length > 0 && reader->at[length] != '\0' && strchr ("?*+{", reader->at[length]) != NULL)
    length--; /* the last of them may come more or less often */
  return length;
}

static Part
read_letters (Reader *reader, gsize length)
{
  g_autofree char *letters = g_strndup (reader->at, length);
  Part part = { 0 };

  reader->at += length;
  part.words = od_word_list_of (letters);
  part.is_glue = od_word_list_ends_in_letter (part.words);
  return part;
}

static Part
read_repeated (Reader *reader)
{
  gsize letters = plain_letters (reader);
  g_auto (OdPhrasePart) once = letters > 0 ? (Part){ 0 } : read_atom (reader);
  Part part = { .is_glue = once.is_glue };
  guint least = 1;
  guint most = 1;

  if (letters > 0)
    return read_letters (reader, letters);
  read_count (reader, &least, &most);
  if (once.words != NULL)
    part.is_glue = od_word_list_ends_in_letter (once.words);
  if (once.words != NULL && least == 1 && most == 1)
    part.words = g_steal_pointer (&once.words);
  else if (once.words != NULL)
    part.words = od_word_list_repeat (once.words, least, most);
  if (part.words == NULL && least > 0 && once.words != NULL)
    part.guard = g_steal_pointer (&once.words);
  else if (part.words == NULL && least > 0)
    part.guard = g_steal_pointer (&once.guard);
  return part;
}

/* What was read of a sequence: words so far, whether all of it so far is said by them, the best guard. */
typedef struct
{
  GPtrArray *run;
  GPtrArray *guard;
  gboolean is_complete;
  gboolean is_glued; /* the run may begin in the middle of a word */
} Sequence;

/* The run cannot go on: it may be the guard. */
static void
end_run (Sequence *sequence)
{
  if (!sequence->is_glued || !od_word_list_begins_with_letter (sequence->run))
    offer_guard (&sequence->guard, sequence->run);
}

/* A part without a list, with the run before it, may have a guard of its own. */
static void
offer_guard_of_part (Sequence *sequence, const Part *part)
{
  const GPtrArray *guard = part->words != NULL ? part->words : part->guard;
  gboolean is_glued = sequence->is_glued || od_word_list_ends_in_letter (sequence->run);

  if (guard != NULL && (!is_glued || !od_word_list_begins_with_letter (guard)))
    offer_guard (&sequence->guard, guard);
}

static void
add_to_sequence (Sequence *sequence, const Part *part, gboolean is_optional_end)
{
  GPtrArray *longer = part->words != NULL ? od_word_list_product (sequence->run, part->words) : NULL;

  if (longer == NULL && is_optional_end)
    return;
  if (longer == NULL)
    {
      end_run (sequence);
      offer_guard_of_part (sequence, part);
      sequence->is_complete = FALSE;
      sequence->is_glued = part->words != NULL ? od_word_list_ends_in_letter (part->words) : part->is_glue;
      longer = od_word_list_of ("");
    }
  g_ptr_array_unref (sequence->run);
  sequence->run = longer;
}

/* Whether the rest of the sequence may be left out: "[a-z]*" at its end says nothing. */
static gboolean
is_at_end (const Reader *reader)
{
  return *reader->at == '\0' || *reader->at == '|' || *reader->at == ')';
}

static Part
read_sequence (Reader *reader)
{
  Sequence sequence = { od_word_list_of (""), NULL, TRUE, FALSE };
  Part part = { 0 };

  while (!is_at_end (reader) && !reader->is_odd)
    {
      g_auto (OdPhrasePart) next = read_repeated (reader);
      gboolean says_nothing = next.words == NULL && next.guard == NULL && reader->at[-1] == '*';

      add_to_sequence (&sequence, &next, reader->depth == 0 && says_nothing && is_at_end (reader));
    }
  part.is_glue = od_word_list_ends_in_letter (sequence.run) ||
                 (sequence.is_glued && od_word_list_shortest (sequence.run) == 0);
  if (!sequence.is_complete)
    end_run (&sequence);
  else
    part.words = g_steal_pointer (&sequence.run);
  part.guard = g_steal_pointer (&sequence.guard);
  g_clear_pointer (&sequence.run, g_ptr_array_unref);
  return part;
}

/* From here on the words are not all there can be: they are a guard, if one of them is in every alternative.
 */
static void
become_guard (Part *all)
{
  if (all->words == NULL)
    return;
  all->guard = g_steal_pointer (&all->words);
  if (all->guard->len > 0 && od_word_list_shortest (all->guard) < 1)
    g_clear_pointer (&all->guard, g_ptr_array_unref);
}

/* Adds one alternative to the others. */
static void
add_alternative (Part *all, const Part *one)
{
  const GPtrArray *sure = one->words != NULL ? one->words : one->guard;

  all->is_glue |= one->is_glue;
  if (all->words != NULL && one->words != NULL && all->words->len + one->words->len <= OD_PHRASE_MAX_WORDS)
    {
      od_word_list_append (all->words, one->words);
      return;
    }
  become_guard (all);
  if (all->guard != NULL && sure != NULL && od_word_list_shortest (sure) >= 1)
    od_word_list_append (all->guard, sure);
  else
    g_clear_pointer (&all->guard, g_ptr_array_unref);
}

static Part
read_choice (Reader *reader)
{
  Part all = { .words = od_word_list_new () };

  for (;;)
    {
      g_auto (OdPhrasePart) one = read_sequence (reader);

      add_alternative (&all, &one);
      if (*reader->at != '|' || reader->is_odd)
        return all;
      reader->at++;
    }
}

gboolean
od_phrase_part_read (OdPhrasePart *part, const char *expression)
{
  Reader reader = { expression, 0, FALSE };

  *part = read_choice (&reader);
  if (*reader.at == '\0' && !reader.is_odd)
    return TRUE;
  od_phrase_part_clear (part);
  return FALSE;
}
