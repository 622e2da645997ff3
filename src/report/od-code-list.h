/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The reply codes and enhanced statuses as a reference: the diagnoses of the knowledge that are entries, in
 * order, searchable, their digits taken apart. For the view of codes and for "outbox-check codes". Pure, any
 * thread. */

#pragma once

#include "od-diagnose.h"

G_BEGIN_DECLS

typedef struct
{
  char *label;                  /* "550", "X.1.1" */
  guint order;                  /* reply codes by number, then statuses by subject and detail */
  gboolean is_status;           /* an enhanced status (RFC 3463), else a reply code */
  const OdDiagnosis *diagnosis; /* not owned */
  char *title;                  /* in the person's language, filled in from an example; safe to show */
  char *search;                 /* what od_code_entry_matches() looks in */
} OdCodeEntry;

/* (transfer full): OdCodeEntry *, sorted, the array owns them. Several entries may have the same label: one
 * code can mean different things at different stages. @knowledge must outlive them. */
GPtrArray *od_code_list (const OdKnowledge *knowledge);

/* (transfer full): what a person typed, as od_code_entry_matches() takes it: case, accents and spellings of
 * umlauts do not matter. Once a search, not once an entry. */
char *od_code_query_fold (const char *typed);

/**
 * od_code_entry_matches:
 * @query: from od_code_query_fold(); an empty one matches everything
 *
 * Numbers are beginnings: "55" finds 550 to 559, "5.1", "X.1" and "x.1.1" find statuses, whatever their
 * class. Of several numbers one must fit. Every other word must occur in title, summary, id or meaning, in
 * the person's language or in English.
 */
gboolean od_code_entry_matches (const OdCodeEntry *self, const char *query);
/* Whether @query is this very code: "550", "5.1.1" and "X.1.1" for X.1.1. */
gboolean od_code_entry_is (const OdCodeEntry *self, const char *query);

/* (transfer full): the finding of an example of this entry, so that its sentences have no holes. */
OdFinding *od_code_entry_finding (const OdCodeEntry *self, const OdKnowledge *knowledge);
/* (transfer full): the parts of the number in words, a sentence a part, in the person's language,
 * NULL-terminated (RFC 5321 §4.2.1, RFC 3463 §2 and §3). */
char **od_code_entry_digits (const OdCodeEntry *self, const OdKnowledge *knowledge);
/* (transfer full): replies as servers send them, "550 5.1.1 No such user", safe to show, NULL-terminated,
 * each once. */
char **od_code_entry_examples (const OdCodeEntry *self);

G_END_DECLS
