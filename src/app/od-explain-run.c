/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The run of a survey. The worker stands still for nobody: what it finds waits here. */

#include "od-explain-run.h"

/* A batch a frame, and not more in one than a frame has time for. */
#define BATCH_MS   16
#define BATCH_ROWS 2000

struct _OdExplainRun
{
  int ref_count;
  GPtrArray *files;
  OdExplainRunMore more; /* main thread only, as is @owner */
  gpointer owner;
  GMutex mutex; /* for everything below */
  GPtrArray *pending;
  gboolean scheduled;
  OdSurveyCounts counts;
  guint64 bytes;
  guint64 size;
  gboolean many;
  OdExplainDocument first;
  char *problem;
};

static GPtrArray *
explained_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) od_explained_unref);
}

OdExplainRun *
od_explain_run_new (GFile **files, guint n_files, gpointer owner, OdExplainRunMore more)
{
  OdExplainRun *self = g_new0 (OdExplainRun, 1);

  self->ref_count = 1;
  self->owner = owner;
  self->more = more;
  g_mutex_init (&self->mutex);
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (self->files, g_object_ref (files[i]));
  self->many = n_files > 1;
  self->pending = explained_list_new ();
  return self;
}

void
od_explain_run_forget_owner (OdExplainRun *self)
{
  self->owner = NULL;
}

OdExplainRun *
od_explain_run_ref (OdExplainRun *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
od_explain_run_unref (OdExplainRun *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_clear_pointer (&self->first.bytes, g_bytes_unref);
  g_clear_pointer (&self->first.explained, g_ptr_array_unref);
  g_free (self->first.name);
  g_free (self->problem);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
on_batch (gpointer user_data)
{
  OdExplainRun *self = user_data;

  if (self->owner != NULL)
    self->more (self->owner);
  return G_SOURCE_REMOVE;
}

/* Any thread, under the mutex. */
static void
schedule (OdExplainRun *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->scheduled)
    return;
  self->scheduled = TRUE;
  source = g_timeout_source_new (BATCH_MS);
  g_source_set_callback (source, on_batch, od_explain_run_ref (self), (GDestroyNotify) od_explain_run_unref);
  g_source_attach (source, NULL);
}

GPtrArray *
od_explain_run_take (OdExplainRun *self, OdSurveyCounts *counts, guint *waiting)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GPtrArray *batch = self->pending;

  *waiting = batch->len > BATCH_ROWS ? batch->len - BATCH_ROWS : 0;
  *counts = self->counts;
  self->scheduled = FALSE;
  self->pending = explained_list_new ();
  for (guint i = batch->len - *waiting; i < batch->len; i++)
    g_ptr_array_add (self->pending, od_explained_ref (g_ptr_array_index (batch, i)));
  g_ptr_array_set_size (batch, (int) (batch->len - *waiting));
  if (*waiting > 0)
    schedule (self);
  return batch;
}

/* Worker: under the mutex. The first problem is told, all are counted. */
static void
note_problem (OdExplainRun *self, const GError *error)
{
  self->counts.failed++;
  if (self->problem == NULL)
    self->problem = g_strdup (error->message);
}

/* Worker: under the mutex. */
static void
note_first (OdExplainRun *self, const OdItem *item, const GPtrArray *explained)
{
  if (self->counts.items > 1 || item->bytes == NULL)
    return;
  self->first.kind = item->kind;
  self->first.bytes = g_bytes_ref (item->bytes);
  self->first.name = g_strdup (item->name);
  self->first.explained = explained_list_new ();
  for (guint i = 0; i < explained->len; i++)
    g_ptr_array_add (self->first.explained, od_explained_ref (g_ptr_array_index (explained, i)));
}

/* Worker: under the mutex. */
static void
note_item (OdExplainRun *self, const OdItem *item, const GPtrArray *explained, const GError *error)
{
  self->counts.items++;
  self->counts.bounces += explained->len > 0;
  self->counts.explained += explained->len;
  self->bytes += item->bytes != NULL ? g_bytes_get_size (item->bytes) : 0;
  for (guint i = 0; i < explained->len; i++)
    g_ptr_array_add (self->pending, od_explained_ref (g_ptr_array_index (explained, i)));
  note_first (self, item, explained);
  if (error != NULL)
    note_problem (self, error);
}

/* Worker. */
static gboolean
on_item (const OdItem *item,
         const GPtrArray *explained,
         OdGivenKind kind,
         const GError *error,
         gpointer user_data)
{
  OdExplainRun *self = user_data;

  g_mutex_lock (&self->mutex);
  note_item (self, item, explained, error);
  schedule (self);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

/* Worker. */
static void
tell_problem (OdExplainRun *self, const GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    note_problem (self, error);
}

/* Worker: opens and reads one of the files. */
static void
survey_file (OdExplainRun *self, GFile *file, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdMailbox) mailbox = od_mailbox_open (file, cancellable, &error);

  if (mailbox != NULL)
    {
      g_mutex_lock (&self->mutex);
      self->many |= od_mailbox_is_many (mailbox);
      g_mutex_unlock (&self->mutex);
      od_survey_run (mailbox, od_knowledge_get_default (), 0, on_item, self, NULL, cancellable, &error);
    }
  if (error != NULL)
    tell_problem (self, error);
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

void
od_explain_run_work (OdExplainRun *self, GCancellable *cancellable)
{
  guint64 size = measure (self->files, cancellable);

  g_mutex_lock (&self->mutex);
  self->size = size;
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < self->files->len && !g_cancellable_is_cancelled (cancellable); i++)
    survey_file (self, g_ptr_array_index (self->files, i), cancellable);
}

const GPtrArray *
od_explain_run_files (const OdExplainRun *self)
{
  return self->files;
}

double
od_explain_run_progress (OdExplainRun *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->size > 0 ? MIN ((double) self->bytes / (double) self->size, 1.0) : -1;
}

gboolean
od_explain_run_is_many (OdExplainRun *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->many || self->counts.items > 1;
}

const OdExplainDocument *
od_explain_run_first (OdExplainRun *self)
{
  return self->first.bytes != NULL ? &self->first : NULL;
}

const char *
od_explain_run_problem (OdExplainRun *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->problem;
}
