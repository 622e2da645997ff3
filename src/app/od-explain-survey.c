/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The survey as the window sees it: od_survey_run() in a GTask worker, its results brought over in batches.
 * Functions marked so run in the worker; everything else belongs to the main thread. */

#include "od-explain-survey.h"

#include <glib/gi18n-lib.h>

#include "od-text.h"

/* A batch a frame, and not more in one than a frame has time for. */
#define BATCH_MS   16
#define BATCH_ROWS 2000

/* What worker and main thread share. */
typedef struct
{
  int ref_count;
  GPtrArray *files;
  GMutex mutex; /* for everything below */
  GPtrArray *pending;
  gboolean scheduled;
  OdSurveyCounts counts;
  guint64 bytes;
  guint64 size;
  gboolean many;
  OdExplainDocument first;
  char *problem;
  OdExplainSurvey *survey; /* weak; main thread only */
} Run;

struct _OdExplainSurvey
{
  GObject parent_instance;

  Run *run;
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

static GPtrArray *
explained_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) od_explained_unref);
}

static Run *
run_new (OdExplainSurvey *survey, GFile **files, guint n_files)
{
  Run *run = g_new0 (Run, 1);

  run->ref_count = 1;
  g_mutex_init (&run->mutex);
  run->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (run->files, g_object_ref (files[i]));
  run->many = n_files > 1;
  run->pending = explained_list_new ();
  g_set_weak_pointer (&run->survey, survey);
  return run;
}

static Run *
run_ref (Run *run)
{
  g_atomic_int_inc (&run->ref_count);
  return run;
}

static void
run_unref (Run *run)
{
  if (!g_atomic_int_dec_and_test (&run->ref_count))
    return;
  g_clear_weak_pointer (&run->survey);
  g_clear_pointer (&run->files, g_ptr_array_unref);
  g_clear_pointer (&run->pending, g_ptr_array_unref);
  g_clear_pointer (&run->first.bytes, g_bytes_unref);
  g_clear_pointer (&run->first.explained, g_ptr_array_unref);
  g_free (run->first.name);
  g_free (run->problem);
  g_mutex_clear (&run->mutex);
  g_free (run);
}

/* The rows of a batch; the rest stays for the next. */
static GPtrArray *
take_batch (Run *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->mutex);
  GPtrArray *batch = run->pending;
  guint rest = batch->len > BATCH_ROWS ? batch->len - BATCH_ROWS : 0;

  run->scheduled = FALSE;
  run->pending = explained_list_new ();
  for (guint i = batch->len - rest; i < batch->len; i++)
    g_ptr_array_add (run->pending, od_explained_ref (g_ptr_array_index (batch, i)));
  g_ptr_array_set_size (batch, (int) (batch->len - rest));
  return batch;
}

static void schedule (Run *run);

static void
finish_if_done (OdExplainSurvey *self, guint waiting)
{
  if (!self->worker_ended || waiting > 0 || !self->running)
    return;
  self->running = FALSE;
  g_signal_emit (self, signals[FINISHED], 0);
}

static void
take_counts (OdExplainSurvey *self, guint *waiting)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->run->mutex);

  self->counts = self->run->counts;
  *waiting = self->run->pending->len;
}

static void
bring_over (Run *run)
{
  g_autoptr (OdExplainSurvey) self = run->survey != NULL ? g_object_ref (run->survey) : NULL;
  g_autoptr (GPtrArray) batch = NULL;
  guint waiting;

  if (self == NULL)
    return;
  batch = take_batch (run);
  take_counts (self, &waiting);
  g_signal_emit (self, signals[BATCH], 0, batch);
  if (waiting > 0)
    schedule (run);
  finish_if_done (self, waiting);
}

static gboolean
on_batch (gpointer user_data)
{
  bring_over (user_data);
  return G_SOURCE_REMOVE;
}

/* Any thread. */
static void
schedule (Run *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->mutex);
  g_autoptr (GSource) source = NULL;

  if (run->scheduled)
    return;
  run->scheduled = TRUE;
  source = g_timeout_source_new (BATCH_MS);
  g_source_set_callback (source, on_batch, run_ref (run), (GDestroyNotify) run_unref);
  g_source_attach (source, NULL);
}

/* Worker: under the mutex. The first problem is told, all are counted. */
static void
note_problem (Run *run, const GError *error)
{
  run->counts.failed++;
  if (run->problem == NULL)
    run->problem = g_strdup (error->message);
}

/* Worker: under the mutex. */
static void
note_first (Run *run, const OdItem *item, const GPtrArray *explained)
{
  if (run->counts.items > 1 || item->bytes == NULL)
    return;
  run->first.kind = item->kind;
  run->first.bytes = g_bytes_ref (item->bytes);
  run->first.name = g_strdup (item->name);
  run->first.explained = explained_list_new ();
  for (guint i = 0; i < explained->len; i++)
    g_ptr_array_add (run->first.explained, od_explained_ref (g_ptr_array_index (explained, i)));
}

/* Worker: under the mutex. */
static void
note_item (Run *run, const OdItem *item, const GPtrArray *explained, const GError *error)
{
  run->counts.items++;
  run->counts.bounces += explained->len > 0;
  run->counts.explained += explained->len;
  run->bytes += item->bytes != NULL ? g_bytes_get_size (item->bytes) : 0;
  for (guint i = 0; i < explained->len; i++)
    g_ptr_array_add (run->pending, od_explained_ref (g_ptr_array_index (explained, i)));
  note_first (run, item, explained);
  if (error != NULL)
    note_problem (run, error);
}

/* Worker. */
static gboolean
on_item (const OdItem *item,
         const GPtrArray *explained,
         OdGivenKind kind,
         const GError *error,
         gpointer user_data)
{
  Run *run = user_data;

  g_mutex_lock (&run->mutex);
  note_item (run, item, explained, error);
  g_mutex_unlock (&run->mutex);
  schedule (run);
  return TRUE;
}

/* Worker. */
static void
tell_problem (Run *run, const GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->mutex);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    note_problem (run, error);
}

/* Worker: opens and reads one of the files. */
static void
survey_file (Run *run, GFile *file, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdMailbox) mailbox = od_mailbox_open (file, cancellable, &error);

  if (mailbox != NULL)
    {
      g_mutex_lock (&run->mutex);
      run->many |= od_mailbox_is_many (mailbox);
      g_mutex_unlock (&run->mutex);
      od_survey_run (mailbox, od_knowledge_get_default (), 0, on_item, run, NULL, cancellable, &error);
    }
  if (error != NULL)
    tell_problem (run, error);
}

/* Worker. */
static guint64
measure (GPtrArray *files, GCancellable *cancellable)
{
  guint64 sum = 0;

  for (guint i = 0; i < files->len; i++)
    {
      guint64 size = 0;

      if (g_file_measure_disk_usage (g_ptr_array_index (files, i), G_FILE_MEASURE_APPARENT_SIZE, cancellable,
                                     NULL, NULL, &size, NULL, NULL, NULL))
        sum += size;
    }
  return sum;
}

/* Worker. */
static void
work (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Run *run = task_data;
  guint64 size = measure (run->files, cancellable);

  g_mutex_lock (&run->mutex);
  run->size = size;
  g_mutex_unlock (&run->mutex);
  for (guint i = 0; i < run->files->len && !g_cancellable_is_cancelled (cancellable); i++)
    survey_file (run, g_ptr_array_index (run->files, i), cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
on_worker_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdExplainSurvey) self = user_data;

  self->worker_ended = TRUE;
  bring_over (self->run);
}

void
od_explain_survey_start (OdExplainSurvey *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OD_IS_EXPLAIN_SURVEY (self));
  g_return_if_fail (!self->running && !self->worker_ended);

  self->running = TRUE;
  task = g_task_new (NULL, self->cancellable, on_worker_ended, g_object_ref (self));
  g_task_set_task_data (task, run_ref (self->run), (GDestroyNotify) run_unref);
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
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->run->mutex);

  if (self->run->size == 0)
    return -1;
  return MIN ((double) self->run->bytes / (double) self->run->size, 1.0);
}

gboolean
od_explain_survey_is_many (OdExplainSurvey *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->run->mutex);

  return self->run->many || self->run->counts.items > 1;
}

const OdExplainDocument *
od_explain_survey_get_document (OdExplainSurvey *self)
{
  if (self->running || self->counts.items != 1 || self->run->first.bytes == NULL)
    return NULL;
  return &self->run->first;
}

const char *
od_explain_survey_get_problem (OdExplainSurvey *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->run->mutex);

  return self->run->problem;
}

char *
od_explain_survey_get_name (OdExplainSurvey *self)
{
  GPtrArray *files = self->run->files;
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
  g_clear_pointer (&self->run, run_unref);
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

  self->run = run_new (self, files, n_files);
  return self;
}
