/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From a transcript to facts: copies the fields of the events with their place as source, and adds what
 * follows from the knowledge's provider table and from names (the issuer of a certificate). Pure; any thread.
 */

#pragma once

#include "od-diagnose.h"
#include "od-transcript.h"

G_BEGIN_DECLS

/* (transfer full): the facts of a finished or unfinished run. */
OdFacts *od_observe (OdTranscript *transcript, const OdKnowledge *knowledge);

/* (transfer full): the line.* facts of one event, for od_diagnose_line(). */
OdFacts *od_observe_line (OdTranscript *transcript, guint index);

/* (transfer full): what the line means in plain words; for a reply that refuses, the diagnosis of the
 * refusal. Never NULL. */
OdFinding *od_explain_event (OdTranscript *transcript, guint index, const OdKnowledge *knowledge);

G_END_DECLS
