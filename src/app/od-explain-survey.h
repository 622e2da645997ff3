/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Files and folders read and explained in the background, brought to the main context in batches. Every
 * function belongs to the main thread. One survey reads once. It shows nothing. */

#pragma once

#include "od-survey.h"

G_BEGIN_DECLS

#define OD_TYPE_EXPLAIN_SURVEY (od_explain_survey_get_type ())
/* Signals: "batch" (GPtrArray of OdExplained): more was explained, maybe nothing; at most once a frame.
 * "finished": after the last batch, also when stopped. */
G_DECLARE_FINAL_TYPE (OdExplainSurvey, od_explain_survey, OD, EXPLAIN_SURVEY, GObject)

/* What was given, where it was one thing only. */
typedef struct
{
  OdItemKind kind;
  GBytes *bytes;
  char *name;
  GPtrArray *explained; /* OdExplained * */
} OdExplainDocument;

OdExplainSurvey *od_explain_survey_new (GFile **files, guint n_files);
void od_explain_survey_start (OdExplainSurvey *self);
/* "finished" follows soon; what has come stays. */
void od_explain_survey_stop (OdExplainSurvey *self);

gboolean od_explain_survey_is_running (OdExplainSurvey *self);
gboolean od_explain_survey_was_stopped (OdExplainSurvey *self);
/* As far as it was brought over. */
const OdSurveyCounts *od_explain_survey_get_counts (OdExplainSurvey *self);
/* 0.0–1.0 of the bytes; -1: not known. */
double od_explain_survey_get_progress (OdExplainSurvey *self);
/* Whether it is more than one thing, as far as known. */
gboolean od_explain_survey_is_many (OdExplainSurvey *self);
/* (transfer none) (nullable): once finished, where it was one thing that could be read. */
const OdExplainDocument *od_explain_survey_get_document (OdExplainSurvey *self);
/* (nullable): why something could not be read, the first time; in the person's language. */
const char *od_explain_survey_get_problem (OdExplainSurvey *self);
/* (transfer full): what is read, for a title: "bounces.mbox", "3 files". */
char *od_explain_survey_get_name (OdExplainSurvey *self);

G_END_DECLS
