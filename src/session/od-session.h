/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The transaction: one full SMTP session as a mail program has it, from the name look-up to QUIT, on the page
 * that reads like RFC 5321. Blocking, in a worker thread, cancellable at every moment. Everything that
 * happens goes to the recorder; the last event is the outcome. One login attempt at most. It judges nothing:
 * that is od_diagnose()'s. */

#pragma once

#include "od-limits.h"
#include "od-recorder.h"
#include "od-settings.h"

G_BEGIN_DECLS

/**
 * od_session_run:
 * @settings: checked by od_settings_check()
 * @secret: (nullable): password or token; NULL: no login
 *
 * Ends within the limits. Whatever comes, exactly one OD_EVENT_OUTCOME is recorded, last but for the lines of
 * QUIT and "closed".
 */
void od_session_run (const OdSettings *settings,
                     OdSecret *secret,
                     const OdLimits *limits,
                     OdRecorder *recorder,
                     GCancellable *cancellable);

G_END_DECLS
