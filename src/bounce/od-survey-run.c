/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The survey with the knowledge: what the program uses. See od-survey.c. */

#include "od-survey-private.h"

static GPtrArray *
explain (const OdItem *item, gpointer knowledge, OdGivenKind *kind, GError **error)
{
  return od_explain_item (item, knowledge, kind, error);
}

gboolean
od_survey_run (OdMailbox *mailbox,
               const OdKnowledge *knowledge,
               guint workers,
               OdSurveyFunc result,
               gpointer user_data,
               OdSurveyCounts *counts,
               GCancellable *cancellable,
               GError **error)
{
  return od_survey_run_with (mailbox, explain, (gpointer) knowledge, workers, result, user_data, counts,
                             cancellable, error);
}
