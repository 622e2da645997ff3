/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The closed list of facts: what each name means and what values it takes. The knowledge, the checkup and the
 * build's checks all hold to this list. Static; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OD_FACT_TOKEN,  /* one of the words in @values */
  OD_FACT_TEXT,   /* free text, safe to show */
  OD_FACT_NUMBER, /* decimal, may be negative */
} OdFactType;

typedef struct
{
  const char *name;
  OdFactType type;
  const char *values; /* for tokens: the words, separated by spaces */
  const char *doc;    /* one sentence */
  gboolean open; /* where it is not known, a diagnosis that asks for it can still hold (od-condition.h) */
} OdFactInfo;

/* All of them, sorted by subject; @count (optional) gets how many. */
const OdFactInfo *od_fact_list (gsize *count);
/* NULL if the name is not in the list. */
const OdFactInfo *od_fact_list_find (const char *name);

G_END_DECLS
