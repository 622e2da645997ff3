/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window. Main thread. A further view is one more add_view(); the switcher shows itself from the second
 * one on. What a view does is in the view. */

#include "od-window.h"

#include <glib/gi18n-lib.h>

#include "od-check-view.h"
#include "od-codes-view.h"
#include "od-explain-view.h"
#include "od-files.h"
#include "od-report.h"
#include "od-ui.h"

struct _OdWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwViewStack *views;
  AdwViewSwitcherTitle *switcher;
  AdwViewSwitcherBar *switcher_bar;
  GtkWidget *back_button;
  GtkWidget *save_button;

  OdStore *store;
  OdCheckView *check_view;
  OdExplainView *explain_view;
  OdCodesView *codes_view;
};

G_DEFINE_FINAL_TYPE (OdWindow, od_window, ADW_TYPE_APPLICATION_WINDOW)

static void
say (OdWindow *self, const char *words)
{
  AdwToast *toast = adw_toast_new (words);

  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* For what must not vanish by itself. */
static void
tell_failure (OdWindow *self, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
update_switcher (OdWindow *self)
{
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (self->views);
  gboolean several = g_list_model_get_n_items (G_LIST_MODEL (pages)) > 1;

  adw_view_switcher_title_set_view_switcher_enabled (self->switcher, several);
  adw_view_switcher_bar_set_reveal (self->switcher_bar,
                                    several && adw_view_switcher_title_get_title_visible (self->switcher));
}

static void
add_view (OdWindow *self, GtkWidget *view, const char *name, const char *title, const char *icon)
{
  adw_view_stack_add_titled (self->views, view, name, title);
  adw_view_stack_page_set_icon_name (adw_view_stack_get_page (self->views, view), icon);
  update_switcher (self);
}

static void
enable (OdWindow *self, const char *action, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

/* Whether a view is the one in sight. */
static gboolean
shows (OdWindow *self, gpointer view)
{
  return adw_view_stack_get_visible_child (self->views) == view;
}

static void
enable_check_actions (OdWindow *self)
{
  gboolean seen = shows (self, self->check_view);
  gboolean has_result = seen && od_check_view_get_result (self->check_view) != NULL;
  gboolean has_transcript = seen && od_check_view_has_transcript (self->check_view);

  enable (self, "win.copy-transcript", has_transcript);
  enable (self, "win.save-text", has_result);
  enable (self, "win.save-json", has_result);
  enable (self, "win.copy-report", has_result);
  enable (self, "win.end-practice", od_check_view_is_practising (self->check_view));
  gtk_widget_set_visible (self->save_button, seen);
  enable (self, "win.back", seen && od_check_view_can_go_back (self->check_view));
  gtk_widget_set_visible (self->back_button, seen && od_check_view_can_go_back (self->check_view));
}

/* Those that every view has in its own way. */
static void
enable_common_actions (OdWindow *self)
{
  gboolean explaining = shows (self, self->explain_view);
  gboolean checking = shows (self, self->check_view);
  gboolean running = od_check_view_is_running (self->check_view);

  enable (self, "win.check", explaining || (checking && !running));
  enable (self, "win.stop", explaining ? od_explain_view_is_running (self->explain_view) : running);
  enable (self, "win.search",
          explaining ? od_explain_view_can_search (self->explain_view)
                     : !checking || od_check_view_has_transcript (self->check_view));
}

static void
on_view_changed (OdWindow *self)
{
  if (self->check_view == NULL || self->explain_view == NULL)
    return;
  enable_check_actions (self);
  enable_common_actions (self);
}

static void
on_check (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);

  if (shows (self, self->explain_view))
    od_explain_view_explain (self->explain_view);
  else
    od_check_view_start (self->check_view);
}

static void
on_stop (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);

  if (shows (self, self->explain_view))
    od_explain_view_stop (self->explain_view);
  else
    od_check_view_stop (self->check_view);
}

static void
on_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);

  if (shows (self, self->explain_view))
    od_explain_view_start_search (self->explain_view);
  else if (shows (self, self->codes_view))
    od_codes_view_start_search (self->codes_view);
  else
    od_check_view_start_search (self->check_view);
}

static void
on_copy_transcript (GtkWidget *widget, const char *name, GVariant *parameter)
{
  od_check_view_copy_transcript (OD_WINDOW (widget)->check_view);
}

static void
on_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  od_check_view_go_back (OD_WINDOW (widget)->check_view);
}

static void
on_forward (GtkWidget *widget, const char *name, GVariant *parameter)
{
  od_check_view_go_forward (OD_WINDOW (widget)->check_view);
}

static void
on_forget_password (GtkWidget *widget, const char *name, GVariant *parameter)
{
  od_check_view_forget_password (OD_WINDOW (widget)->check_view);
}

static void
on_end_practice (GtkWidget *widget, const char *name, GVariant *parameter)
{
  od_check_view_end_practice (OD_WINDOW (widget)->check_view);
}

static void
on_copy_report (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);
  const OdReportStyle style = { .transcript = TRUE };
  g_autofree char *report = od_report_findings (od_check_view_get_result (self->check_view), &style);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), report);
  say (self, _ ("The report is in the clipboard."));
}

static void
save_as (OdWindow *self, GFile *file, OdResult *result, OdFileSave save)
{
  g_autoptr (GError) error = NULL;

  if (save (result, file, NULL, &error))
    say (self, _ ("Saved"));
  else
    tell_failure (self, _ ("The file could not be saved"), error->message);
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

  od_files_choose_save (GTK_WINDOW (self), od_check_view_get_result (self->check_view), "txt",
                        on_save_text_chosen);
}

static void
on_save_json (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);

  od_files_choose_save (GTK_WINDOW (self), od_check_view_get_result (self->check_view), "json",
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
      tell_failure (self, _ ("The file could not be opened"), error->message);
      return;
    }
  adw_view_stack_set_visible_child (self->views, GTK_WIDGET (self->check_view));
  od_check_view_show_saved (self->check_view, result, name);
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
  adw_view_stack_set_visible_child (self->views, GTK_WIDGET (self->explain_view));
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

  if (shows (self, self->explain_view))
    od_explain_view_choose (self->explain_view);
  else
    od_files_choose_open (GTK_WINDOW (self), on_open_chosen);
}

static void
restore_size (OdWindow *self)
{
  int width = od_store_get_int (self->store, "window-width", 1240);
  int height = od_store_get_int (self->store, "window-height", 860);

  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (od_store_get_boolean (self->store, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
remember_size (OdWindow *self)
{
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  od_store_set_int (self->store, "window-width", width);
  od_store_set_int (self->store, "window-height", height);
  od_store_set_boolean (self->store, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

static gboolean
od_window_close_request (GtkWindow *window)
{
  OdWindow *self = OD_WINDOW (window);

  remember_size (self);
  od_check_view_close (self->check_view);
  od_explain_view_stop (self->explain_view);
  return GTK_WINDOW_CLASS (od_window_parent_class)->close_request (window);
}

static void
od_window_dispose (GObject *object)
{
  g_clear_object (&OD_WINDOW (object)->store);
  G_OBJECT_CLASS (od_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.check", NULL, on_check);
  gtk_widget_class_install_action (widget_class, "win.stop", NULL, on_stop);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, on_search);
  gtk_widget_class_install_action (widget_class, "win.copy-transcript", NULL, on_copy_transcript);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "win.forward", NULL, on_forward);
  gtk_widget_class_install_action (widget_class, "win.forget-password", NULL, on_forget_password);
  gtk_widget_class_install_action (widget_class, "win.end-practice", NULL, on_end_practice);
  gtk_widget_class_install_action (widget_class, "win.copy-report", NULL, on_copy_report);
  gtk_widget_class_install_action (widget_class, "win.save-text", NULL, on_save_text);
  gtk_widget_class_install_action (widget_class, "win.save-json", NULL, on_save_json);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, on_open);
}

static void
od_window_class_init (OdWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = od_window_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-window"));
  gtk_widget_class_bind_template_child (widget_class, OdWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, OdWindow, views);
  gtk_widget_class_bind_template_child (widget_class, OdWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, OdWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, OdWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, OdWindow, save_button);
  gtk_widget_class_bind_template_callback (widget_class, on_view_changed);
  install_actions (widget_class);
}

static void
od_window_init (OdWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->switcher, "notify::title-visible", G_CALLBACK (update_switcher), self);
}

static void
add_check_view (OdWindow *self)
{
  self->check_view = OD_CHECK_VIEW (od_check_view_new (self->store));
  g_signal_connect_object (self->check_view, "changed", G_CALLBACK (on_view_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->check_view, "message", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  add_view (self, GTK_WIDGET (self->check_view), "check", _ ("Check sending"), "od-check-symbolic");
}

static void
add_explain_view (OdWindow *self)
{
  self->explain_view = OD_EXPLAIN_VIEW (od_explain_view_new ());
  g_signal_connect_object (self->explain_view, "changed", G_CALLBACK (on_view_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->explain_view, "message", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  add_view (self, GTK_WIDGET (self->explain_view), "explain", _ ("Explain an error"), "od-explain-symbolic");
}

static void
add_codes_view (OdWindow *self)
{
  self->codes_view = OD_CODES_VIEW (od_codes_view_new ());
  g_signal_connect_object (self->codes_view, "message", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  add_view (self, GTK_WIDGET (self->codes_view), "codes", _ ("Codes"), "od-codes-symbolic");
}

OdWindow *
od_window_new (GtkApplication *application, OdStore *store)
{
  OdWindow *self = g_object_new (OD_TYPE_WINDOW, "application", application, NULL);

  self->store = g_object_ref (store);
  add_check_view (self);
  add_explain_view (self);
  add_codes_view (self);
  restore_size (self);
  on_view_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->check_view));
  return self;
}
