/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One story found in something that somebody gave us: what one server said about one recipient, as facts. A
 * pasted reply makes one, a bounce mail one a recipient, a log line one. Immutable once handed out, counted;
 * any thread. It says what was found, not what it means (od-explain.h). */

#pragma once

#include "od-facts.h"

G_BEGIN_DECLS

/* Names of facts a reader sets where it can: given, code, status, text, stage, recipient, action, remote-mta,
 * reported-by, client-code, provider (see od-fact-list.c). An unknown stage stays unset: conditions on it
 * then hold for any stage. */
typedef struct
{
  int ref_count;
  OdFacts *facts; /* the most exact reading: the reply itself */
  GPtrArray
      *readings; /* OdFacts *: further readings of the same story, the better first, for when the first says
                    little: the notice's own words, the whole paragraph. May be empty. Each is complete. */
  gsize start;   /* the bytes in the given text that the first reading was read from; */
  gsize length;  /* 0: not known */
} OdCase;

#define OD_TYPE_CASE (od_case_get_type ())
GType od_case_get_type (void) G_GNUC_CONST;

/* Takes @facts. */
OdCase *od_case_new (OdFacts *facts);
OdCase *od_case_ref (OdCase *self);
void od_case_unref (OdCase *self);
/* Takes @facts. Only before the case is handed out. */
void od_case_add_reading (OdCase *self, OdFacts *facts);
void od_case_set_span (OdCase *self, gsize start, gsize length);

/* The source of a "text" fact whose words are those of a quoted reply, in a further reading. */
#define OD_CASE_QUOTED "quoted-reply"
/* Whether the words of a further reading are. */
gboolean od_case_is_quoted (const OdFacts *facts);

/* (transfer full): an empty list of OdCase * that owns them. */
GPtrArray *od_cases_new (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCase, od_case_unref)

G_END_DECLS
