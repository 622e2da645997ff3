/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Saving. Main thread, but for write_file(), which runs in a worker. */

#include "od-explain-save.h"
#include "od-failure.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *owner;
  OdExplainExport kind;
  GPtrArray *rows;
  char *report;
  GFile *file;
  OdExplainSaved saved;
  gpointer user_data;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->owner);
  g_clear_object (&job->file);
  g_clear_pointer (&job->rows, g_ptr_array_unref);
  g_free (job->report);
  g_free (job);
}

/* Worker. */
static void
write_file (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  gboolean written;

  if (job->kind == OD_EXPORT_CSV)
    written =
        od_explain_export_save_rows (job->rows, od_knowledge_get_default (), job->file, cancellable, &error);
  else
    written = od_explain_export_save_text (job->report, job->file, cancellable, &error);
  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
tell_failure (GtkWidget *owner, const char *words)
{
  GtkRoot *root = gtk_widget_get_root (owner);

  if (root != NULL)
    od_tell_failure (GTK_WINDOW (root), _ ("The file could not be saved"), words);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean written = g_task_propagate_boolean (G_TASK (result), &error);

  if (!written)
    tell_failure (job->owner, error->message);
  if (job->saved != NULL)
    job->saved (G_OBJECT (job->owner), written ? _ ("Saved") : NULL, job->user_data);
}

/* Takes @job. */
static void
run (Job *job)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_written, NULL);

  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_file);
}

static void
on_response (GtkNativeDialog *dialog, int response, Job *job)
{
  if (response == GTK_RESPONSE_ACCEPT)
    job->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (job->file != NULL)
    run (job);
  else
    job_free (job);
  g_object_unref (dialog);
}

static void
ask (Job *job)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (job->owner));
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Save"), window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d-%H%M");
  g_autofree char *name =
      g_strdup_printf ("outbox-doctor-%s.%s", day, od_explain_export_extension (job->kind));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), job);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
od_explain_save (GtkWidget *owner,
                 OdExplainExport kind,
                 GPtrArray *rows,
                 const char *report,
                 OdExplainSaved saved,
                 gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->owner = g_object_ref (owner);
  job->kind = kind;
  job->rows = g_ptr_array_ref (rows);
  job->report = g_strdup (report);
  job->saved = saved;
  job->user_data = user_data;
  ask (job);
}
