/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeping runs. Main thread. A run is known by the time it began. */

#include "od-history-keeper.h"

#include "od-history.h"

struct _OdHistoryKeeper
{
  OdStore *store;
  char *id;        /* of the run kept last, or NULL */
  GDateTime *when; /* it began */
};

OdHistoryKeeper *
od_history_keeper_new (OdStore *store)
{
  OdHistoryKeeper *self = g_new0 (OdHistoryKeeper, 1);

  self->store = g_object_ref (store);
  return self;
}

static void
forget_last (OdHistoryKeeper *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->when, g_date_time_unref);
}

void
od_history_keeper_free (OdHistoryKeeper *self)
{
  forget_last (self);
  g_clear_object (&self->store);
  g_free (self);
}

static gboolean
is_last (OdHistoryKeeper *self, const OdResult *result)
{
  return self->id != NULL && g_date_time_equal (self->when, result->when);
}

gboolean
od_history_keeper_take (OdHistoryKeeper *self, const OdResult *result, GError **error)
{
  g_autofree char *id = NULL;

  if (!od_store_get_boolean (self->store, "keep-history"))
    return TRUE;
  if (!od_history_add (result, &id, error))
    return FALSE;
  if (is_last (self, result))
    od_history_remove (self->id, NULL); /* the person may have deleted it meanwhile */
  forget_last (self);
  self->id = g_steal_pointer (&id);
  self->when = g_date_time_ref (result->when);
  return TRUE;
}
