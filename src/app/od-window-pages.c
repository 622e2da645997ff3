/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of the window. Main thread. So that the window comes up at once, its first frame is drawn without
 * a view; then the view in sight is made, and once that is drawn, the knowledge is read in a thread. The
 * other views are made when they are first looked at. A further view is one more row of the table. */

#include <glib/gi18n-lib.h>

#include "od-knowledge-later.h"
#include "od-window-private.h"

static GtkWidget *
make_check_view (OdWindow *self)
{
  GtkWidget *view = od_check_view_new (self->store);

  self->check_view = OD_CHECK_VIEW (view);
  g_signal_connect_object (view, "changed", G_CALLBACK (od_window_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "finished", G_CALLBACK (od_window_keep), self, G_CONNECT_SWAPPED);
  return view;
}

static GtkWidget *
make_explain_view (OdWindow *self)
{
  GtkWidget *view = od_explain_view_new ();

  self->explain_view = OD_EXPLAIN_VIEW (view);
  g_signal_connect_object (view, "changed", G_CALLBACK (od_window_update), self, G_CONNECT_SWAPPED);
  return view;
}

static GtkWidget *
make_codes_view (OdWindow *self)
{
  self->codes_view = OD_CODES_VIEW (od_codes_view_new ());
  return GTK_WIDGET (self->codes_view);
}

static const struct
{
  const char *name;
  const char *title;
  const char *icon;
  GtkWidget *(*make) (OdWindow *self);
} pages[] = {
  { "check", N_ ("Check sending"), "od-check-symbolic", make_check_view },
  { "explain", N_ ("Explain an error"), "od-explain-symbolic", make_explain_view },
  { "codes", N_ ("Codes"), "od-codes-symbolic", make_codes_view },
};

static void
make_view (OdWindow *self, gsize i)
{
  AdwBin *page = ADW_BIN (adw_view_stack_get_child_by_name (self->views, pages[i].name));
  GtkWidget *view;

  if (adw_bin_get_child (page) != NULL)
    return;
  view = pages[i].make (self);
  g_signal_connect_object (view, "message", G_CALLBACK (od_window_say), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (page, view);
}

/* The stack brought the keyboard to the page when there was nothing in it yet. */
static void
keep_keyboard (OdWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus == NULL || !gtk_widget_get_mapped (focus))
    gtk_widget_child_focus (adw_view_stack_get_visible_child (self->views), GTK_DIR_TAB_FORWARD);
}

static void
make_view_in_sight (OdWindow *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (od_window_is_at (self, pages[i].name))
      make_view (self, i);
  keep_keyboard (self);
  od_window_update (self);
}

static GtkWidget *
view_in_sight (OdWindow *self)
{
  return adw_bin_get_child (ADW_BIN (adw_view_stack_get_visible_child (self->views)));
}

gboolean
od_window_is_at (OdWindow *self, const char *page)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), page) == 0;
}

gboolean
od_window_shows (OdWindow *self, gpointer view)
{
  return view != NULL && view_in_sight (self) == view;
}

void
od_window_show_view (OdWindow *self, const char *page)
{
  adw_view_stack_set_visible_child_name (self->views, page);
  make_view_in_sight (self);
}

OdCheckView *
od_window_get_check_view (OdWindow *self)
{
  make_view (self, 0);
  return self->check_view;
}

static gboolean
fill (gpointer user_data)
{
  OdWindow *self = user_data;

  if (view_in_sight (self) != NULL)
    return G_SOURCE_REMOVE;
  make_view_in_sight (self);
  gtk_widget_grab_focus (view_in_sight (self));
  return G_SOURCE_REMOVE;
}

/* One of the first frames was drawn. */
static void
on_frame (OdWindow *self, GdkFrameClock *clock)
{
  if (view_in_sight (self) == NULL)
    {
      g_idle_add_full (G_PRIORITY_DEFAULT, fill, g_object_ref (self), g_object_unref);
      return;
    }
  g_signal_handlers_disconnect_by_func (clock, on_frame, self);
  gtk_window_set_default_icon_name (OD_APP_ID);
  od_knowledge_later_begin ();
}

static void
on_map (OdWindow *self)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self)), "after-paint",
                           G_CALLBACK (on_frame), self, G_CONNECT_SWAPPED);
}

/* Below the views where the header has no room for it: in a wide window it need not even be made. */
static void
update_switcher (OdWindow *self)
{
  gboolean below = adw_view_switcher_title_get_title_visible (self->switcher);

  if (below)
    adw_view_switcher_bar_set_stack (self->switcher_bar, self->views);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, below);
}

void
od_window_add_pages (OdWindow *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      AdwViewStackPage *page =
          adw_view_stack_add_titled (self->views, adw_bin_new (), pages[i].name, _ (pages[i].title));

      adw_view_stack_page_set_icon_name (page, pages[i].icon);
    }
  adw_view_switcher_title_set_stack (self->switcher, self->views);
  update_switcher (self);
  od_window_update (self);
  g_signal_connect_object (self->switcher, "notify::title-visible", G_CALLBACK (update_switcher), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->views, "notify::visible-child", G_CALLBACK (make_view_in_sight), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "map", G_CALLBACK (on_map), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}
