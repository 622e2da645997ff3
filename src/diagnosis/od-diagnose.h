/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The pure function of the house: facts and knowledge in, findings out. No clock, no network, no settings;
 * the same facts give the same findings. Any thread. */

#pragma once

#include "od-finding.h"

G_BEGIN_DECLS

/**
 * od_diagnose:
 *
 * The first finding is the verdict: of all problem and success diagnoses that hold, the one with the heaviest
 * condition (weight + rank; at a tie the one that comes first in the knowledge). The rest are all remarks
 * that hold, in the order of the knowledge. Never empty: the knowledge has a fallback that always holds.
 * Where the reply that ended a run leaves only a condition that is not sure (its code at its stage), its
 * words decide if they are clear by themselves: they are read as pasted ones are.
 *
 * Returns: (transfer full): OdFinding *, in the language of the process
 */
GPtrArray *od_diagnose (const OdFacts *facts, const OdKnowledge *knowledge);

/* Id of the diagnosis that would be the verdict. Cheaper: for checks and for thousands of replies. */
const OdDiagnosis *od_diagnose_pick (const OdFacts *facts, const OdKnowledge *knowledge);

/* The same with how sure it is: percent, as in OdFinding. */
const OdDiagnosis *od_diagnose_verdict (const OdFacts *facts, const OdKnowledge *knowledge, guint *certainty);
/* The words of the fact "text" that decided, as they stand there; else the status or the code, where that
 * decided. (transfer full), NULL-terminated, maybe empty. */
char **od_diagnose_words (const OdFacts *facts, const OdKnowledge *knowledge);

/* Explains one line of a transcript by the diagnoses of kind "line" (facts line.*), (transfer full), or NULL.
 */
OdFinding *od_diagnose_line (const OdFacts *facts, const OdKnowledge *knowledge);

G_END_DECLS
