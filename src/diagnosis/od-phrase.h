/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A piece of a pattern as the plain words it stands for: "mail ?box(es)?" is mailbox, mail box, mailboxes and
 * mail boxes. Alternatives that no finite list can say ("\\d+ messages") stay expressions, each with the
 * words without one of which it cannot match. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *text;
  gboolean whole; /* must end where a word ends */
} OdWord;

/* An alternative that only an expression can say. */
typedef struct
{
  char *expression;
  GArray *guard; /* OdWord; empty: it must always be asked */
} OdRest;

typedef struct
{
  GArray *words; /* OdWord */
  GArray *rests; /* OdRest */
} OdPhrase;

/* @expression: PCRE of the subset that the knowledge uses, matched byte by byte; anything else is taken as
 * something that no list can say. (transfer full) */
OdPhrase *od_phrase_new (const char *expression);
void od_phrase_free (OdPhrase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdPhrase, od_phrase_free)

G_END_DECLS
