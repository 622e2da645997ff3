/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns as recipes of pieces, pieces as words in the tree or as expressions behind guards. Any thread. It
 * asks no text (od-pattern-hits.c) and knows nothing of rules. */

#include "od-pattern-set-private.h"

#include "od-pattern-text.h"
#include "od-phrase.h"

static guint last_serial = 0;

/* A set on the way. */
typedef struct
{
  OdPatternSet *set;
  GPtrArray *rests_of; /* GArray of guint, one a piece */
  GPtrArray *openers;
  GHashTable *places; /* OdPattern * of a piece → place + 1 */
} Maker;

static void
add_words (const Maker *maker, const GArray *words, guint owner)
{
  for (guint i = 0; i < words->len; i++)
    {
      const OdWord *word = &g_array_index (words, OdWord, i);

      od_word_tree_add (maker->set->tree, word->text, word->whole, owner);
    }
}

static void
add_rest (const Maker *maker, const OdRest *from, guint piece)
{
  OdPieceRest rest = { od_pattern_new_piece (from->expression), piece, from->guard->len > 0 };
  guint place = maker->set->rests->len;

  g_array_append_val (maker->set->rests, rest);
  g_array_append_val ((GArray *) maker->rests_of->pdata[piece], place);
  add_words (maker, from->guard, OD_OWNER_GUARD (place));
}

static guint
add_piece (const Maker *maker, const OdPattern *pattern)
{
  g_autoptr (OdPhrase) phrase = od_phrase_new (pattern->expression);
  guint piece = maker->set->piece_count++;

  g_ptr_array_add (maker->rests_of, g_array_new (FALSE, FALSE, sizeof (guint)));
  g_ptr_array_add (maker->openers, g_array_new (FALSE, FALSE, sizeof (guint)));
  add_words (maker, phrase->words, OD_OWNER_PIECE (piece));
  for (guint i = 0; i < phrase->rests->len; i++)
    add_rest (maker, &g_array_index (phrase->rests, OdRest, i), piece);
  return piece;
}

static guint
place_of_piece (const Maker *maker, OdPattern *piece)
{
  gpointer known = g_hash_table_lookup (maker->places, piece);
  guint place;

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  place = add_piece (maker, piece);
  g_hash_table_insert (maker->places, piece, GUINT_TO_POINTER (place + 1));
  return place;
}

static void
add_pattern (const Maker *maker, OdPattern *pattern, guint place)
{
  OdRecipe recipe = { 1, { 0 }, { 0 } };

  if (pattern->parts == NULL)
    recipe.pieces[0] = place_of_piece (maker, pattern);
  else
    recipe.count = MIN (pattern->parts->len, OD_PATTERN_MAX_PIECES);
  for (guint i = 0; pattern->parts != NULL && i < recipe.count; i++)
    {
      recipe.pieces[i] = place_of_piece (maker, pattern->parts->pdata[i]);
      recipe.reaches[i] = g_array_index (pattern->reaches, guint, i);
    }
  g_array_append_val (maker->set->recipes, recipe);
  g_array_append_val ((GArray *) maker->openers->pdata[recipe.pieces[recipe.count - 1]], place);
}

static void
add_patterns (OdPatternSet *self, const GPtrArray *patterns)
{
  g_autoptr (GPtrArray) rests_of = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) openers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  const Maker maker = { self, rests_of, openers, places };

  for (guint i = 0; i < patterns->len; i++)
    add_pattern (&maker, patterns->pdata[i], i);
  self->rests_of = od_number_lists_new (rests_of);
  self->openers = od_number_lists_new (openers);
  od_word_tree_seal (self->tree);
}

static void
rest_clear (gpointer data)
{
  od_pattern_free (((OdPieceRest *) data)->pattern);
}

void
od_pattern_set_wake (OdPatternSet *self)
{
  self->serial = (guint) g_atomic_int_add (&last_serial, 1) + 1;
}

OdPatternSet *
od_pattern_set_new (const GPtrArray *patterns)
{
  OdPatternSet *self = g_new0 (OdPatternSet, 1);

  self->rests = g_array_new (FALSE, FALSE, sizeof (OdPieceRest));
  g_array_set_clear_func (self->rests, rest_clear);
  self->recipes = g_array_new (FALSE, FALSE, sizeof (OdRecipe));
  self->tree = od_word_tree_new ();
  od_pattern_set_wake (self);
  add_patterns (self, patterns);
  return self;
}

void
od_pattern_set_free (OdPatternSet *self)
{
  if (self == NULL)
    return;
  od_pattern_hits_drop ();
  od_number_lists_free (self->rests_of);
  od_number_lists_free (self->openers);
  g_array_unref (self->rests);
  g_array_unref (self->recipes);
  od_word_tree_free (self->tree);
  g_free (self);
}

void
od_pattern_set_prepare (const OdPatternSet *self, const char *text, GString *out)
{
  od_pattern_text_append (out, text, self->tree);
}
