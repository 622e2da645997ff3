/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A whole mailbox explained on all cores. od_survey_run() blocks its caller; one thread reads, the others
 * explain; results reach @result in the order of the mailbox, on the calling thread. Memory is bounded by the
 * number of items in flight, not by the mailbox. */

#pragma once

#include "od-explain.h"

G_BEGIN_DECLS

/* One item done. @explained: OdExplained *, not owned, maybe empty; @error: why it could not be read, or
 * NULL. Called on the thread of od_survey_run(), in order. FALSE stops. */
typedef gboolean (*OdSurveyFunc) (const OdItem *item,
                                  const GPtrArray *explained,
                                  OdGivenKind kind,
                                  const GError *error,
                                  gpointer user_data);

typedef struct
{
  guint64 items;     /* read */
  guint64 bounces;   /* with at least one explanation */
  guint64 explained; /* explanations, one a recipient */
  guint64 failed;    /* could not be read */
} OdSurveyCounts;

/* @workers: threads that explain; 0: one a core. FALSE with an error (G_IO_ERROR_CANCELLED where stopped);
 * @counts is true up to there. */
gboolean od_survey_run (OdMailbox *mailbox,
                        const OdKnowledge *knowledge,
                        guint workers,
                        OdSurveyFunc result,
                        gpointer user_data,
                        OdSurveyCounts *counts,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
