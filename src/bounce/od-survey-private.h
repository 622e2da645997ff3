/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The survey with the explaining as a function of the caller, so that order, stopping and bounds are tested
 * without knowledge. Runs as od_survey_run() does. */

#pragma once

#include "od-survey.h"

G_BEGIN_DECLS

/* Called by the workers, several at a time. As od_explain_item(). */
typedef GPtrArray *(*OdSurveyExplain) (const OdItem *item, gpointer data, OdGivenKind *kind, GError **error);

/* What a survey may hold at once, read and not yet given to the caller. */
#define OD_SURVEY_BATCH_ITEMS 64
#define OD_SURVEY_BATCH_BYTES (1024 * 1024)
#define OD_SURVEY_BYTES       (64 * 1024 * 1024)

gboolean od_survey_run_with (OdMailbox *mailbox,
                             OdSurveyExplain explain,
                             gpointer explain_data,
                             guint workers,
                             OdSurveyFunc result,
                             gpointer user_data,
                             OdSurveyCounts *counts,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
