/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The loop of a checkup: diagnose what is known, run the probes that the open causes want, diagnose again,
 * until none is wanted any more or the time is over. Private to this folder; the thread of the run. */

#pragma once

#include "od-checkup.h"

G_BEGIN_DECLS

typedef struct _OdExamination OdExamination;

/* @events: (OdEvent *): what is known from before; copied. Borrows the rest. */
OdExamination *od_examination_new (const OdSettings *settings,
                                   const OdCheckupOptions *options,
                                   GPtrArray *events,
                                   OdEventSink sink,
                                   gpointer user_data,
                                   GCancellable *cancellable);
void od_examination_free (OdExamination *self);
OdRecorder *od_examination_get_recorder (OdExamination *self);
/* OdSessionFollowUp, @user_data is the OdExamination: stays in the session only while it has something to ask
 * there. */
void od_examination_follow_up (OdOpenSession *session, gpointer user_data);
/* The rounds that need no session. */
void od_examination_go_on (OdExamination *self);
/* (transfer full): all events so far as a new transcript. */
OdTranscript *od_examination_get_transcript (OdExamination *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdExamination, od_examination_free)

G_END_DECLS
