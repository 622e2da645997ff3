/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* All patterns of the verdicts found in one pass over a text. Nearly all they ask for is words, so the words
 * of all patterns stand in one tree that is walked from each beginning of a word; the few pieces that only an
 * expression can say are asked by PCRE2 (compiled to machine code), and only where a word of theirs was seen
 * and a rule needs to know. Hyperscan was tried: with the wide alternatives of many languages it took 30 µs a
 * reply, this takes about one, has nothing to be compiled at build time and gives the place of each find.
 * Immutable; any thread. */

#pragma once

#include "od-pattern.h"

G_BEGIN_DECLS

typedef struct _OdPatternSet OdPatternSet;
/* What was found in one text; of one thread, valid until its next od_pattern_set_scan(). */
typedef struct _OdPatternHits OdPatternHits;

/* @patterns: OdPattern *; their scan_id is set to their place. (transfer full) */
OdPatternSet *od_pattern_set_new (GPtrArray *patterns);
void od_pattern_set_free (OdPatternSet *self);

/* @text: folded; must stay until the hits are no longer asked. (transfer none) */
OdPatternHits *od_pattern_set_scan (const OdPatternSet *self, const char *text);
/* By scan_id: whether it may be there; 0 only where it is not. */
const guint8 *od_pattern_hits_opened (const OdPatternHits *self);
/* Whether the pattern with that scan_id is there. */
gboolean od_pattern_hits_contain (OdPatternHits *self, guint scan_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdPatternSet, od_pattern_set_free)

G_END_DECLS
