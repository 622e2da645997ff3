/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A case as od-diagnose.c and its helpers see it: the facts, and the diagnosis that was picked for them; its
 * texts said, its causes judged. Private to this folder; pure, any thread. */

#pragma once

#include "od-finding.h"
#include "od-knowledge-private.h"

G_BEGIN_DECLS

typedef struct
{
  const OdFacts *facts;
  const OdKnowledge *knowledge;
  const OdDiagnosis *diagnosis;
} OdCase;

/* od-case.c */

/* (transfer full): for od_text_expand() with the facts as data: the values of a fact joined, NULL if it is
 * not known. */
char *od_case_look_up (const char *name, gpointer facts);
/* (transfer full): @text of the knowledge in the person's language, filled in; @context is where it stands
 * there. NULL stays NULL. */
char *od_case_say_in (const OdCase *this_case, const char *context, const char *text);
/* The same for a text of the diagnosis itself. */
char *od_case_say (const OdCase *this_case, const char *text);

/* od-judge.c */

/* (transfer full): OdCause *: confirmed, likely, not tested, ruled out; within each the order of the
 * knowledge. */
GPtrArray *od_judge_causes (const OdCase *this_case);

G_END_DECLS
