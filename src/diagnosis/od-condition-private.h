/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a condition is made of: for od-condition.c, which parses and asks it, and od-knowledge-image.c, which
 * lays it down. Immutable once parsed; any thread. */

#pragma once

#include "od-condition.h"
#include "od-match.h"

G_BEGIN_DECLS

/* One attribute. */
typedef struct
{
  guint fact;         /* its place in the list of facts */
  GPtrArray *matches; /* OdMatch * */
  guint is_text : 1;  /* it asks for the words */
  guint has_positive : 1;
  guint has_pattern : 1;
} OdClause;

struct _OdCondition
{
  GPtrArray *clauses; /* OdClause *, the cheap ones first */
  GPtrArray *names;   /* const char *, NULL-terminated */
  guint weight;
  guint sign_weight; /* of its heaviest sign; 0: it asks for none */
  gboolean is_open;
};

G_END_DECLS
