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

typedef struct _OdOpenSession OdOpenSession;

/* Called once, after the outcome was recorded and before QUIT, in the thread of the run: what is to be asked
 * in the session that is still open (od-open-session.h) is asked here. */
typedef void (*OdSessionFollowUp) (OdOpenSession *session, gpointer user_data);

/**
 * od_session_run:
 * @settings: checked by od_settings_check()
 * @secret: (nullable): password or token; NULL: no login
 * @follow_up: (nullable): see OdSessionFollowUp
 *
 * Ends within the limits. Whatever comes, exactly one OD_EVENT_OUTCOME is recorded, last but for what
 * @follow_up records, the lines of QUIT and "closed".
 */
void od_session_run (const OdSettings *settings,
                     OdSecret *secret,
                     const OdLimits *limits,
                     OdRecorder *recorder,
                     OdSessionFollowUp follow_up,
                     gpointer user_data,
                     GCancellable *cancellable);

G_END_DECLS
