/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Many short lists of numbers in one piece of memory, for quick reading. Immutable; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint count;   /* of the lists */
  guint *starts; /* by list: place of its first number; one more than there are lists */
  guint *numbers;
} OdNumberLists;

/* @lists: GArray of guint. */
OdNumberLists *od_number_lists_new (const GPtrArray *lists);
void od_number_lists_free (OdNumberLists *self);

/* The numbers of a list, @count of them. */
static inline const guint *
od_number_lists_get (const OdNumberLists *self, guint list, guint *count)
{
  guint start = self->starts[list];

  *count = self->starts[list + 1] - start;
  return self->numbers + start;
}

G_END_DECLS
