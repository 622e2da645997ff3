/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How the index of the rules lies in an image: sets of patterns with their tree of words. Any thread. */

#include "od-rule-index-private.h"

#include "od-fact-list.h"
#include "od-knowledge-image-private.h"
#include "od-pattern-set-private.h"
#include "od-word-tree-private.h"

static guint
add_number_lists (OdImage *image, gconstpointer element)
{
  const OdNumberLists *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  od_image_table (image, OD_IMAGE_AT (place, OdNumberLists, starts), self->starts,
                  (self->count + 1) * sizeof (guint));
  od_image_table (image, OD_IMAGE_AT (place, OdNumberLists, numbers), self->numbers,
                  self->starts[self->count] * sizeof (guint));
  return place;
}

static guint
add_tree (OdImage *image, gconstpointer element)
{
  const OdWordTree *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  CLEAR (OdWordTree, entries);
  CLEAR (OdWordTree, texts);
  ARRAY (OdWordTree, nodes, OdWordNode);
  ARRAY (OdWordTree, outputs, OdWordOutput);
  od_image_array (image, OD_IMAGE_AT (place, OdWordTree, runs), (const GArray *) self->runs, 1);
  return place;
}

static guint
add_set (OdImage *image, gconstpointer element)
{
  const OdPatternSet *self = element;
  OdPatternSet asleep = *self;
  guint place;
  guint rests;

  asleep.serial = 0;
  place = od_image_add (image, &asleep, sizeof asleep);
  rests =
      od_image_structs (image, OD_IMAGE_AT (place, OdPatternSet, rests), self->rests, sizeof (OdPieceRest));

  OWN (OdPatternSet, rests_of, add_number_lists);
  OWN (OdPatternSet, openers, add_number_lists);
  for (guint i = 0; i < self->rests->len; i++)
    od_image_shared (image, OD_IMAGE_AT (rests + i * (guint) sizeof (OdPieceRest), OdPieceRest, pattern),
                     g_array_index (self->rests, OdPieceRest, i).pattern, od_image_add_pattern);
  ARRAY (OdPatternSet, recipes, OdRecipe);
  OWN (OdPatternSet, tree, add_tree);
  return place;
}

static guint
add_text_needs (OdImage *image, gconstpointer element)
{
  const OdTextNeeds *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  ARRAY (OdTextNeeds, any, guint);
  ARRAY (OdTextNeeds, none, guint);
  return place;
}

/* One a rule, side by side. */
static guint
add_needs (OdImage *image, const OdRuleNeeds *needs, guint count)
{
  guint first = od_image_add (image, needs, count * sizeof *needs);

  for (guint i = 0; i < count; i++)
    od_image_list (image, OD_IMAGE_AT (first + i * (guint) sizeof *needs, OdRuleNeeds, texts), needs[i].texts,
                   add_text_needs);
  return first;
}

guint
od_image_add_index (OdImage *image, gconstpointer element)
{
  const OdRuleIndex *self = element;
  guint place = od_image_add (image, self, sizeof *self);
  gsize facts = 0;

  od_fact_list (&facts);
  CLEAR (OdRuleIndex, rules);
  od_image_point (image, OD_IMAGE_AT (place, OdRuleIndex, needs),
                  add_needs (image, self->needs, self->rules->len));
  OWN (OdRuleIndex, set, add_set);
  OWN (OdRuleIndex, opened, add_number_lists);
  ARRAY (OdRuleIndex, always, guint64);
  od_image_table (image, OD_IMAGE_AT (place, OdRuleIndex, reads), self->reads, facts * sizeof *self->reads);
  CLEAR (OdRuleIndex, memory);
  return place;
}
