/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A mailbox explained on all cores: a thread that reads, threads that explain, and the caller, who is given
 * the results in order. All threads have ended when it returns. */

#include "od-survey-private.h"

#include <glib/gi18n-lib.h>

#include "od-survey-batch.h"

#define BATCHES_PER_WORKER 4
#define MAX_WORKERS        64

typedef struct
{
  OdMailbox *mailbox;
  OdBatchLine *line;
  OdSurveyExplain explain;
  gpointer explain_data;
  GCancellable *stop; /* our own: by the caller's, or by its FALSE */
} Survey;

/* Fills a batch; less than full where a worker waits or nothing more comes (then @ended). */
static OdBatch *
read_batch (Survey *self, gboolean *ended, GError **error)
{
  OdBatch *batch = od_batch_new ();
  OdItem *item;

  while ((item = od_mailbox_next (self->mailbox, self->stop, error)) != NULL)
    {
      od_batch_add (batch, item);
      if (od_batch_is_full (batch) || od_batch_line_is_hungry (self->line))
        return batch;
    }
  *ended = TRUE;
  return batch;
}

static gpointer
read_all (gpointer data)
{
  Survey *self = data;
  GError *error = NULL;
  gboolean ended = FALSE;

  while (!ended)
    {
      OdBatch *batch = read_batch (self, &ended, &error);

      if (batch->items->len == 0)
        od_batch_free (batch);
      else if (!od_batch_line_add (self->line, batch))
        ended = TRUE;
    }
  od_batch_line_end (self->line, error);
  return NULL;
}

static void
explain_one (const Survey *self, OdSurveyed *surveyed)
{
  if (surveyed->item->error != NULL)
    surveyed->error = g_error_copy (surveyed->item->error);
  else
    surveyed->explained =
        self->explain (surveyed->item, self->explain_data, &surveyed->kind, &surveyed->error);
}

static gpointer
explain_all (gpointer data)
{
  Survey *self = data;
  OdBatch *batch;

  while ((batch = od_batch_line_take_work (self->line)) != NULL)
    {
      for (guint i = 0; i < batch->items->len && !od_batch_line_is_stopped (self->line); i++)
        explain_one (self, &g_array_index (batch->items, OdSurveyed, i));
      od_batch_line_work_done (self->line, batch);
    }
  return NULL;
}

static void
count (OdSurveyCounts *counts, const OdSurveyed *surveyed)
{
  guint explained = surveyed->explained != NULL ? surveyed->explained->len : 0;

  counts->items++;
  counts->explained += explained;
  if (surveyed->error != NULL)
    counts->failed++;
  if (explained > 0)
    counts->bounces++;
}

/* FALSE if the caller wants no more. */
static gboolean
give_batch (const Survey *self,
            OdBatch *batch,
            OdSurveyFunc result,
            gpointer user_data,
            OdSurveyCounts *counts)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (guint i = 0; i < batch->items->len; i++)
    {
      const OdSurveyed *surveyed = &g_array_index (batch->items, OdSurveyed, i);
      const GPtrArray *explained = surveyed->explained != NULL ? surveyed->explained : none;

      if (od_batch_line_is_stopped (self->line))
        return FALSE;
      count (counts, surveyed);
      if (!result (surveyed->item, explained, surveyed->kind, surveyed->error, user_data))
        return FALSE;
    }
  return TRUE;
}

static void
give_results (const Survey *self,
              OdSurveyFunc result,
              gpointer user_data,
              OdSurveyCounts *counts,
              GError **error)
{
  for (;;)
    {
      g_autoptr (OdBatch) batch = od_batch_line_take_result (self->line, error);

      if (batch == NULL)
        return;
      if (!give_batch (self, batch, result, user_data, counts))
        g_cancellable_cancel (self->stop);
    }
}

static void
on_cancelled (GCancellable *cancellable, gpointer stop)
{
  g_cancellable_cancel (stop);
}

static void
on_stop (GCancellable *stop, gpointer line)
{
  od_batch_line_stop (line);
}

static guint
worker_count (guint wanted)
{
  return MIN (wanted > 0 ? wanted : g_get_num_processors (), MAX_WORKERS);
}

/* Runs the threads and gives out what comes; all have ended afterwards. */
static void
run (Survey *self,
     guint workers,
     OdSurveyFunc result,
     gpointer user_data,
     OdSurveyCounts *counts,
     GError **error)
{
  GThread *reader = g_thread_new ("survey-read", read_all, self);
  g_autofree GThread **threads = g_new0 (GThread *, workers);

  for (guint i = 0; i < workers; i++)
    threads[i] = g_thread_new ("survey-explain", explain_all, self);
  give_results (self, result, user_data, counts, error);
  g_thread_join (reader);
  for (guint i = 0; i < workers; i++)
    g_thread_join (threads[i]);
}

gboolean
od_survey_run_with (OdMailbox *mailbox,
                    OdSurveyExplain explain,
                    gpointer explain_data,
                    guint workers,
                    OdSurveyFunc result,
                    gpointer user_data,
                    OdSurveyCounts *counts,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (OdBatchLine) line = od_batch_line_new (worker_count (workers) * BATCHES_PER_WORKER);
  Survey self = { mailbox, line, explain, explain_data, stop };
  OdSurveyCounts counted = { 0 };
  g_autoptr (GError) broken = NULL;
  gulong stop_handler = g_cancellable_connect (stop, G_CALLBACK (on_stop), line, NULL);
  gulong handler =
      cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), stop, NULL) : 0;

  run (&self, worker_count (workers), result, user_data, &counted, &broken);
  g_cancellable_disconnect (cancellable, handler);
  g_cancellable_disconnect (stop, stop_handler);
  if (counts != NULL)
    *counts = counted;
  if (broken == NULL && g_cancellable_is_cancelled (stop))
    broken = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped."));
  if (broken == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&broken));
  return FALSE;
}
