/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What od-word-tree.c makes and od-word-tree-walk.c walks. */

#pragma once

#include "od-word-tree.h"

G_BEGIN_DECLS

/* Whose word it is, twice, and one more where it must end as a word ends. */
typedef guint OdWordOutput;

/* So many letters of a run lie in the node itself. */
#define OD_WORD_NEAR 5

/* The letter that leads to it, then its run, then what ends there and what follows. Two fit in a line of the
 * cache. */
typedef struct
{
  guint64 letters; /* a bit for each ASCII letter that follows: their nodes come first */
  guint first_child;
  guint first_output; /* the output itself where there is one only */
  guint run;          /* place of all of it in the runs */
  guint16 child_count;
  guint16 output_count;
  guint16 run_length;
  guchar letter;
  guchar near[OD_WORD_NEAR];
} OdWordNode;

G_STATIC_ASSERT (sizeof (OdWordNode) == 32);

/* The bit of a letter that folded ASCII holds: signs and digits (0x20–0x3f), small letters and theirs
 * (0x60–0x7f). */
static inline guint
od_word_bit_of (guchar letter)
{
  return (letter & 0x1f) | ((letter & 0x40) >> 1);
}

static inline gboolean
od_word_has_bit (guchar letter)
{
  return (letter >= 0x20 && letter < 0x40) || (letter >= 0x60 && letter < 0x80);
}

struct _OdWordTree
{
  GArray *entries;     /* until sealed */
  GStringChunk *texts; /* of the entries */
  GArray *nodes;
  GArray *outputs;
  GByteArray *runs;
  guint of_first[256]; /* node of a first letter; 0: none, for 0 is the root */
};

static inline OdWordNode *
od_word_node_at (const OdWordTree *self, guint place)
{
  return &g_array_index (self->nodes, OdWordNode, place);
}

G_END_DECLS
