/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* All patterns of the verdicts matched in one pass over a text. The automaton is made by Hyperscan's
 * interface (Debian: libvectorscan, on every architecture it has; libhyperscan on amd64), compiled when the
 * program is built and only unpacked at the start. A literal automaton with PCRE2 behind it was the other
 * way: here one pass answers every pattern, gaps and alternatives included, and no literals need to be picked
 * out of expressions by code of our own. What it cannot express (look-around) it takes as a filter, and
 * GRegex has the last word. Immutable; any thread. */

#pragma once

#include "od-pattern.h"

G_BEGIN_DECLS

typedef struct _OdPatternSet OdPatternSet;

/**
 * od_pattern_set_new:
 * @patterns: OdPattern *; their scan_id is set to their place
 * @compiled: (nullable): what od_pattern_set_serialize() gave for the same patterns; else they are compiled
 * now (seconds)
 *
 * Returns: (transfer full): the set, or NULL with a GError that names the pattern
 */
OdPatternSet *od_pattern_set_new (GPtrArray *patterns, GBytes *compiled, GError **error);
void od_pattern_set_free (OdPatternSet *self);
GBytes *od_pattern_set_serialize (const OdPatternSet *self);

/* Words of 64 bits that od_pattern_set_scan() fills. */
guint od_pattern_set_words (const OdPatternSet *self);
/* Sets the bit of every pattern that is found in the folded @text. @hits is not cleared first. */
void od_pattern_set_scan (const OdPatternSet *self, const char *text, guint64 *hits);

static inline gboolean
od_hits_contain (const guint64 *hits, guint id)
{
  return (hits[id / 64] >> (id % 64)) & 1;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdPatternSet, od_pattern_set_free)

G_END_DECLS
