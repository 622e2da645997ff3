/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns as recipes of pieces, pieces as words in the tree or as expressions behind guards. Any thread. It
 * asks no text (od-pattern-hits.c) and knows nothing of rules. */

#include "od-pattern-set-private.h"

#include "od-pattern-text.h"
#include "od-phrase.h"

static guint last_serial = 0;

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
  OdPieceRest rest = { od_pattern_new_piece (from->expression), piece, from->guard->len > 0 };
  guint place = self->rests->len;

  g_array_append_val (self->rests, rest);
  g_array_append_val ((GArray *) self->pieces->pdata[piece], place);
  add_words (self, from->guard, OD_OWNER_GUARD (place));
}

static guint
add_piece (OdPatternSet *self, const OdPattern *pattern)
{
  g_autoptr (OdPhrase) phrase = od_phrase_new (pattern->expression);
  guint piece = self->pieces->len;

  g_ptr_array_add (self->pieces, g_array_new (FALSE, FALSE, sizeof (guint)));
  g_ptr_array_add (self->openers, g_array_new (FALSE, FALSE, sizeof (guint)));
  add_words (self, phrase->words, OD_OWNER_PIECE (piece));
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
  OdRecipe recipe = { 1, { 0 }, { 0 } };

  if (pattern->parts == NULL)
    recipe.pieces[0] = place_of_piece (self, pattern, places);
  else
    recipe.count = MIN (pattern->parts->len, OD_PATTERN_MAX_PIECES);
  for (guint i = 0; pattern->parts != NULL && i < recipe.count; i++)
    {
      recipe.pieces[i] = place_of_piece (self, pattern->parts->pdata[i], places);
      recipe.reaches[i] = g_array_index (pattern->reaches, guint, i);
    }
  g_array_append_val (self->recipes, recipe);
  g_array_append_val ((GArray *) self->openers->pdata[recipe.pieces[recipe.count - 1]], place);
}

static void
rest_clear (gpointer data)
{
  od_pattern_free (((OdPieceRest *) data)->pattern);
}

OdPatternSet *
od_pattern_set_new (const GPtrArray *patterns)
{
  OdPatternSet *self = g_new0 (OdPatternSet, 1);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->rests = g_array_new (FALSE, FALSE, sizeof (OdPieceRest));
  g_array_set_clear_func (self->rests, rest_clear);
  self->recipes = g_array_new (FALSE, FALSE, sizeof (OdRecipe));
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
  od_pattern_hits_drop ();
  g_ptr_array_unref (self->pieces);
  g_array_unref (self->rests);
  g_array_unref (self->recipes);
  g_ptr_array_unref (self->openers);
  od_word_tree_free (self->tree);
  g_free (self);
}

char *
od_pattern_set_prepare (const OdPatternSet *self, const char *text)
{
  return od_pattern_text_new (text, self->tree);
}
