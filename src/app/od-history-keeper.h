/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps finished runs in the history, if the person wants them kept. Main thread; it writes before it
 * returns, so that a run whose result is in sight is on the disk. Whether a run may be kept (no practice,
 * nothing from a file) is for whoever gives it. */

#pragma once

#include "od-checkup.h"
#include "od-store.h"

G_BEGIN_DECLS

typedef struct _OdHistoryKeeper OdHistoryKeeper;

OdHistoryKeeper *od_history_keeper_new (OdStore *store);
void od_history_keeper_free (OdHistoryKeeper *self);

/* A run that went on replaces what was kept of it before. FALSE with a sentence in the person's language. */
gboolean od_history_keeper_take (OdHistoryKeeper *self, const OdResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdHistoryKeeper, od_history_keeper_free)

G_END_DECLS
