/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window and which of its actions can be used. Main thread. What a view does is in the view. */

#include <glib/gi18n-lib.h>

#include "od-ui.h"
#include "od-window-private.h"

G_DEFINE_FINAL_TYPE (OdWindow, od_window, ADW_TYPE_APPLICATION_WINDOW)

static void
enable (OdWindow *self, const char *action, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

static void
enable_check_actions (OdWindow *self)
{
  gboolean seen = od_window_shows (self, self->check_view);
  gboolean has_transcript = seen && od_check_view_has_transcript (self->check_view);
  gboolean practises = self->check_view != NULL && od_check_view_is_practising (self->check_view);

  enable (self, "win.copy-transcript", has_transcript);
  od_window_enable_results (self, seen ? od_check_view_get_result (self->check_view) : NULL);
  enable (self, "win.end-practice", practises);
  gtk_widget_set_visible (self->save_button, od_window_is_at (self, "check"));
  enable (self, "win.back", seen && od_check_view_can_go_back (self->check_view));
  gtk_widget_set_visible (self->back_button, seen && od_check_view_can_go_back (self->check_view));
}

static gboolean
can_search (OdWindow *self)
{
  if (od_window_shows (self, self->explain_view))
    return od_explain_view_can_search (self->explain_view);
  if (od_window_shows (self, self->check_view))
    return od_check_view_has_transcript (self->check_view);
  return od_window_shows (self, self->codes_view);
}

/* Those that every view has in its own way. */
static void
enable_common_actions (OdWindow *self)
{
  gboolean explaining = od_window_shows (self, self->explain_view);
  gboolean checking = od_window_shows (self, self->check_view);
  gboolean running = self->check_view != NULL && od_check_view_is_running (self->check_view);

  enable (self, "win.check", explaining || (checking && !running));
  enable (self, "win.stop", explaining ? od_explain_view_is_running (self->explain_view) : running);
  enable (self, "win.search", can_search (self));
}

void
od_window_update (OdWindow *self)
{
  enable_check_actions (self);
  enable_common_actions (self);
}

static void
on_check (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);

  if (od_window_shows (self, self->explain_view))
    od_explain_view_explain (self->explain_view);
  else
    od_check_view_start (od_window_get_check_view (self));
}

static void
on_stop (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);

  if (od_window_shows (self, self->explain_view))
    od_explain_view_stop (self->explain_view);
  else
    od_check_view_stop (od_window_get_check_view (self));
}

static void
on_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);

  if (od_window_shows (self, self->explain_view))
    od_explain_view_start_search (self->explain_view);
  else if (od_window_shows (self, self->codes_view))
    od_codes_view_start_search (self->codes_view);
  else
    od_check_view_start_search (od_window_get_check_view (self));
}

static void
on_copy_transcript (GtkWidget *widget, const char *name, GVariant *parameter)
{
  od_check_view_copy_transcript (od_window_get_check_view (OD_WINDOW (widget)));
}

static void
on_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  od_check_view_go_back (od_window_get_check_view (OD_WINDOW (widget)));
}

static void
on_forward (GtkWidget *widget, const char *name, GVariant *parameter)
{
  od_check_view_go_forward (od_window_get_check_view (OD_WINDOW (widget)));
}

static void
on_forget_password (GtkWidget *widget, const char *name, GVariant *parameter)
{
  od_check_view_forget_password (od_window_get_check_view (OD_WINDOW (widget)));
}

static void
on_end_practice (GtkWidget *widget, const char *name, GVariant *parameter)
{
  od_check_view_end_practice (od_window_get_check_view (OD_WINDOW (widget)));
}

static void
on_shortcuts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);
  g_autoptr (GtkBuilder) builder = NULL;

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      builder = gtk_builder_new_from_resource (OD_UI ("od-help-overlay"));
      gtk_application_window_set_help_overlay (window, GTK_SHORTCUTS_WINDOW (
                                                           gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
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
  if (self->check_view != NULL)
    od_check_view_close (self->check_view);
  if (self->explain_view != NULL)
    od_explain_view_stop (self->explain_view);
  return GTK_WINDOW_CLASS (od_window_parent_class)->close_request (window);
}

static void
od_window_dispose (GObject *object)
{
  g_clear_object (&OD_WINDOW (object)->store);
  g_clear_pointer (&OD_WINDOW (object)->keeper, od_history_keeper_free);
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
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, on_shortcuts);
  od_window_install_results (widget_class);
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
  gtk_widget_class_bind_template_child (widget_class, OdWindow, save_menu);
  gtk_widget_class_bind_template_child (widget_class, OdWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, OdWindow, primary_menu);
  install_actions (widget_class);
}

/* A menu costs nothing before it is opened. */
static void
make_menu (GtkMenuButton *button, gpointer model)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, model);
}

static void
od_window_init (OdWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->save_button), make_menu, self->save_menu,
                                         NULL);
  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu, self->primary_menu, NULL);
}

OdWindow *
od_window_new (GtkApplication *application, OdStore *store)
{
  OdWindow *self = g_object_new (OD_TYPE_WINDOW, "application", application, NULL);

  self->store = g_object_ref (store);
  self->keeper = od_history_keeper_new (store);
  od_window_add_pages (self);
  restore_size (self);
  return self;
}
