/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The history read in a worker thread, as GIO does such things: call in the main thread, the answer comes
 * there. It shows nothing. */

#pragma once

#include <gio/gio.h>

#include "od-history.h"

G_BEGIN_DECLS

void od_history_reader_list (GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data);
/* (transfer full): OdHistoryEntry *, as od_history_list(). */
GPtrArray *od_history_reader_list_finish (GAsyncResult *result, GError **error);

/* @ids: NULL-terminated. */
void od_history_reader_load (const char *const *ids,
                             GCancellable *cancellable,
                             GAsyncReadyCallback done,
                             gpointer user_data);
/* (transfer full): OdResult *, in the order of the ids; NULL where one of them cannot be read. */
GPtrArray *od_history_reader_load_finish (GAsyncResult *result, GError **error);

/* Deletes all runs. */
void od_history_reader_clear (GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data);
gboolean od_history_reader_clear_finish (GAsyncResult *result, GError **error);

G_END_DECLS
