/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The pieces of a pattern set in one text: the tree is walked once, expressions are asked where a rule needs
 * to know. The working memory is one a thread. It knows nothing of rules. */

#include "od-pattern-set-private.h"

#include <string.h>

/* So many places of one piece are remembered. */
#define MAX_PLACES 31

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
  Finds *finds;   /* one a piece */
  guint8 *guards; /* one a rest: a word of its guard was seen */
  guint *touched; /* pieces of which something was seen, to be cleared */
  guint touched_count;
  guint8 *opened; /* one a pattern: its last piece, the most telling, may be there */
  guint *open;    /* patterns of which that was seen in this text */
  guint open_count;
};

static void
hits_free (gpointer data)
{
  OdPatternHits *hits = data;

  g_free (hits->finds);
  g_free (hits->guards);
  g_free (hits->touched);
  g_free (hits->open);
  g_free (hits->opened);
  g_free (hits);
}

static GPrivate hits_of_threads = G_PRIVATE_INIT (hits_free);

/* Of patterns that stay open. */
#define ALWAYS 2

static void
open_patterns (OdPatternHits *hits, guint piece, guint8 whether)
{
  const GArray *openers = hits->set->openers->pdata[piece];

  for (guint i = 0; i < openers->len; i++)
    {
      guint pattern = g_array_index (openers, guint, i);

      if (hits->opened[pattern] == ALWAYS)
        continue;
      hits->opened[pattern] = whether;
      if (whether == TRUE)
        hits->open[hits->open_count++] = pattern;
    }
}

/* These must always be asked, so they stay open. */
static void
open_what_has_no_guard (OdPatternHits *hits)
{
  for (guint i = 0; i < hits->set->rests->len; i++)
    {
      const OdPieceRest *rest = &g_array_index (hits->set->rests, OdPieceRest, i);

      if (!rest->is_guarded)
        open_patterns (hits, rest->piece, ALWAYS);
    }
}

void
od_pattern_hits_drop (void)
{
  g_private_replace (&hits_of_threads, NULL);
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
  hits->touched = g_new (guint, self->pieces->len + 1);
  hits->open = g_new (guint, self->recipes->len + 1);
  hits->opened = g_new0 (guint8, self->recipes->len + 1);
  open_what_has_no_guard (hits);
  g_private_replace (&hits_of_threads, hits);
  return hits;
}

static void
touch (OdPatternHits *hits, guint piece)
{
  if (hits->finds[piece].is_touched)
    return;
  hits->finds[piece].is_touched = TRUE;
  hits->touched[hits->touched_count++] = piece;
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
  touch (hits, g_array_index (hits->set->rests, OdPieceRest, rest).piece);
}

static void
note_word (guint owner, guint start, guint end, gpointer user_data)
{
  OdPatternHits *hits = user_data;

  guint place = OD_OWNER_PLACE (owner);

  if (OD_OWNER_IS_GUARD (owner))
    {
      note_guard (hits, place);
      return;
    }
  touch (hits, place);
  add_find (&hits->finds[place], start, end);
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
  for (guint i = 0; i < hits->touched_count; i++)
    forget_piece (hits, hits->touched[i]);
  hits->touched_count = 0;
  hits->open_count = 0;
}

OdPatternHits *
od_pattern_set_scan (const OdPatternSet *self, const char *text)
{
  OdPatternHits *hits = hits_of_thread (self);

  forget (hits);
  hits->text = text;
  od_word_tree_walk (self->tree, hits->text, note_word, hits);
  return hits;
}

static void
ask_rest (OdPatternHits *self, const OdPieceRest *rest, Finds *finds)
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
      const OdPieceRest *rest = &g_array_index (self->set->rests, OdPieceRest, place);

      if (!rest->is_guarded || self->guards[place])
        ask_rest (self, rest, finds);
    }
  return finds;
}

/* Whether the pieces from @place on follow, in order, each within reach of the one before, which ends at
 * @before. */
static gboolean
rest_follows (OdPatternHits *self, const OdRecipe *recipe, guint place, guint before)
{
  const Finds *finds;

  if (place >= MIN (recipe->count, OD_PATTERN_MAX_PIECES))
    return TRUE;
  finds = finds_of (self, recipe->pieces[place]);
  for (guint i = 0; i < finds->count; i++)
    {
      const Place *find = &finds->places[i];

      if (find->start >= before && find->start - before <= recipe->reaches[place] &&
          rest_follows (self, recipe, place + 1, find->end))
        return TRUE;
    }
  return FALSE;
}

const guint *
od_pattern_hits_open (const OdPatternHits *self, guint *count)
{
  *count = self->open_count;
  return self->open;
}

gboolean
od_pattern_set_always_asks (const OdPatternSet *self, guint place)
{
  return hits_of_thread (self)->opened[place] == ALWAYS;
}

const guint8 *
od_pattern_hits_opened (const OdPatternHits *self)
{
  return self->opened;
}

gboolean
od_pattern_hits_contain (OdPatternHits *self, guint place)
{
  const OdRecipe *recipe = &g_array_index (self->set->recipes, OdRecipe, place);
  const Finds *finds;

  if (!self->opened[place])
    return FALSE;
  finds = finds_of (self, recipe->pieces[0]);
  for (guint i = 0; i < finds->count; i++)
    if (rest_follows (self, recipe, 1, finds->places[i].end))
      return TRUE;
  return FALSE;
}
