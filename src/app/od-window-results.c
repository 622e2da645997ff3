/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window does with a result: copy, save, open, write to somebody. Main thread. */

#include <glib/gi18n-lib.h>

#include "od-files.h"
#include "od-accounts-dialog.h"
#include "od-failure.h"
#include "od-history-dialog.h"
#include "od-sign-in-dialog.h"
#include "od-letter-dialog.h"
#include "od-report.h"
#include "od-support-message.h"
#include "od-toast.h"
#include "od-window-private.h"

void
od_window_say (OdWindow *self, const char *words)
{
  od_toast (self->toasts, words);
}

static void
on_copy_report (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);
  const OdReportStyle style = { .transcript = TRUE };
  g_autofree char *report =
      od_report_findings (od_check_view_get_result (od_window_get_check_view (self)), &style);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), report);
  od_window_say (self, _ ("The report is in the clipboard."));
}

static void
save_as (OdWindow *self, GFile *file, OdResult *result, OdFileSave save)
{
  g_autoptr (GError) error = NULL;

  if (save (result, file, NULL, &error))
    od_window_say (self, _ ("Saved"));
  else
    od_tell_failure (GTK_WINDOW (self), _ ("The file could not be saved"), error->message);
}

static void
on_save_text_chosen (GFile *file, OdResult *result, gpointer user_data)
{
  save_as (user_data, file, result, od_report_save_text);
}

static void
on_save_json_chosen (GFile *file, OdResult *result, gpointer user_data)
{
  save_as (user_data, file, result, od_report_save_json);
}

static void
on_save_text (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);

  od_files_choose_save (GTK_WINDOW (self), od_check_view_get_result (od_window_get_check_view (self)), "txt",
                        on_save_text_chosen);
}

static void
on_save_json (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);

  od_files_choose_save (GTK_WINDOW (self), od_check_view_get_result (od_window_get_check_view (self)), "json",
                        on_save_json_chosen);
}

static void
open_saved (OdWindow *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdResult) result = od_report_read (file, NULL, &error);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base != NULL ? base : "");

  if (result == NULL)
    {
      od_tell_failure (GTK_WINDOW (self), _ ("The file could not be opened"), error->message);
      return;
    }
  od_window_show_view (self, "check");
  od_check_view_show_saved (od_window_get_check_view (self), result, name);
}

/* Saved results are known by their name: whatever else there is, is to be explained. */
static gboolean
is_saved_result (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return base != NULL && g_str_has_suffix (base, ".json");
}

void
od_window_open (OdWindow *self, GFile **files, guint n_files)
{
  if (n_files == 1 && is_saved_result (files[0]))
    {
      open_saved (self, files[0]);
      return;
    }
  od_window_show_view (self, "explain");
  od_explain_view_open (self->explain_view, files, n_files);
}

static void
on_open_chosen (GFile *file, gpointer user_data)
{
  open_saved (user_data, file);
}

static void
on_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);

  if (od_window_shows (self, self->explain_view))
    od_explain_view_choose (self->explain_view);
  else
    od_files_choose_open (GTK_WINDOW (self), on_open_chosen);
}

/* No wider than this window: that one fits the screen. */
static void
present_dialog (OdWindow *self, GtkWindow *dialog)
{
  int width;
  int height;

  gtk_window_get_default_size (dialog, &width, &height);
  gtk_window_set_default_size (dialog, MIN (width, gtk_widget_get_width (GTK_WIDGET (self))),
                               MIN (height, gtk_widget_get_height (GTK_WIDGET (self))));
  gtk_window_present (dialog);
}

static void
on_letter (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);

  present_dialog (self, od_letter_dialog_new (GTK_WINDOW (self),
                                              od_check_view_get_result (od_window_get_check_view (self))));
}

static void
on_copy_message (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);
  g_autofree char *message = od_support_message (od_check_view_get_result (od_window_get_check_view (self)));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), message);
  od_window_say (self, _ ("The message is in the clipboard: paste it into a mail or a form."));
}

void
od_window_keep (OdWindow *self, OdResult *result)
{
  g_autoptr (GError) error = NULL;

  if (!od_history_keeper_take (self->keeper, result, &error))
    od_window_say (self, error->message);
}

static void
on_show_earlier (OdWindow *self, OdResult *result, const char *origin)
{
  od_window_show_view (self, "check");
  od_check_view_show_earlier (od_window_get_check_view (self), result, origin);
}

static void
on_history (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);
  GtkWindow *dialog = od_history_dialog_new (GTK_WINDOW (self), self->store,
                                             od_check_view_get_result (od_window_get_check_view (self)));

  g_signal_connect_object (dialog, "show-run", G_CALLBACK (on_show_earlier), self, G_CONNECT_SWAPPED);
  present_dialog (self, dialog);
}

static void
on_account_chosen (OdWindow *self, OdSettings *settings, OdSecret *secret)
{
  if (od_check_view_is_running (od_window_get_check_view (self)))
    return;
  od_window_show_view (self, "check");
  od_check_view_use_account (od_window_get_check_view (self), settings, secret);
}

/* No run was made, and still there is a finding: of one event, that nothing could begin. */
static OdResult *
attention_result (const OdSettings *settings, const char *words)
{
  g_autoptr (OdTranscript) transcript = od_transcript_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  OdEvent *event = od_event_new (OD_EVENT_OUTCOME, OD_STAGE_NONE, 0);

  od_event_add_field (event, "outcome", "failed");
  od_event_add_field (event, "stage", "none");
  od_event_add_field (event, "error", "account-attention");
  od_event_add_field (event, "error.detail", words);
  g_ptr_array_add (events, event);
  od_transcript_append (transcript, events);
  return od_result_new_from_transcript (transcript, settings);
}

static void
on_attention (OdWindow *self, OdSettings *settings, const char *words)
{
  g_autoptr (OdResult) result = attention_result (settings, words);

  od_window_show_view (self, "check");
  od_check_view_show_earlier (od_window_get_check_view (self), result, NULL);
}

static void
on_accounts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);
  g_autoptr (OdSettings) settings = od_check_view_get_settings (od_window_get_check_view (self));
  g_autoptr (OdSecret) secret = od_check_view_get_secret (od_window_get_check_view (self));
  GtkWindow *dialog = od_accounts_dialog_new (GTK_WINDOW (self), settings, secret);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_account_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "attention", G_CALLBACK (on_attention), self, G_CONNECT_SWAPPED);
  present_dialog (self, dialog);
}

/* A token takes the place of the password, with the mechanism that takes tokens. */
static void
on_signed_in (OdWindow *self, OdSecret *token)
{
  g_autoptr (OdSettings) settings = od_check_view_get_settings (od_window_get_check_view (self));
  g_autoptr (OdSettings) with_token = od_settings_copy (settings);

  if (od_check_view_is_running (od_window_get_check_view (self)))
    return;
  with_token->login = TRUE;
  with_token->token = TRUE;
  od_settings_set_text (&with_token->mechanism, "XOAUTH2");
  od_settings_set_text (&with_token->program, NULL);
  od_check_view_use_account (od_window_get_check_view (self), with_token, token);
  od_window_say (self, _ ("You are signed in. Check sending now."));
}

static void
on_sign_in (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);
  g_autoptr (OdSettings) settings = od_check_view_get_settings (od_window_get_check_view (self));
  GtkWindow *dialog = od_sign_in_dialog_new (GTK_WINDOW (self), settings);

  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (on_signed_in), self, G_CONNECT_SWAPPED);
  present_dialog (self, dialog);
}

void
od_window_enable_results (OdWindow *self, OdResult *result)
{
  static const char *const with_result[] = { "win.save-text", "win.save-json", "win.copy-report",
                                             "win.letter" };
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean problem = result != NULL && od_result_get_verdict (result)->kind != OD_DIAGNOSIS_SUCCESS;

  for (gsize i = 0; i < G_N_ELEMENTS (with_result); i++)
    gtk_widget_action_set_enabled (widget, with_result[i], result != NULL);
  gtk_widget_action_set_enabled (widget, "win.copy-message", problem);
}

void
od_window_install_results (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.copy-report", NULL, on_copy_report);
  gtk_widget_class_install_action (widget_class, "win.copy-message", NULL, on_copy_message);
  gtk_widget_class_install_action (widget_class, "win.letter", NULL, on_letter);
  gtk_widget_class_install_action (widget_class, "win.save-text", NULL, on_save_text);
  gtk_widget_class_install_action (widget_class, "win.save-json", NULL, on_save_json);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, on_open);
  gtk_widget_class_install_action (widget_class, "win.history", NULL, on_history);
  gtk_widget_class_install_action (widget_class, "win.accounts", NULL, on_accounts);
  gtk_widget_class_install_action (widget_class, "win.sign-in", NULL, on_sign_in);
}
