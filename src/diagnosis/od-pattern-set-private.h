/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What od-pattern-set.c makes of patterns and od-pattern-hits.c asks of a text. Immutable once made; any
 * thread. */

#pragma once

#include "od-number-lists.h"
#include "od-pattern-set.h"
#include "od-word-tree.h"

G_BEGIN_DECLS

/* A pattern as its pieces. */
typedef struct
{
  guint count;
  guint pieces[OD_PATTERN_MAX_PIECES];
  guint reaches[OD_PATTERN_MAX_PIECES];
} OdRecipe;

/* An alternative of a piece that only an expression can say. */
typedef struct
{
  OdPattern *pattern;
  guint piece;
  gboolean is_guarded; /* ask it only where the tree saw a word of it */
} OdPieceRest;

struct _OdPatternSet
{
  guint piece_count;
  OdNumberLists *rests_of; /* by piece */
  OdNumberLists *openers;  /* by piece: patterns of which it is the last piece */
  GArray *rests;           /* OdPieceRest */
  GArray *recipes;         /* OdRecipe: one a pattern */
  OdWordTree *tree;
  guint serial; /* never the same for two sets of a process */
};

/* What a word in the tree stands for: a piece, or the guard of a rest. */
#define OD_OWNER_PIECE(piece)    ((piece) << 1)
#define OD_OWNER_GUARD(rest)     (((rest) << 1) | 1)
#define OD_OWNER_IS_GUARD(owner) (((owner) &1) != 0)
#define OD_OWNER_PLACE(owner)    ((owner) >> 1)

/* Gives it what is another in each process. */
void od_pattern_set_wake (OdPatternSet *self);

/* Drops the working memory of this thread. */
void od_pattern_hits_drop (void);

G_END_DECLS
