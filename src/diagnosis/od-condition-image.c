/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How conditions lie in an image, with the patterns and signs they ask for. Any thread. */

#include "od-condition-private.h"
#include "od-knowledge-image-private.h"

guint
od_image_add_pattern (OdImage *image, gconstpointer element)
{
  const OdPattern *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdPattern, expression);
  CLEAR (OdPattern, code);
  CLEAR (OdPattern, parts);
  CLEAR (OdPattern, reaches);
  if (self->parts == NULL)
    return place;
  LIST (OdPattern, parts, od_image_add_pattern);
  ARRAY (OdPattern, reaches, guint);
  return place;
}

static guint
add_sign (OdImage *image, gconstpointer element)
{
  const OdSign *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdSign, id);
  LIST (OdSign, patterns, od_image_add_pattern);
  TEXT (OdSign, file_name);
  return place;
}

static guint
add_match (OdImage *image, gconstpointer element)
{
  const OdMatch *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  TEXT (OdMatch, value);
  SHARED (OdMatch, pattern, od_image_add_pattern);
  SHARED (OdMatch, sign, add_sign);
  return place;
}

/* What tells clauses apart: patterns and signs are there once, so their addresses do. */
static char *
key_of (const OdClause *clause)
{
  GString *key = g_string_new (NULL);

  g_string_printf (key, "clause %u", clause->fact);
  for (guint i = 0; i < clause->matches->len; i++)
    {
      const OdMatch *match = clause->matches->pdata[i];

      g_string_append_printf (key, "\n%u %d %p %p %a %a %s", match->kind, match->negated,
                              (gpointer) match->pattern, (gconstpointer) match->sign, match->low, match->high,
                              match->value != NULL ? match->value : "\t");
    }
  return g_string_free (key, FALSE);
}

/* The same attribute stands in many conditions. */
static guint
add_clause (OdImage *image, gconstpointer element)
{
  const OdClause *self = element;
  g_autofree char *key = key_of (self);
  guint place = od_image_find (image, key);

  if (place != 0)
    return place;
  place = od_image_add (image, self, sizeof *self);
  LIST (OdClause, matches, add_match);
  return od_image_keep (image, key, place);
}

guint
od_image_add_condition (OdImage *image, gconstpointer element)
{
  const OdCondition *self = element;
  guint place = od_image_add (image, self, sizeof *self);

  LIST (OdCondition, clauses, add_clause);
  TEXTS (OdCondition, names);
  return place;
}
