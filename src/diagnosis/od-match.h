/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One alternative in the value of a condition's attribute (the language is told in od-condition.h): parsed
 * once, its pattern compiled, then asked of the values of a fact. Immutable once parsed; any thread. */

#pragma once

#include "od-fact-list.h"
#include "od-facts.h"
#include "od-pattern.h"
#include "od-xml.h"

G_BEGIN_DECLS

typedef enum
{
  OD_MATCH_VALUE,
  OD_MATCH_GLOB,
  OD_MATCH_RANGE,
  OD_MATCH_KNOWN,
  OD_MATCH_NOT_KNOWN,
  OD_MATCH_SAME,
  OD_MATCH_PATTERN,
  OD_MATCH_SIGN,
} OdMatchKind;

/* One alternative. */
typedef struct
{
  OdMatchKind kind;
  gboolean negated;
  char *value;        /* the word or glob, or for OD_MATCH_SAME the name of the other fact */
  OdPattern *pattern; /* not owned */
  const OdSign *sign; /* not owned */
  double low;
  double high;
} OdMatch;

/* Where a fault is to be reported. */
typedef struct
{
  const char *file_name;
  const OdXmlNode *element;
  OdPatterns *patterns; /* where patterns are kept */
  GError **error;
} OdMatchPlace;

/**
 * od_match_parse:
 * @text: where the alternative begins
 *
 * Fills the empty @match. Returns: where the alternative ends, or NULL with a fault at @place.
 */
const char *od_match_parse (OdMatch *match,
                            const OdFactInfo *fact,
                            const char *text,
                            const OdMatchPlace *place);
/* The same for a word of the attribute "says": the name of a sign. */
const char *od_match_parse_sign (OdMatch *match, const char *text, const OdMatchPlace *place);
void od_match_free (OdMatch *self);
/* Whether one of @values (OdFact *, NULL: the fact is not known) is like that; whether it is negated is left
 * to the caller. */
gboolean od_match_holds (const OdMatch *self, const GPtrArray *values, const OdFacts *facts);
/* How specific it is; see od_condition_weight(). */
guint od_match_weight (const OdMatch *self, const OdFactInfo *fact);

G_END_DECLS
