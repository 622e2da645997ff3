/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Facts in a few plain words, for lists in which each stands by itself: what it is called, how its values are
 * said, and whether it can tell two runs apart. The list of facts itself is in diagnosis (od-fact-list.h).
 * Static; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OD_FACT_PASSING, /* differs by itself, follows from others, or is told otherwise: never a difference */
  OD_FACT_BOTH,    /* a difference where both runs know it */
  OD_FACT_EITHER,  /* and where only one knows it, though the other came as far */
  OD_FACT_STEADY,  /* as BOTH, for a server's words (od-steady-text.h) */
} OdFactKind;

OdFactKind od_fact_kind (const char *name);
/* In the person's language: "Version of the encryption". The name itself where the fact is not in the table.
 */
const char *od_fact_label (const char *name);
/* A value in the person's language, or @value itself, where it has no words. */
const char *od_fact_value_words (const char *name, const char *value);

/* Whether the table has the fact: every fact of the closed list must be in it. */
gboolean od_fact_has_words (const char *name);

G_END_DECLS
