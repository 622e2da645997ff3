/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is known about a case: names from a closed list (od-fact-list.h) with values, each with where it came
 * from. A name may hold several values (tls.verify, auth.offered). Filled by one thread, then only read; any
 * thread. Facts know nothing of clocks or networks: od_diagnose() reads them and nothing else. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* One fact. Immutable but for what is kept of it. */
typedef struct
{
  const char *name; /* of the closed list, static */
  guint place;      /* of the name in the closed list */
  char *value;      /* never NULL, never empty; text of the server is already safe to show */
  char *source;     /* "event:12", "settings", "probe:port", "provider-table", "example" */
  gpointer folded;  /* by od_fact_folded() only */
} OdFact;

/* The form that patterns are matched against (od_text_fold()), made when it is first asked for; NULL where
 * the fact is no text. Owned by the fact; any thread. */
const char *od_fact_folded (const OdFact *self);

typedef struct _OdFacts OdFacts;

OdFacts *od_facts_new (void);
OdFacts *od_facts_ref (OdFacts *self);
void od_facts_unref (OdFacts *self);

/* Adds a value; the same name and value twice is kept once (the first source stays). An empty value is not
 * added. A name outside the closed list is a programming error (g_critical) and not added. */
void od_facts_add (OdFacts *self, const char *name, const char *value, const char *source);
void od_facts_addf (OdFacts *self, const char *source, const char *name, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
/* Replaces all values of @name by @value (NULL: forgets the name). */
void od_facts_set (OdFacts *self, const char *name, const char *value, const char *source);

gboolean od_facts_has (const OdFacts *self, const char *name);
/* The first value, or NULL. */
const char *od_facts_get (const OdFacts *self, const char *name);
/* The first value as a number; FALSE if there is none or it is not a number. */
gboolean od_facts_get_number (const OdFacts *self, const char *name, double *number);
/* The values of one name in the order they were added (OdFact *), owned by @self; NULL if it is not known. */
const GPtrArray *od_facts_values (const OdFacts *self, const char *name);
/* The same by the place of the name in the closed list: quicker. */
const GPtrArray *od_facts_values_at (const OdFacts *self, guint place);
/* All facts in the order they were added (OdFact *), owned by @self. */
GPtrArray *od_facts_list (const OdFacts *self);
/* A copy that can be added to. */
OdFacts *od_facts_copy (const OdFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdFacts, od_facts_unref)

G_END_DECLS
