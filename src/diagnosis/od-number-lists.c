/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists of numbers laid side by side. Any thread. */

#include "od-number-lists.h"

OdNumberLists *
od_number_lists_new (const GPtrArray *lists)
{
  OdNumberLists *self = g_new0 (OdNumberLists, 1);
  guint start = 0;

  self->count = lists->len;
  self->starts = g_new0 (guint, lists->len + 1);
  for (guint i = 0; i < lists->len; i++)
    self->starts[i + 1] = self->starts[i] + ((const GArray *) lists->pdata[i])->len;
  self->numbers = g_new0 (guint, self->starts[lists->len] + 1);
  for (guint i = 0; i < lists->len; i++)
    {
      const GArray *list = lists->pdata[i];

      for (guint j = 0; j < list->len; j++)
        self->numbers[start++] = g_array_index (list, guint, j);
    }
  return self;
}

void
od_number_lists_free (OdNumberLists *self)
{
  if (self == NULL)
    return;
  g_free (self->starts);
  g_free (self->numbers);
  g_free (self);
}
