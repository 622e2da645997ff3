/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A text explained in the background. Main thread. */

#pragma once

#include "od-explain.h"

G_BEGIN_DECLS

/* @text: (transfer full). */
void od_explain_read_async (char *text,
                            gsize length,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* (transfer full): OdExplained *, maybe empty; NULL with G_IO_ERROR_CANCELLED. */
GPtrArray *od_explain_read_finish (GAsyncResult *result, OdGivenKind *kind, GError **error);

G_END_DECLS
