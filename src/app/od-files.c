/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Asking for a file. Main thread. */

#include "od-files.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWindow *window;
  OdResult *result;
  OdFileSaveChosen save;
  OdFileOpenChosen open;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->window);
  g_clear_pointer (&question->result, od_result_unref);
  g_free (question);
}

static void
on_response (GtkNativeDialog *dialog, int response, Question *question)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL && question->save != NULL)
    question->save (file, question->result, question->window);
  if (file != NULL && question->open != NULL)
    question->open (file, question->window);
  g_object_unref (dialog);
}

static void
ask (GtkFileChooserNative *dialog, Question *question)
{
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "question", question, question_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static Question *
question_new (GtkWindow *window)
{
  Question *question = g_new0 (Question, 1);

  question->window = g_object_ref (window);
  return question;
}

void
od_files_choose_save (GtkWindow *window, OdResult *result, const char *extension, OdFileSaveChosen chosen)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Save"), window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *when = g_date_time_format (result->when, "%Y-%m-%d-%H%M");
  g_autofree char *name = g_strdup_printf ("outbox-doctor-%s.%s", when, extension);
  Question *question = question_new (window);

  question->result = od_result_ref (result);
  question->save = chosen;
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  ask (dialog, question);
}

void
od_files_choose_open (GtkWindow *window, OdFileOpenChosen chosen)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Open saved result"), window, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  Question *question = question_new (window);

  question->open = chosen;
  gtk_file_filter_set_name (filter, _ ("Saved results (JSON)"));
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  ask (dialog, question);
}
