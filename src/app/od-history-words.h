/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* When and where a run was, in words. Pure; any thread. */

#pragma once

#include "od-checkup.h"

G_BEGIN_DECLS

/* (transfer full): "25 November 2026, 08:05". */
char *od_history_time_words (GDateTime *when);
/* (transfer full): "25 November 2026, 08:05 · anna@example.org · mail.example.org:587". Texts must be safe.
 */
char *od_history_run_words (GDateTime *when, const char *address, const char *server, guint port);
/* (transfer full): the same of a run that is at hand. */
char *od_history_result_words (const OdResult *result);

G_END_DECLS
