/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A row a group: title and count, findings indented. Main thread. */

#include "od-explain-groups-pane.h"

#include <glib/gi18n-lib.h>

#include "od-ui.h"

#define INDENT 14

struct _OdExplainGroupsPane
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkListView *list;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (OdExplainGroupsPane, od_explain_groups_pane, GTK_TYPE_WIDGET)

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

OdExplainedGroup *
od_explain_groups_pane_get_selected (OdExplainGroupsPane *self)
{
  return self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

static void
on_selected (OdExplainGroupsPane *self)
{
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
on_activated (OdExplainGroupsPane *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

void
od_explain_groups_pane_set_groups (OdExplainGroupsPane *self, OdExplainedGroups *groups)
{
  gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (groups)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *count = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (title), 3);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_item_set_child (item, box);
}

static void
show_count (OdExplainedGroup *group, GParamSpec *pspec, GtkWidget *box)
{
  const char *title = od_explained_group_get_title (group);
  g_autofree char *count = g_strdup_printf ("%'u", od_explained_group_get_count (group));
  g_autofree char *name = g_strdup_printf ("%s: %s", title, count);
  GtkWidget *row = gtk_widget_get_parent (box);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), count);
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_level (GtkWidget *title, OdExplainedGroup *group)
{
  OdExplainedGroup *parent = od_explained_group_get_parent (group);
  gboolean is_finding = parent != NULL && od_explained_group_get_parent (parent) != NULL;

  gtk_widget_set_margin_start (title, is_finding ? INDENT : 0);
  if (is_finding)
    gtk_widget_remove_css_class (title, "heading");
  else
    gtk_widget_add_css_class (title, "heading");
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  OdExplainedGroup *group = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *title = gtk_widget_get_first_child (box);

  gtk_label_set_text (GTK_LABEL (title), od_explained_group_get_title (group));
  show_level (title, group);
  show_count (group, NULL, box);
  g_signal_connect (group, "notify::count", G_CALLBACK (show_count), box);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_count,
                                        gtk_list_item_get_child (item));
}

static gboolean
od_explain_groups_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OD_EXPLAIN_GROUPS_PANE (widget)->list));
}

static void
od_explain_groups_pane_dispose (GObject *object)
{
  OdExplainGroupsPane *self = OD_EXPLAIN_GROUPS_PANE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (od_explain_groups_pane_parent_class)->dispose (object);
}

static void
od_explain_groups_pane_class_init (OdExplainGroupsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = OD_TYPE_EXPLAIN_GROUPS_PANE;

  G_OBJECT_CLASS (klass)->dispose = od_explain_groups_pane_dispose;
  widget_class->grab_focus = od_explain_groups_pane_grab_focus;
  signals[SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] =
      g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-explain-groups-pane"));
  gtk_widget_class_bind_template_child (widget_class, OdExplainGroupsPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, OdExplainGroupsPane, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
od_explain_groups_pane_init (OdExplainGroupsPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (self->list, factory);
}
