/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a survey's worker and the main thread share: the worker fills it, the main thread takes from it in
 * batches. Counted; functions say which thread they belong to. */

#pragma once

#include "od-explain-survey.h"

G_BEGIN_DECLS

typedef struct _OdExplainRun OdExplainRun;

/* Called in the main context some time after the worker has found more, at most once a frame. */
typedef void (*OdExplainRunMore) (gpointer owner);

/* Main thread, as all that is not told otherwise. @owner: for @more, not owned, until
 * od_explain_run_forget_owner(). */
OdExplainRun *od_explain_run_new (GFile **files, guint n_files, gpointer owner, OdExplainRunMore more);
void od_explain_run_forget_owner (OdExplainRun *self);
/* Any thread. */
OdExplainRun *od_explain_run_ref (OdExplainRun *self);
void od_explain_run_unref (OdExplainRun *self);

/* Worker: reads everything. */
void od_explain_run_work (OdExplainRun *self, GCancellable *cancellable);

/* (transfer full): OdExplained *, what has come since the last time, or the first of it; the rest is
 * announced again. @waiting: (out): how many are left. */
GPtrArray *od_explain_run_take (OdExplainRun *self, OdSurveyCounts *counts, guint *waiting);

/* Files; never changed. */
const GPtrArray *od_explain_run_files (const OdExplainRun *self);
double od_explain_run_progress (OdExplainRun *self);
gboolean od_explain_run_is_many (OdExplainRun *self);
/* Once the worker has ended. */
const OdExplainDocument *od_explain_run_first (OdExplainRun *self);
const char *od_explain_run_problem (OdExplainRun *self);

G_END_DECLS
