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

/* What is known of a piece. */
#define TO_FORGET 1 /* it is in the list of those to be forgotten */
#define IS_ASKED  2 /* its rests were asked already */
#define IS_OPEN   4 /* no word tells that it is not there: never forgotten */

/* A list with room for all there can be. */
typedef struct
{
  guint *places;
  guint count;
} List;

struct _OdPatternHits
{
  const OdPatternSet *set;
  guint serial;
  const char *text;
  guint8 *known;              /* one a piece */
  guint8 *counts;             /* one a piece: how often it was found */
  Place (*finds)[MAX_PLACES]; /* one a piece: where */
  List pieces;                /* to be forgotten before the next text */
  guint8 *guards;             /* one a rest: a word of its guard was seen */
  List seen_guards;
  guint8 *opened; /* one a pattern: its last piece, the most telling, may be there */
  List open;      /* patterns of which that was seen in this text */
};

static void
hits_free (gpointer data)
{
  OdPatternHits *hits = data;

  g_free (hits->known);
  g_free (hits->counts);
  g_free (hits->finds);
  g_free (hits->pieces.places);
  g_free (hits->guards);
  g_free (hits->seen_guards.places);
  g_free (hits->opened);
  g_free (hits->open.places);
  g_free (hits);
}

static GPrivate hits_of_threads = G_PRIVATE_INIT (hits_free);

static void
list_init (List *list, guint most)
{
  list->places = g_new (guint, most + 1);
}

static void
list_add (List *list, guint place)
{
  list->places[list->count++] = place;
}

/* Of patterns that stay open. */
#define ALWAYS 2

/* These must always be asked, so they stay open. */
static void
open_what_has_no_guard (OdPatternHits *hits)
{
  for (guint i = 0; i < hits->set->rests->len; i++)
    {
      const OdPieceRest *rest = &g_array_index (hits->set->rests, OdPieceRest, i);
      guint count = 0;
      const guint *patterns = od_number_lists_get (hits->set->openers, rest->piece, &count);

      if (rest->is_guarded)
        continue;
      hits->known[rest->piece] |= IS_OPEN;
      for (guint j = 0; j < count; j++)
        hits->opened[patterns[j]] = ALWAYS;
    }
}

void
od_pattern_hits_drop (void)
{
  g_private_replace (&hits_of_threads, NULL);
}

static OdPatternHits *
hits_new (const OdPatternSet *set)
{
  OdPatternHits *hits = g_new0 (OdPatternHits, 1);

  hits->set = set;
  hits->serial = set->serial;
  hits->known = g_new0 (guint8, set->piece_count + 1);
  hits->counts = g_new0 (guint8, set->piece_count + 1);
  hits->finds = g_malloc_n (set->piece_count + 1, sizeof *hits->finds);
  hits->guards = g_new0 (guint8, set->rests->len + 1);
  hits->opened = g_new0 (guint8, set->recipes->len + 1);
  list_init (&hits->pieces, set->piece_count);
  list_init (&hits->seen_guards, set->rests->len);
  list_init (&hits->open, set->recipes->len);
  open_what_has_no_guard (hits);
  return hits;
}

static OdPatternHits *
hits_of_thread (const OdPatternSet *self)
{
  OdPatternHits *hits = g_private_get (&hits_of_threads);

  if (hits != NULL && hits->serial == self->serial)
    return hits;
  hits = hits_new (self);
  g_private_replace (&hits_of_threads, hits);
  return hits;
}

/* TRUE where it was not yet. */
static gboolean
will_be_forgotten (OdPatternHits *hits, guint piece)
{
  if ((hits->known[piece] & TO_FORGET) != 0)
    return FALSE;
  hits->known[piece] |= TO_FORGET;
  list_add (&hits->pieces, piece);
  return TRUE;
}

/* Something of the piece was seen. */
static void
touch (OdPatternHits *hits, guint piece)
{
  guint count = 0;
  const guint *patterns;

  if (!will_be_forgotten (hits, piece))
    return;
  patterns = od_number_lists_get (hits->set->openers, piece, &count);
  for (guint i = 0; i < count; i++)
    if (!hits->opened[patterns[i]])
      {
        hits->opened[patterns[i]] = TRUE;
        list_add (&hits->open, patterns[i]);
      }
}

static void
add_find (OdPatternHits *hits, guint piece, guint start, guint end)
{
  if (hits->counts[piece] < MAX_PLACES && end < MAX_TEXT)
    hits->finds[piece][hits->counts[piece]++] = (Place){ (guint16) start, (guint16) end };
}

static void
note_guard (OdPatternHits *hits, guint rest)
{
  if (hits->guards[rest])
    return;
  hits->guards[rest] = TRUE;
  list_add (&hits->seen_guards, rest);
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
  add_find (hits, place, start, end);
}

static void
forget (OdPatternHits *hits)
{
  for (guint i = 0; i < hits->pieces.count; i++)
    {
      hits->known[hits->pieces.places[i]] &= IS_OPEN;
      hits->counts[hits->pieces.places[i]] = 0;
    }
  for (guint i = 0; i < hits->seen_guards.count; i++)
    hits->guards[hits->seen_guards.places[i]] = FALSE;
  for (guint i = 0; i < hits->open.count; i++)
    hits->opened[hits->open.places[i]] = FALSE;
  hits->pieces.count = 0;
  hits->seen_guards.count = 0;
  hits->open.count = 0;
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
ask_rest (OdPatternHits *self, const OdPieceRest *rest)
{
  int start = 0;
  int end = 0;

  for (int from = 0; self->counts[rest->piece] < MAX_PLACES &&
                     od_pattern_find_from (rest->pattern, self->text, from, &start, &end) && end < MAX_TEXT;
       from = MAX (start + 1, end))
    add_find (self, rest->piece, (guint) start, (guint) end);
}

static void
ask_rests (OdPatternHits *self, guint piece)
{
  guint count = 0;
  const guint *rests = od_number_lists_get (self->set->rests_of, piece, &count);

  if (count == 0)
    return;
  will_be_forgotten (self, piece);
  self->known[piece] |= IS_ASKED;
  for (guint i = 0; i < count; i++)
    {
      const OdPieceRest *rest = &g_array_index (self->set->rests, OdPieceRest, rests[i]);

      if (!rest->is_guarded || self->guards[rests[i]])
        ask_rest (self, rest);
    }
}

/* Where the piece stands, @count times. */
static const Place *
finds_of (OdPatternHits *self, guint piece, guint *count)
{
  if ((self->known[piece] & IS_ASKED) == 0)
    ask_rests (self, piece);
  *count = self->counts[piece];
  return self->finds[piece];
}

/* Cheap: without asking an expression. */
static gboolean
may_contain (const OdPatternHits *self, guint place, const OdRecipe *recipe)
{
  if (!self->opened[place])
    return FALSE;
  for (guint i = 0; i < MIN (recipe->count, OD_PATTERN_MAX_PIECES); i++)
    if (self->known[recipe->pieces[i]] == 0)
      return FALSE;
  return TRUE;
}

/* Whether the pieces from @place on follow, in order, each within reach of the one before, which ends at
 * @before. */
static gboolean
rest_follows (OdPatternHits *self, const OdRecipe *recipe, guint place, guint before)
{
  const Place *finds;
  guint count = 0;

  if (place >= MIN (recipe->count, OD_PATTERN_MAX_PIECES))
    return TRUE;
  finds = finds_of (self, recipe->pieces[place], &count);
  for (guint i = 0; i < count; i++)
    if (finds[i].start >= before && finds[i].start - before <= recipe->reaches[place] &&
        rest_follows (self, recipe, place + 1, finds[i].end))
      return TRUE;
  return FALSE;
}

const guint *
od_pattern_hits_open (const OdPatternHits *self, guint *count)
{
  *count = self->open.count;
  return self->open.places;
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
  const Place *finds;
  guint count = 0;

  if (!may_contain (self, place, recipe))
    return FALSE;
  finds = finds_of (self, recipe->pieces[0], &count);
  for (guint i = 0; i < count; i++)
    if (rest_follows (self, recipe, 1, finds[i].end))
      return TRUE;
  return FALSE;
}
