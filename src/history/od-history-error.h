/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Errors of files in plain words. Pure; any thread. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  OD_HISTORY_KEEP,
  OD_HISTORY_READ,
  OD_HISTORY_DELETE,
} OdHistoryDeed;

/* Puts a sentence that says what did not work, and why, in the place of @error, which keeps its domain and
 * code. FALSE, for returning. */
gboolean od_history_error_explain (GError **error, OdHistoryDeed deed);
/* The same for what the system says by errno. */
gboolean od_history_error_from_errno (GError **error, OdHistoryDeed deed, int number);
/* Whether what is in the file is wrong, not the way to it. */
gboolean od_history_error_is_content (const GError *error);

G_END_DECLS
