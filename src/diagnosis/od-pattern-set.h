/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* All patterns of the verdicts found in one pass over a text. Nearly all they ask for is words, so the words
 * of all patterns stand in one tree that is walked from each beginning of a word; the few alternatives that
 * only an expression can say are asked by PCRE2 (compiled to machine code), and only where a word of theirs
 * was seen and a rule needs to know. Hyperscan was tried: with the wide alternatives of many languages it
 * took 30 µs a reply, this takes about one, and needs nothing compiled when the program is built.
 *
 * A word is found only where a word begins, so "listed" is not in "blacklisted", and only in the first 65000
 * bytes; an expression that must be asked may match anywhere. Immutable; any thread. */

#pragma once

#include "od-pattern.h"

G_BEGIN_DECLS

typedef struct _OdPatternSet OdPatternSet;
/* What was found in one text; of one thread, valid until its next od_pattern_set_scan(). */
typedef struct _OdPatternHits OdPatternHits;

/* @patterns: OdPattern *, known by their places here from now on. (transfer full) */
OdPatternSet *od_pattern_set_new (const GPtrArray *patterns);
void od_pattern_set_free (OdPatternSet *self);

/* Appends the text as it is to be scanned: without names and numbers of its own (od-pattern-text.h). @text:
 * folded. */
void od_pattern_set_prepare (const OdPatternSet *self, const char *text, GString *out);
/* @text: as od_pattern_set_prepare() makes it; must stay until the hits are no longer asked.
 * (transfer none) */
OdPatternHits *od_pattern_set_scan (const OdPatternSet *self, const char *text);
/* The patterns that may be there, but those that are always asked; owned by @self. */
const guint *od_pattern_hits_open (const OdPatternHits *self, guint *count);
/* Whether no word tells that a pattern is not there, so that it must be asked of every text. */
gboolean od_pattern_set_always_asks (const OdPatternSet *self, guint place);
/* By place: whether that pattern may be there; 0 only where it is not. */
const guint8 *od_pattern_hits_opened (const OdPatternHits *self);
/* Whether the pattern at that place is there. */
gboolean od_pattern_hits_contain (OdPatternHits *self, guint place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdPatternSet, od_pattern_set_free)

G_END_DECLS
