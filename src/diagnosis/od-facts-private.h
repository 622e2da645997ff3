/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a set of facts is made of: for od-facts.c, and od-knowledge-image.c, which lays examples down. */

#pragma once

#include "od-facts.h"

G_BEGIN_DECLS

/* One block of memory with the words of the fact behind it. */
typedef struct
{
  OdFact fact;
  GPtrArray values; /* OdFact *, of this name, to be read only; len 0 where another is the first of it */
  gpointer only;    /* what values.pdata points to while it is one */
  char words[];     /* value and source */
} OdFactEntry;

struct _OdFacts
{
  gatomicrefcount ref_count;
  GPtrArray *list; /* OdFactEntry *, owned */
};

G_END_DECLS
