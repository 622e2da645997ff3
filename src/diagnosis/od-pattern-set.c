/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns as recipes of pieces, pieces as words in the tree or as expressions behind guards. The working
 * memory is one a thread. It knows nothing of rules. */

#include "od-pattern-set.h"

#include <string.h>

#include "od-phrase.h"
#include "od-word-tree.h"

/* So many places of one piece are remembered, and so many pieces a pattern may have. */
#define MAX_PLACES 7
#define MAX_PIECES 4

typedef struct
{
  guint count;
  guint pieces[MAX_PIECES];
  guint reaches[MAX_PIECES];
} Recipe;

/* An alternative of a piece that only an expression can say. */
typedef struct
{
  OdPattern *pattern;
  guint piece;
  gboolean is_guarded; /* ask it only where the tree saw a word of it */
} Rest;

/* What a word in the tree stands for: a piece, or the guard of a rest. */
#define OWNER_PIECE(piece) ((piece) << 1)
#define OWNER_GUARD(rest)  (((rest) << 1) | 1)

struct _OdPatternSet
{
  GPtrArray *pieces;  /* GArray of guint, one a piece: its rests */
  GArray *rests;      /* Rest */
  GArray *recipes;    /* Recipe: one a pattern */
  GPtrArray *openers; /* GArray of guint, one a piece: patterns that it opens */
  OdWordTree *tree;
  guint serial; /* never the same for two sets of a process */
};

/* Words of servers are short; what is longer than this is not looked at. */
#define MAX_TEXT 65000

typedef struct
{
  guint16 start;
  guint16 end;
} Place;

/* Where one piece was found. */
typedef struct
{
  guint8 count;
  guint8 is_touched; /* the tree saw something of it */
  guint8 is_asked;   /* its rests were asked already */
  Place places[MAX_PLACES];
} Finds;

struct _OdPatternHits
{
  const OdPatternSet *set;
  guint serial;
  const char *text;
  Finds *finds;    /* one a piece */
  guint8 *guards;  /* one a rest: a word of its guard was seen */
  GArray *touched; /* guint: pieces of which something was seen, to be cleared */
  guint8 *opened;  /* one a pattern: its first piece may be there */
};

static void
hits_free (gpointer data)
{
  OdPatternHits *hits = data;

  g_free (hits->finds);
  g_free (hits->guards);
  g_array_unref (hits->touched);
  g_free (hits->opened);
  g_free (hits);
}

static GPrivate hits_of_threads = G_PRIVATE_INIT (hits_free);
static guint last_serial = 0;

/* Of patterns that stay open. */
#define ALWAYS 2

static void
open_patterns (OdPatternHits *hits, guint piece, guint8 whether)
{
  const GArray *openers = hits->set->openers->pdata[piece];

  for (guint i = 0; i < openers->len; i++)
    {
      guint8 *opened = &hits->opened[g_array_index (openers, guint, i)];

      if (*opened != ALWAYS)
        *opened = whether;
    }
}

/* These must always be asked, so they stay open. */
static void
open_what_has_no_guard (OdPatternHits *hits)
{
  for (guint i = 0; i < hits->set->rests->len; i++)
    {
      const Rest *rest = &g_array_index (hits->set->rests, Rest, i);

      if (!rest->is_guarded)
        open_patterns (hits, rest->piece, ALWAYS);
    }
}

static OdPatternHits *
hits_of_thread (const OdPatternSet *self)
{
  OdPatternHits *hits = g_private_get (&hits_of_threads);

  if (hits != NULL && hits->serial == self->serial)
    return hits;
  hits = g_new0 (OdPatternHits, 1);
  hits->set = self;
  hits->serial = self->serial;
  hits->finds = g_new0 (Finds, self->pieces->len + 1);
  hits->guards = g_new0 (guint8, self->rests->len + 1);
  hits->touched = g_array_new (FALSE, FALSE, sizeof (guint));
  hits->opened = g_new0 (guint8, self->recipes->len + 1);
  open_what_has_no_guard (hits);
  g_private_replace (&hits_of_threads, hits);
  return hits;
}

static void
add_words (OdPatternSet *self, const GArray *words, guint owner)
{
  for (guint i = 0; i < words->len; i++)
    {
      const OdWord *word = &g_array_index (words, OdWord, i);

      od_word_tree_add (self->tree, word->text, word->whole, owner);
    }
}

static void
add_rest (OdPatternSet *self, const OdRest *from, guint piece)
{
  Rest rest = { od_pattern_new_piece (from->expression), piece, from->guard->len > 0 };
  guint place = self->rests->len;

  g_array_append_val (self->rests, rest);
  g_array_append_val ((GArray *) self->pieces->pdata[piece], place);
  add_words (self, from->guard, OWNER_GUARD (place));
}

static guint
add_piece (OdPatternSet *self, const OdPattern *pattern)
{
  g_autoptr (OdPhrase) phrase = od_phrase_new (pattern->expression);
  guint piece = self->pieces->len;

  g_ptr_array_add (self->pieces, g_array_new (FALSE, FALSE, sizeof (guint)));
  g_ptr_array_add (self->openers, g_array_new (FALSE, FALSE, sizeof (guint)));
  add_words (self, phrase->words, OWNER_PIECE (piece));
  for (guint i = 0; i < phrase->rests->len; i++)
    add_rest (self, &g_array_index (phrase->rests, OdRest, i), piece);
  return piece;
}

static guint
place_of_piece (OdPatternSet *self, OdPattern *piece, GHashTable *places)
{
  gpointer known = g_hash_table_lookup (places, piece);
  guint place;

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  place = add_piece (self, piece);
  g_hash_table_insert (places, piece, GUINT_TO_POINTER (place + 1));
  return place;
}

static void
add_pattern (OdPatternSet *self, OdPattern *pattern, guint place, GHashTable *places)
{
  Recipe recipe = { 1, { 0 }, { 0 } };

  pattern->scan_id = (int) place;
  if (pattern->parts == NULL)
    recipe.pieces[0] = place_of_piece (self, pattern, places);
  else
    recipe.count = MIN (pattern->parts->len, MAX_PIECES);
  for (guint i = 0; pattern->parts != NULL && i < recipe.count; i++)
    {
      recipe.pieces[i] = place_of_piece (self, pattern->parts->pdata[i], places);
      recipe.reaches[i] = g_array_index (pattern->reaches, guint, i);
    }
  g_array_append_val (self->recipes, recipe);
  g_array_append_val ((GArray *) self->openers->pdata[recipe.pieces[0]], place);
}

static void
rest_clear (gpointer data)
{
  od_pattern_free (((Rest *) data)->pattern);
}

OdPatternSet *
od_pattern_set_new (GPtrArray *patterns)
{
  OdPatternSet *self = g_new0 (OdPatternSet, 1);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->rests = g_array_new (FALSE, FALSE, sizeof (Rest));
  g_array_set_clear_func (self->rests, rest_clear);
  self->recipes = g_array_new (FALSE, FALSE, sizeof (Recipe));
  self->openers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->tree = od_word_tree_new ();
  self->serial = (guint) g_atomic_int_add (&last_serial, 1) + 1;
  for (guint i = 0; i < patterns->len; i++)
    add_pattern (self, patterns->pdata[i], i, places);
  od_word_tree_seal (self->tree);
  return self;
}

void
od_pattern_set_free (OdPatternSet *self)
{
  if (self == NULL)
    return;
  g_private_replace (&hits_of_threads, NULL);
  g_ptr_array_unref (self->pieces);
  g_array_unref (self->rests);
  g_array_unref (self->recipes);
  g_ptr_array_unref (self->openers);
  od_word_tree_free (self->tree);
  g_free (self);
}

static void
touch (OdPatternHits *hits, guint piece)
{
  if (hits->finds[piece].is_touched)
    return;
  hits->finds[piece].is_touched = TRUE;
  g_array_append_val (hits->touched, piece);
  open_patterns (hits, piece, TRUE);
}

static void
add_find (Finds *finds, guint start, guint end)
{
  if (finds->count < MAX_PLACES && end < MAX_TEXT)
    finds->places[finds->count++] = (Place){ (guint16) start, (guint16) end };
}

static void
note_guard (OdPatternHits *hits, guint rest)
{
  hits->guards[rest] = TRUE;
  touch (hits, g_array_index (hits->set->rests, Rest, rest).piece);
}

static void
note_word (guint owner, guint start, guint end, gpointer user_data)
{
  OdPatternHits *hits = user_data;

  if (owner & 1)
    {
      note_guard (hits, owner >> 1);
      return;
    }
  touch (hits, owner >> 1);
  add_find (&hits->finds[owner >> 1], start, end);
}

static void
forget_piece (OdPatternHits *hits, guint piece)
{
  const GArray *rests = hits->set->pieces->pdata[piece];

  hits->finds[piece].count = 0;
  hits->finds[piece].is_touched = FALSE;
  hits->finds[piece].is_asked = FALSE;
  for (guint i = 0; i < rests->len; i++)
    hits->guards[g_array_index (rests, guint, i)] = FALSE;
  open_patterns (hits, piece, FALSE);
}

static void
forget (OdPatternHits *hits)
{
  for (guint i = 0; i < hits->touched->len; i++)
    forget_piece (hits, g_array_index (hits->touched, guint, i));
  g_array_set_size (hits->touched, 0);
}

OdPatternHits *
od_pattern_set_scan (const OdPatternSet *self, const char *text)
{
  OdPatternHits *hits = hits_of_thread (self);

  forget (hits);
  hits->text = text;
  od_word_tree_walk (self->tree, text, note_word, hits);
  return hits;
}

static void
ask_rest (OdPatternHits *self, const Rest *rest, Finds *finds)
{
  int start = 0;
  int end = 0;

  for (int from = 0; finds->count < MAX_PLACES &&
                     od_pattern_find_from (rest->pattern, self->text, from, &start, &end) && end < MAX_TEXT;
       from = MAX (start + 1, end))
    add_find (finds, (guint) start, (guint) end);
}

static const Finds *
finds_of (OdPatternHits *self, guint piece)
{
  const GArray *rests = self->set->pieces->pdata[piece];
  Finds *finds = &self->finds[piece];

  if (finds->is_asked)
    return finds;
  finds->is_asked = TRUE;
  if (rests->len > 0)
    touch (self, piece); /* so that it is forgotten again */
  for (guint i = 0; i < rests->len; i++)
    {
      guint place = g_array_index (rests, guint, i);
      const Rest *rest = &g_array_index (self->set->rests, Rest, place);

      if (!rest->is_guarded || self->guards[place])
        ask_rest (self, rest, finds);
    }
  return finds;
}

/* Whether the pieces from @place on follow within reach of @before, in order. */
static gboolean
rest_follows (OdPatternHits *self, const Recipe *recipe, guint place, guint before)
{
  const Finds *finds = finds_of (self, recipe->pieces[place]);

  for (guint i = 0; i < finds->count; i++)
    if (finds->places[i].start >= before &&
        (guint) finds->places[i].start - before <= recipe->reaches[place] &&
        (place + 1 == recipe->count || rest_follows (self, recipe, place + 1, finds->places[i].end)))
      return TRUE;
  return FALSE;
}

const guint8 *
od_pattern_hits_opened (const OdPatternHits *self)
{
  return self->opened;
}

gboolean
od_pattern_hits_contain (OdPatternHits *self, guint scan_id)
{
  const Recipe *recipe = &g_array_index (self->set->recipes, Recipe, scan_id);
  const Finds *finds;

  if (!self->opened[scan_id])
    return FALSE;
  finds = finds_of (self, recipe->pieces[0]);
  if (recipe->count == 1)
    return finds->count > 0;
  for (guint i = 0; i < finds->count; i++)
    if (rest_follows (self, recipe, 1, finds->places[i].end))
      return TRUE;
  return FALSE;
}
