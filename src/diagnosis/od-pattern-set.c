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
} Recipe;

typedef enum
{
  PIECE_OF_WORDS,     /* the tree tells */
  PIECE_WITH_GUARD,   /* ask the expression where the tree saw a word of it */
  PIECE_WITHOUT_GUARD /* ask the expression */
} PieceKind;

struct _OdPatternSet
{
  GPtrArray *pieces;  /* OdPattern *, not owned */
  GArray *kinds;      /* PieceKind: one a piece */
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

/* Where one piece was found; for a piece with a guard first where the guard was. */
typedef struct
{
  guint8 count;
  guint8 is_asked; /* the expression was asked already */
  Place places[MAX_PLACES];
} Finds;

struct _OdPatternHits
{
  const OdPatternSet *set;
  guint serial;
  const char *text;
  Finds *finds;    /* one a piece */
  GArray *touched; /* guint: pieces with finds, to be cleared */
  guint8 *opened;  /* one a pattern: its first piece may be there */
};

static void
hits_free (gpointer data)
{
  OdPatternHits *hits = data;

  g_free (hits->finds);
  g_array_unref (hits->touched);
  g_free (hits->opened);
  g_free (hits);
}

static GPrivate hits_of_threads = G_PRIVATE_INIT (hits_free);
static guint last_serial = 0;

static void
open_patterns (OdPatternHits *hits, guint piece, guint8 whether)
{
  const GArray *openers = hits->set->openers->pdata[piece];

  for (guint i = 0; i < openers->len; i++)
    hits->opened[g_array_index (openers, guint, i)] = whether;
}

/* These must always be asked. */
static void
open_what_has_no_guard (OdPatternHits *hits)
{
  for (guint i = 0; i < hits->set->pieces->len; i++)
    if (g_array_index (hits->set->kinds, PieceKind, i) == PIECE_WITHOUT_GUARD)
      open_patterns (hits, i, TRUE);
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
  hits->touched = g_array_new (FALSE, FALSE, sizeof (guint));
  hits->opened = g_new0 (guint8, self->recipes->len + 1);
  open_what_has_no_guard (hits);
  g_private_replace (&hits_of_threads, hits);
  return hits;
}

static guint
add_piece (OdPatternSet *self, OdPattern *piece)
{
  g_autoptr (OdPhrase) phrase = od_phrase_new (piece->expression);
  PieceKind kind = phrase->is_complete ? PIECE_OF_WORDS : PIECE_WITH_GUARD;
  guint place = self->pieces->len;

  if (phrase->words->len == 0)
    kind = PIECE_WITHOUT_GUARD;
  for (guint i = 0; i < phrase->words->len; i++)
    {
      const OdWord *word = &g_array_index (phrase->words, OdWord, i);

      od_word_tree_add (self->tree, word->text, word->whole, place);
    }
  g_ptr_array_add (self->pieces, piece);
  g_ptr_array_add (self->openers, g_array_new (FALSE, FALSE, sizeof (guint)));
  g_array_append_val (self->kinds, kind);
  return place;
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
  Recipe recipe = { 1, { 0 } };

  pattern->scan_id = (int) place;
  if (pattern->parts == NULL)
    recipe.pieces[0] = place_of_piece (self, pattern, places);
  else
    recipe.count = MIN (pattern->parts->len, MAX_PIECES);
  for (guint i = 0; pattern->parts != NULL && i < recipe.count; i++)
    recipe.pieces[i] = place_of_piece (self, pattern->parts->pdata[i], places);
  g_array_append_val (self->recipes, recipe);
  g_array_append_val ((GArray *) self->openers->pdata[recipe.pieces[0]], place);
}

OdPatternSet *
od_pattern_set_new (GPtrArray *patterns)
{
  OdPatternSet *self = g_new0 (OdPatternSet, 1);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  self->pieces = g_ptr_array_new ();
  self->kinds = g_array_new (FALSE, FALSE, sizeof (PieceKind));
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
  g_array_unref (self->kinds);
  g_array_unref (self->recipes);
  g_ptr_array_unref (self->openers);
  od_word_tree_free (self->tree);
  g_free (self);
}

static void
note_word (guint piece, guint start, guint end, gpointer user_data)
{
  OdPatternHits *hits = user_data;
  Finds *finds = &hits->finds[piece];

  if (finds->count == 0)
    {
      g_array_append_val (hits->touched, piece);
      open_patterns (hits, piece, TRUE);
    }
  if (finds->count < MAX_PLACES && end < MAX_TEXT)
    finds->places[finds->count++] = (Place){ (guint16) start, (guint16) end };
}

static void
forget (OdPatternHits *hits)
{
  for (guint i = 0; i < hits->touched->len; i++)
    {
      guint piece = g_array_index (hits->touched, guint, i);

      hits->finds[piece].count = 0;
      hits->finds[piece].is_asked = FALSE;
      if (g_array_index (hits->set->kinds, PieceKind, piece) != PIECE_WITHOUT_GUARD)
        open_patterns (hits, piece, FALSE);
    }
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

/* Puts the places of the expression in that of its guard. */
static void
ask_expression (OdPatternHits *self, guint piece, Finds *finds)
{
  OdPattern *pattern = self->set->pieces->pdata[piece];
  int start = 0;
  int end = 0;

  if (finds->count == 0)
    g_array_append_val (self->touched, piece);
  finds->count = 0;
  finds->is_asked = TRUE;
  for (int from = 0; finds->count < MAX_PLACES &&
                     od_pattern_find_from (pattern, self->text, from, &start, &end) && end < MAX_TEXT;
       from = MAX (start + 1, end))
    finds->places[finds->count++] = (Place){ (guint16) start, (guint16) end };
}

static const Finds *
finds_of (OdPatternHits *self, guint piece)
{
  PieceKind kind = g_array_index (self->set->kinds, PieceKind, piece);
  Finds *finds = &self->finds[piece];

  if (kind == PIECE_OF_WORDS || finds->is_asked)
    return finds;
  if (kind == PIECE_WITHOUT_GUARD || finds->count > 0)
    ask_expression (self, piece, finds);
  return finds;
}

/* Whether the pieces from @place on follow within reach of @before, in order. */
static gboolean
rest_follows (OdPatternHits *self, const Recipe *recipe, guint place, guint before)
{
  const Finds *finds = finds_of (self, recipe->pieces[place]);

  for (guint i = 0; i < finds->count; i++)
    if (finds->places[i].start >= before && finds->places[i].start - before <= OD_PATTERN_REACH &&
        (place + 1 == recipe->count || rest_follows (self, recipe, place + 1, finds->places[i].end)))
      return TRUE;
  return FALSE;
}

/* Cheap: a piece that the tree did not see rules the pattern out. */
static gboolean
is_ruled_out (const OdPatternHits *self, const Recipe *recipe)
{
  for (guint i = 0; i < recipe->count; i++)
    if (self->finds[recipe->pieces[i]].count == 0 &&
        g_array_index (self->set->kinds, PieceKind, recipe->pieces[i]) != PIECE_WITHOUT_GUARD)
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

  if (!self->opened[scan_id] || is_ruled_out (self, recipe))
    return FALSE;
  finds = finds_of (self, recipe->pieces[0]);
  if (recipe->count == 1)
    return finds->count > 0;
  for (guint i = 0; i < finds->count; i++)
    if (rest_follows (self, recipe, 1, finds->places[i].end))
      return TRUE;
  return FALSE;
}
