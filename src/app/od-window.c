/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window. Main thread. A further view is one more add_page(); the switcher shows itself from the second
 * one on. A view is made when it is first looked at, and the knowledge read after the first frame, so that
 * neither keeps the window from coming up. What a view does is in the view. */

#include <glib/gi18n-lib.h>

#include "od-knowledge-later.h"
#include "od-ui.h"
#include "od-window-private.h"

G_DEFINE_FINAL_TYPE (OdWindow, od_window, ADW_TYPE_APPLICATION_WINDOW)

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
add_page (OdWindow *self, const char *name, const char *title, const char *icon)
{
  AdwViewStackPage *page = adw_view_stack_add_titled (self->views, adw_bin_new (), name, title);

  adw_view_stack_page_set_icon_name (page, icon);
  update_switcher (self);
}

static void
enable (OdWindow *self, const char *action, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

gboolean
od_window_shows (OdWindow *self, gpointer view)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->views);

  return view != NULL && page != NULL && adw_bin_get_child (ADW_BIN (page)) == view;
}

void
od_window_show_view (OdWindow *self, const char *name)
{
  adw_view_stack_set_visible_child_name (self->views, name);
}

static void
enable_check_actions (OdWindow *self)
{
  gboolean seen = od_window_shows (self, self->check_view);
  gboolean has_transcript = seen && od_check_view_has_transcript (self->check_view);

  enable (self, "win.copy-transcript", has_transcript);
  od_window_enable_results (self, seen ? od_check_view_get_result (self->check_view) : NULL);
  enable (self, "win.end-practice", od_check_view_is_practising (self->check_view));
  gtk_widget_set_visible (self->save_button, seen);
  enable (self, "win.back", seen && od_check_view_can_go_back (self->check_view));
  gtk_widget_set_visible (self->back_button, seen && od_check_view_can_go_back (self->check_view));
}

/* Those that every view has in its own way. */
static void
enable_common_actions (OdWindow *self)
{
  gboolean explaining = od_window_shows (self, self->explain_view);
  gboolean checking = od_window_shows (self, self->check_view);
  gboolean running = od_check_view_is_running (self->check_view);

  enable (self, "win.check", explaining || (checking && !running));
  enable (self, "win.stop", explaining ? od_explain_view_is_running (self->explain_view) : running);
  enable (self, "win.search",
          explaining ? od_explain_view_can_search (self->explain_view)
                     : !checking || od_check_view_has_transcript (self->check_view));
}

static void
on_changed (OdWindow *self)
{
  if (self->check_view == NULL)
    return;
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
    od_check_view_start (self->check_view);
}

static void
on_stop (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OdWindow *self = OD_WINDOW (widget);

  if (od_window_shows (self, self->explain_view))
    od_explain_view_stop (self->explain_view);
  else
    od_check_view_stop (self->check_view);
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
  od_window_install_results (widget_class);
}

static GtkWidget *
make_check_view (OdWindow *self)
{
  GtkWidget *view = od_check_view_new (self->store);

  self->check_view = OD_CHECK_VIEW (view);
  g_signal_connect_object (view, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "finished", G_CALLBACK (od_window_keep), self, G_CONNECT_SWAPPED);
  return view;
}

static GtkWidget *
make_explain_view (OdWindow *self)
{
  GtkWidget *view = od_explain_view_new ();

  self->explain_view = OD_EXPLAIN_VIEW (view);
  g_signal_connect_object (view, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return view;
}

static GtkWidget *
make_codes_view (OdWindow *self)
{
  self->codes_view = OD_CODES_VIEW (od_codes_view_new ());
  return GTK_WIDGET (self->codes_view);
}

static GtkWidget *
make_view (OdWindow *self, const char *name)
{
  if (g_str_equal (name, "explain"))
    return make_explain_view (self);
  return g_str_equal (name, "codes") ? make_codes_view (self) : make_check_view (self);
}

/* The view of the page in sight is there from now on. */
static void
on_page_changed (OdWindow *self)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->views);

  if (self->store == NULL || page == NULL)
    return;
  if (adw_bin_get_child (ADW_BIN (page)) == NULL)
    {
      GtkWidget *view = make_view (self, adw_view_stack_get_visible_child_name (self->views));

      g_signal_connect_object (view, "message", G_CALLBACK (od_window_say), self, G_CONNECT_SWAPPED);
      adw_bin_set_child (ADW_BIN (page), view);
    }
  on_changed (self);
}

static void
on_frame (GdkFrameClock *clock, OdWindow *self)
{
  g_signal_handlers_disconnect_by_func (clock, on_frame, self);
  od_knowledge_later_begin ();
}

static void
od_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (od_window_parent_class)->map (widget);
  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (on_frame), widget,
                           0);
}

static void
od_window_class_init (OdWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_window_dispose;
  widget_class->map = od_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = od_window_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-window"));
  gtk_widget_class_bind_template_child (widget_class, OdWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, OdWindow, views);
  gtk_widget_class_bind_template_child (widget_class, OdWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, OdWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, OdWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, OdWindow, save_button);
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed);
  install_actions (widget_class);
}

static void
od_window_init (OdWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->switcher, "notify::title-visible", G_CALLBACK (update_switcher), self);
}

OdWindow *
od_window_new (GtkApplication *application, OdStore *store)
{
  OdWindow *self = g_object_new (OD_TYPE_WINDOW, "application", application, NULL);

  self->store = g_object_ref (store);
  self->keeper = od_history_keeper_new (store);
  add_page (self, "check", _ ("Check sending"), "od-check-symbolic");
  add_page (self, "explain", _ ("Explain an error"), "od-explain-symbolic");
  add_page (self, "codes", _ ("Codes"), "od-codes-symbolic");
  restore_size (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->check_view));
  return self;
}
