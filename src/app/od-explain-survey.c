/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The survey as the window sees it: the run in a GTask worker, what it finds brought over in batches. Main
 * thread, but for work(). */

#include "od-explain-survey.h"

#include <glib/gi18n-lib.h>

#include "od-explain-run.h"
#include "od-text.h"

struct _OdExplainSurvey
{
  GObject parent_instance;

  OdExplainRun *run;
  GCancellable *cancellable;
  gboolean running;
  gboolean worker_ended;
  OdSurveyCounts counts;
};

G_DEFINE_FINAL_TYPE (OdExplainSurvey, od_explain_survey, G_TYPE_OBJECT)

enum
{
  BATCH,
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
finish_if_done (OdExplainSurvey *self, guint waiting)
{
  if (!self->worker_ended || waiting > 0 || !self->running)
    return;
  self->running = FALSE;
  g_signal_emit (self, signals[FINISHED], 0);
}

static void
bring_over (gpointer user_data)
{
  g_autoptr (OdExplainSurvey) self = g_object_ref (user_data);
  guint waiting;
  g_autoptr (GPtrArray) batch = od_explain_run_take (self->run, &self->counts, &waiting);

  g_signal_emit (self, signals[BATCH], 0, batch);
  finish_if_done (self, waiting);
}

/* Worker. */
static void
work (GTask *task, gpointer source_object, gpointer run, GCancellable *cancellable)
{
  od_explain_run_work (run, cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
on_worker_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdExplainSurvey) self = user_data;

  self->worker_ended = TRUE;
  bring_over (self);
}

void
od_explain_survey_start (OdExplainSurvey *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OD_IS_EXPLAIN_SURVEY (self));
  g_return_if_fail (!self->running && !self->worker_ended);

  self->running = TRUE;
  task = g_task_new (NULL, self->cancellable, on_worker_ended, g_object_ref (self));
  g_task_set_task_data (task, od_explain_run_ref (self->run), (GDestroyNotify) od_explain_run_unref);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, work);
}

void
od_explain_survey_stop (OdExplainSurvey *self)
{
  g_cancellable_cancel (self->cancellable);
}

gboolean
od_explain_survey_is_running (OdExplainSurvey *self)
{
  return self->running;
}

gboolean
od_explain_survey_was_stopped (OdExplainSurvey *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

const OdSurveyCounts *
od_explain_survey_get_counts (OdExplainSurvey *self)
{
  return &self->counts;
}

double
od_explain_survey_get_progress (OdExplainSurvey *self)
{
  return od_explain_run_progress (self->run);
}

gboolean
od_explain_survey_is_many (OdExplainSurvey *self)
{
  return od_explain_run_is_many (self->run);
}

const OdExplainDocument *
od_explain_survey_get_document (OdExplainSurvey *self)
{
  return !self->running && self->counts.items == 1 ? od_explain_run_first (self->run) : NULL;
}

const char *
od_explain_survey_get_problem (OdExplainSurvey *self)
{
  return od_explain_run_problem (self->run);
}

char *
od_explain_survey_get_name (OdExplainSurvey *self)
{
  const GPtrArray *files = od_explain_run_files (self->run);
  g_autofree char *base = files->len > 0 ? g_file_get_basename (g_ptr_array_index (files, 0)) : NULL;

  if (files->len > 1)
    return g_strdup_printf (ngettext ("%u file", "%u files", files->len), files->len);
  return od_text_make_safe (base != NULL ? base : "", -1);
}

static void
od_explain_survey_dispose (GObject *object)
{
  OdExplainSurvey *self = OD_EXPLAIN_SURVEY (object);

  g_cancellable_cancel (self->cancellable);
  if (self->run != NULL)
    od_explain_run_forget_owner (self->run);
  g_clear_pointer (&self->run, od_explain_run_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (od_explain_survey_parent_class)->dispose (object);
}

static void
od_explain_survey_class_init (OdExplainSurveyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_explain_survey_dispose;
  signals[BATCH] = g_signal_new ("batch", OD_TYPE_EXPLAIN_SURVEY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[FINISHED] = g_signal_new ("finished", OD_TYPE_EXPLAIN_SURVEY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
od_explain_survey_init (OdExplainSurvey *self)
{
  self->cancellable = g_cancellable_new ();
}

OdExplainSurvey *
od_explain_survey_new (GFile **files, guint n_files)
{
  OdExplainSurvey *self = g_object_new (OD_TYPE_EXPLAIN_SURVEY, NULL);

  self->run = od_explain_run_new (files, n_files, self, bring_over);
  return self;
}
