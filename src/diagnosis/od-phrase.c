/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads an expression by recursive descent and keeps, for every part, the list of words it stands for while
 * that is finite and short enough, and the best guard otherwise. Pure; any thread. It matches nothing. */

#include "od-phrase.h"

#include <string.h>

/* Longer lists are not worth it: an expression behind a guard does better. */
#define MAX_WORDS 6000
/* A guard of shorter words would be found everywhere. */
#define MIN_GUARD 3
/* Stands for a boundary of words inside the lists. */
#define BOUNDARY '\1'

/* What a part of an expression can be. */
typedef struct
{
  GPtrArray *words; /* char *: all it can be; NULL: too many */
  GPtrArray *guard; /* char *: one of these must be in it; NULL: nothing is sure */
} Part;

typedef struct
{
  const char *at;
} Reader;

static Part read_alternatives (Reader *reader);
static void part_clear (Part *part);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

static GPtrArray *
list_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static GPtrArray *
list_of (const char *word)
{
  GPtrArray *list = list_new ();

  g_ptr_array_add (list, g_strdup (word));
  return list;
}

static void
part_clear (Part *part)
{
  g_clear_pointer (&part->words, g_ptr_array_unref);
  g_clear_pointer (&part->guard, g_ptr_array_unref);
}

static void
append_all (GPtrArray *list, const GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (list, g_strdup (more->pdata[i]));
}

/* Every word of @first with every word of @second behind it; NULL if that is too many. */
static GPtrArray *
product (const GPtrArray *first, const GPtrArray *second)
{
  GPtrArray *list;

  if (first->len * second->len > MAX_WORDS)
    return NULL;
  list = list_new ();
  for (guint i = 0; i < first->len; i++)
    for (guint j = 0; j < second->len; j++)
      g_ptr_array_add (list, g_strconcat (first->pdata[i], second->pdata[j], NULL));
  return list;
}

static gsize
letters_in (const char *word)
{
  gsize letters = 0;

  for (; *word != '\0'; word++)
    letters += *word != BOUNDARY && *word != ' ';
  return letters;
}

static gsize
shortest (const GPtrArray *list)
{
  gsize length = G_MAXSIZE;

  for (guint i = 0; i < list->len; i++)
    length = MIN (length, letters_in (list->pdata[i]));
  return list->len > 0 ? length : 0;
}

/* Keeps the better guard of a sequence: the later one, for what is said of a thing is rarer than the thing
 * ("mailbox … is full"); among short words the one with the longer ones. */
static void
offer_guard (GPtrArray **best, const GPtrArray *candidate)
{
  if (candidate == NULL || shortest (candidate) < MIN_GUARD)
    return;
  if (*best != NULL && shortest (candidate) <= MIN_GUARD && shortest (*best) >= shortest (candidate))
    return;
  g_clear_pointer (best, g_ptr_array_unref);
  *best = list_new ();
  append_all (*best, candidate);
}

/* The letters of a class "[ao]", each as a word; NULL for ranges and exclusions. */
static GPtrArray *
read_class (Reader *reader)
{
  g_autoptr (GPtrArray) letters = list_new ();
  gboolean is_listed = reader->at[0] != '^';

  for (; *reader->at != '\0' && *reader->at != ']'; reader->at++)
    {
      if (*reader->at == '\\' && reader->at[1] != '\0')
        is_listed &= g_ascii_ispunct (*++reader->at);
      else if (reader->at[0] == '-' && letters->len > 0 && reader->at[1] != ']')
        is_listed = FALSE;
      g_ptr_array_add (letters, g_strndup (reader->at, 1));
    }
  reader->at += *reader->at == ']';
  return is_listed ? g_steal_pointer (&letters) : NULL;
}

/* Whether the group that begins behind "(" looks around; then @reader stands behind it. */
static gboolean
skip_look_around (Reader *reader)
{
  guint depth = 1;

  if (reader->at[0] != '?' || reader->at[1] == ':')
    return FALSE;
  for (; *reader->at != '\0' && depth > 0; reader->at++)
    {
      if (*reader->at == '\\' && reader->at[1] != '\0')
        reader->at++;
      else if (*reader->at == '(')
        depth++;
      else if (*reader->at == ')')
        depth--;
    }
  return TRUE;
}

static Part
read_group (Reader *reader)
{
  Part part = { NULL, NULL };

  if (skip_look_around (reader))
    return part;
  if (reader->at[0] == '?')
    reader->at += 2;
  part = read_alternatives (reader);
  reader->at += *reader->at == ')';
  return part;
}

static Part
read_escape (Reader *reader)
{
  const char escaped[2] = { *reader->at, '\0' };
  const char boundary[2] = { BOUNDARY, '\0' };
  Part part = { NULL, NULL };

  reader->at += *reader->at != '\0';
  if (*escaped == 'b')
    part.words = list_of (boundary);
  else if (g_ascii_ispunct (*escaped))
    part.words = list_of (escaped);
  return part;
}

static Part
read_atom (Reader *reader)
{
  const char letter[2] = { *reader->at, '\0' };
  Part part = { NULL, NULL };

  reader->at++;
  if (*letter == '(')
    return read_group (reader);
  if (*letter == '\\')
    return read_escape (reader);
  if (*letter == '[')
    part.words = read_class (reader);
  else if (strchr (".^$", *letter) == NULL)
    part.words = list_of (letter);
  return part;
}

/* How often: @least and @most; @most over 3 stands for too often. */
static void
read_count (Reader *reader, guint *least, guint *most)
{
  *least = 1;
  *most = 1;
  if (*reader->at == '?' || *reader->at == '*')
    *least = 0;
  if (*reader->at == '*' || *reader->at == '+')
    *most = G_MAXUINT;
  if (strchr ("?*+", *reader->at) != NULL && *reader->at != '\0')
    reader->at++;
  else if (*reader->at == '{')
    {
      char *end = NULL;

      *least = (guint) g_ascii_strtoull (reader->at + 1, &end, 10);
      *most = *end == ',' ? (guint) g_ascii_strtoull (end + 1, &end, 10) : *least;
      reader->at = *end == '}' ? end + 1 : end;
    }
  if (*reader->at == '?')
    reader->at++; /* as little as possible: the same for what can be there */
}

/* @words @least to @most times. */
static GPtrArray *
repeat (const GPtrArray *words, guint least, guint most)
{
  g_autoptr (GPtrArray) times = list_of ("");
  g_autoptr (GPtrArray) all = list_new ();

  if (most > 3)
    return NULL;
  for (guint i = 0; i <= most; i++)
    {
      GPtrArray *more;

      if (i >= least)
        append_all (all, times);
      if (i == most)
        break;
      more = product (times, words);
      if (more == NULL)
        return NULL;
      g_ptr_array_unref (times);
      times = more;
    }
  return all->len <= MAX_WORDS ? g_steal_pointer (&all) : NULL;
}

static Part
read_repeated (Reader *reader)
{
  g_auto (Part) once = read_atom (reader);
  Part part = { NULL, NULL };
  guint least = 1;
  guint most = 1;

  read_count (reader, &least, &most);
  if (once.words != NULL)
    part.words = repeat (once.words, least, most);
  if (part.words == NULL && least > 0 && once.words != NULL)
    part.guard = g_steal_pointer (&once.words);
  else if (part.words == NULL && least > 0)
    part.guard = g_steal_pointer (&once.guard);
  return part;
}

/* What comes next in a sequence: words so far, whether all of it so far is said by them, the best guard. */
typedef struct
{
  GPtrArray *run;
  GPtrArray *guard;
  gboolean is_complete;
} Sequence;

static void
add_to_sequence (Sequence *sequence, const Part *part, gboolean is_optional_end)
{
  GPtrArray *longer = part->words != NULL ? product (sequence->run, part->words) : NULL;

  if (longer == NULL && is_optional_end)
    return;
  if (longer == NULL)
    {
      offer_guard (&sequence->guard, sequence->run);
      offer_guard (&sequence->guard, part->words != NULL ? part->words : part->guard);
      sequence->is_complete = FALSE;
      longer = list_of ("");
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
read_sequence (Reader *reader, gboolean is_outermost)
{
  Sequence sequence = { list_of (""), NULL, TRUE };
  Part part = { NULL, NULL };

  while (!is_at_end (reader))
    {
      g_auto (Part) next = read_repeated (reader);
      gboolean says_nothing = next.words == NULL && next.guard == NULL && reader->at[-1] == '*';

      add_to_sequence (&sequence, &next, is_outermost && says_nothing && is_at_end (reader));
    }
  if (sequence.is_complete)
    part.words = g_steal_pointer (&sequence.run);
  else
    offer_guard (&sequence.guard, sequence.run);
  part.guard = g_steal_pointer (&sequence.guard);
  g_clear_pointer (&sequence.run, g_ptr_array_unref);
  return part;
}

/* Adds one alternative to the others. */
static void
add_alternative (Part *all, const Part *one)
{
  const GPtrArray *sure = one->words != NULL ? one->words : one->guard;

  if (all->words != NULL && one->words != NULL && all->words->len + one->words->len <= MAX_WORDS)
    append_all (all->words, one->words);
  else
    g_clear_pointer (&all->words, g_ptr_array_unref);
  if (all->guard != NULL && sure != NULL && shortest (sure) >= 1)
    append_all (all->guard, sure);
  else
    g_clear_pointer (&all->guard, g_ptr_array_unref);
}

static Part
read_choice (Reader *reader, gboolean is_outermost)
{
  Part all = { list_new (), list_new () };

  for (;;)
    {
      g_auto (Part) one = read_sequence (reader, is_outermost);

      add_alternative (&all, &one);
      if (*reader->at != '|')
        return all;
      reader->at++;
    }
}

static Part
read_alternatives (Reader *reader)
{
  return read_choice (reader, FALSE);
}

/* Without the marks of boundaries, without spaces around: a word begins where a word begins anyway. */
static void
add_word (GArray *words, const char *marked)
{
  gsize length = strlen (marked);
  OdWord word = { NULL, length > 0 && marked[length - 1] == BOUNDARY };
  g_auto (GStrv) pieces = g_strsplit (marked, "\1", -1);

  word.text = g_strchug (g_strjoinv ("", pieces));
  if (*word.text == '\0')
    g_free (word.text);
  else
    g_array_append_val (words, word);
}

static void
word_clear (gpointer data)
{
  g_free (((OdWord *) data)->text);
}

static GArray *
words_new (void)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (OdWord));

  g_array_set_clear_func (words, word_clear);
  return words;
}

static void
rest_clear (gpointer data)
{
  OdRest *rest = data;

  g_free (rest->expression);
  g_array_unref (rest->guard);
}

static void
add_words (GArray *words, const GPtrArray *marked)
{
  for (guint i = 0; marked != NULL && i < marked->len; i++)
    add_word (words, marked->pdata[i]);
}

static void
add_rest (OdPhrase *self, const char *expression, const GPtrArray *guard)
{
  OdRest rest = { g_strdup (expression), words_new () };

  add_words (rest.guard, guard);
  g_array_append_val (self->rests, rest);
}

static void
read_alternative (OdPhrase *self, const char *expression)
{
  Reader reader = { expression };
  g_auto (Part) part = read_choice (&reader, TRUE);

  if (*reader.at != '\0')
    add_rest (self, expression, NULL);
  else if (part.words != NULL)
    add_words (self->words, part.words);
  else
    add_rest (self, expression, part.guard);
}

/* Length of the group, class, escape or letter at @text. */
static gsize
atom_length (const char *text)
{
  Reader reader = { text };
  g_auto (Part) part = { NULL, NULL };

  if (*text == '(')
    {
      guint depth = 0;

      do
        {
          gsize length = *reader.at == '(' ? 1 : atom_length (reader.at);

          depth += *reader.at == '(';
          depth -= *reader.at == ')';
          reader.at += length;
        }
      while (depth > 0 && *reader.at != '\0');
      return (gsize) (reader.at - text);
    }
  if (*text != '[' && *text != '\\')
    return 1;
  part = read_atom (&reader);
  return (gsize) (reader.at - text);
}

/* Where the next alternative of the outermost choice begins; NULL: there is none. */
static const char *
next_bar (const char *text)
{
  while (*text != '\0' && *text != '|')
    text += atom_length (text);
  return *text == '|' ? text : NULL;
}

static void split (OdPhrase *self, const char *before, const char *inner, const char *behind);

/* An expression that is one group, boundaries of words aside, is as many as the group has alternatives. */
static void
split_group (OdPhrase *self, const char *expression)
{
  const char *group = g_str_has_prefix (expression, "\\b") ? expression + 2 : expression;
  gsize length = *group == '(' ? atom_length (group) : 0;
  const char *behind = group + length;
  gboolean is_split = length > 2 && (*behind == '\0' || g_str_equal (behind, "\\b"));
  const char *first = group + (g_str_has_prefix (group, "(?:") ? 3 : 1);
  g_autofree char *before = NULL;
  g_autofree char *inner = NULL;

  if (!is_split || *first == '?')
    {
      read_alternative (self, expression);
      return;
    }
  before = g_strndup (expression, (gsize) (group - expression));
  inner = g_strndup (first, (gsize) (behind - 1 - first));
  split (self, before, inner, behind);
}

static void
split (OdPhrase *self, const char *before, const char *inner, const char *behind)
{
  while (inner != NULL)
    {
      const char *bar = next_bar (inner);
      g_autofree char *one = bar != NULL ? g_strndup (inner, (gsize) (bar - inner)) : g_strdup (inner);
      g_autofree char *whole = g_strconcat (before, one, behind, NULL);

      split_group (self, whole);
      inner = bar != NULL ? bar + 1 : NULL;
    }
}

OdPhrase *
od_phrase_new (const char *expression)
{
  OdPhrase *self = g_new0 (OdPhrase, 1);

  self->words = words_new ();
  self->rests = g_array_new (FALSE, FALSE, sizeof (OdRest));
  g_array_set_clear_func (self->rests, rest_clear);
  split (self, "", expression, "");
  return self;
}

void
od_phrase_free (OdPhrase *self)
{
  g_array_unref (self->words);
  g_array_unref (self->rests);
  g_free (self);
}
