/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A checkup: run the session, observe facts, diagnose; then probe for what the open causes want to know, and
 * diagnose again, until no probe can change the answer. The blocking functions are for the command, the
 * GObject for the window: it runs the same in a GTask worker and brings the events to the main context in
 * batches, at most one batch a frame.
 */

#pragma once

#include "od-apply.h"
#include "od-limits.h"
#include "od-observe.h"
#include "od-probe.h"
#include "od-recorder.h"

G_BEGIN_DECLS

/* Whom else a probe would have to ask, without whom some causes stay open. */
typedef struct
{
  char *party;       /* kind, as in a consent: "block-list" */
  char *names;       /* who that is: "Spamhaus (zen.spamhaus.org), …" */
  GPtrArray *causes; /* char *: titles of the causes that this would tell about */
} OdWish;

/* What a checkup found. Immutable, counted; any thread after it is finished. */
typedef struct
{
  int ref_count;
  OdSettings *settings;
  OdTranscript *transcript;
  OdFacts *facts;
  GPtrArray *findings; /* OdFinding *: the verdict first, then remarks */
  GPtrArray *wishes;   /* OdWish *, one a kind of third party: not asked so far */
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

/* How a checkup goes about it. */
typedef struct
{
  OdLimits limits;
  gboolean no_probes;  /* the session alone */
  const char *consent; /* kinds of third parties that may be asked: "block-list portal", "all"; NULL: none */
  const char *const *answers; /* of the person: "webmail-login=yes", NULL-terminated; or NULL */
} OdCheckupOptions;
/* The default limits, probes, no consent. */
extern const OdCheckupOptions od_checkup_options_default;

/**
 * od_checkup_run:
 * @options: (nullable): the default ones
 * @sink: (nullable): sees every event as it happens, one at a time, in the thread where it happens
 *
 * Blocking. Returns: (transfer full): always a result, also when cancelled
 */
OdResult *od_checkup_run (const OdSettings *settings,
                          OdSecret *secret,
                          const OdCheckupOptions *options,
                          OdEventSink sink,
                          gpointer user_data,
                          GCancellable *cancellable);

/**
 * od_checkup_continue:
 * @before: a finished result; it is not changed
 * @options: what was consented to and answered since
 *
 * Goes on where @before ended, without a new session: asks what may be asked now and diagnoses again.
 * Blocking.
 *
 * Returns: (transfer full): a result whose transcript begins with that of @before
 */
OdResult *od_checkup_continue (const OdResult *before,
                               const OdCheckupOptions *options,
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
/* Goes on from the result with @consent (kinds of third parties; nullable) and one @answer
 * ("webmail-login=yes"; nullable): the transcript grows, "finished" comes again. Does nothing without a
 * result. */
void od_checkup_go_on (OdCheckup *self, const char *consent, const char *answer);
/* For later runs: kinds of third parties that may always be asked. */
void od_checkup_set_consent (OdCheckup *self, const char *consent);
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
