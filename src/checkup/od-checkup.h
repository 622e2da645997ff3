/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A checkup: run the session, observe facts, diagnose. The blocking function is for the command, the GObject
 * for the window: it runs the same in a GTask worker and brings the events to the main context in batches, at
 * most one batch a frame. */

#pragma once

#include "od-apply.h"
#include "od-limits.h"
#include "od-observe.h"
#include "od-recorder.h"

G_BEGIN_DECLS

/* What a checkup found. Immutable, counted; any thread after it is finished. */
typedef struct
{
  int ref_count;
  OdSettings *settings;
  OdTranscript *transcript;
  OdFacts *facts;
  GPtrArray *findings; /* OdFinding *: the verdict first, then remarks */
  GDateTime *when;     /* local time at the start */
} OdResult;

#define OD_TYPE_RESULT (od_result_get_type ())
GType od_result_get_type (void) G_GNUC_CONST;
OdResult *od_result_ref (OdResult *self);
void od_result_unref (OdResult *self);
/* The verdict (transfer none). */
OdFinding *od_result_get_verdict (const OdResult *self);
/* "accepted", "rejected", …: the fact outcome. */
const char *od_result_get_outcome (const OdResult *self);

/**
 * od_checkup_run:
 * @limits: (nullable): the default limits
 * @sink: (nullable): sees every event as it happens, in this thread
 *
 * Blocking. Returns: (transfer full): always a result, also when cancelled
 */
OdResult *od_checkup_run (const OdSettings *settings,
                          OdSecret *secret,
                          const OdLimits *limits,
                          OdEventSink sink,
                          gpointer user_data,
                          GCancellable *cancellable);

/* (transfer full): a saved transcript diagnosed anew. @settings may be NULL. */
OdResult *od_result_new_from_transcript (OdTranscript *transcript, const OdSettings *settings);

#define OD_TYPE_CHECKUP (od_checkup_get_type ())
/* Properties: "running" (b), "stage" (u, OdStage; notify as it goes), "transcript" (OdTranscript, a new one
 * each run), "result" (OdResult, NULL while running). Signals: "events" (from, n): after a batch was
 * appended; "finished". Main thread only. */
G_DECLARE_FINAL_TYPE (OdCheckup, od_checkup, OD, CHECKUP, GObject)

OdCheckup *od_checkup_new (void);
/* Starts a run; one that is running is stopped first and its end awaited without blocking. @secret may be
 * NULL. */
void od_checkup_start (OdCheckup *self, const OdSettings *settings, OdSecret *secret);
/* Ends the run within a second; "finished" comes as always. */
void od_checkup_stop (OdCheckup *self);
gboolean od_checkup_is_running (OdCheckup *self);
OdStage od_checkup_get_stage (OdCheckup *self);
OdTranscript *od_checkup_get_transcript (OdCheckup *self); /* (transfer none) */
OdResult *od_checkup_get_result (OdCheckup *self);         /* (transfer none) (nullable) */
/* Shows a saved run. */
void od_checkup_show (OdCheckup *self, OdResult *result);
void od_checkup_set_limits (OdCheckup *self, const OdLimits *limits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdResult, od_result_unref)

G_END_DECLS
