/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table. Main thread: rows come through a filter, then a sorter, both incremental. */

#include "od-explain-table.h"

#include <glib/gi18n-lib.h>

#include "od-text.h"
#include "od-ui.h"

#define NARROW_RECIPIENT 150
#define SHOWN_MS         50

struct _OdExplainTable
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkColumnView *view;

  GtkColumnViewColumn *columns[OD_N_COLUMNS];
  GtkFilter *filter;
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;
  char *words; /* folded */
  gboolean narrow;
  OdExplainedGroup *group;
  guint shown_id;
};

G_DEFINE_FINAL_TYPE (OdExplainTable, od_explain_table, GTK_TYPE_WIDGET)

enum
{
  SELECTED,
  SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* How a column stands there. */
static const struct
{
  int width;
  gboolean expands;
  gboolean in_narrow;
} layout[] = {
  [OD_COLUMN_RECIPIENT] = { 190, FALSE, TRUE }, [OD_COLUMN_MEANING] = { 170, FALSE, FALSE },
  [OD_COLUMN_FINDING] = { -1, TRUE, TRUE },     [OD_COLUMN_CODE] = { 64, FALSE, FALSE },
  [OD_COLUMN_STATUS] = { 74, FALSE, FALSE },    [OD_COLUMN_SERVER] = { 150, FALSE, FALSE },
  [OD_COLUMN_ITEM] = { 130, FALSE, FALSE },
};

static gboolean
passes (gpointer item, gpointer user_data)
{
  OdExplainTable *self = user_data;

  return od_explained_row_matches (item, self->words, self->group);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer column)
{
  return od_explained_row_compare ((gpointer) a, (gpointer) b, GPOINTER_TO_UINT (column));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

/* The row is called by whom and what it is about. */
static void
name_row (GtkWidget *label, OdExplainedRow *row)
{
  GtkWidget *cell = gtk_widget_get_parent (label);
  GtkWidget *line = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  g_autofree char *name = g_strdup_printf ("%s: %s", od_explained_row_get_cell (row, OD_COLUMN_RECIPIENT),
                                           od_explained_row_get_cell (row, OD_COLUMN_FINDING));

  if (line != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  OdExplainedRow *row = gtk_list_item_get_item (item);
  OdExplainedColumn column = GPOINTER_TO_UINT (user_data);
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = od_explained_row_get_cell (row, column);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
  if (column == OD_COLUMN_RECIPIENT)
    name_row (label, row);
}

static GtkColumnViewColumn *
column_new (OdExplainedColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *self = gtk_column_view_column_new (od_explained_column_title (column), factory);
  g_autoptr (GtkSorter)
      sorter = GTK_SORTER (gtk_custom_sorter_new (compare, GUINT_TO_POINTER (column), NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GUINT_TO_POINTER (column));
  gtk_column_view_column_set_sorter (self, sorter);
  gtk_column_view_column_set_resizable (self, TRUE);
  gtk_column_view_column_set_expand (self, layout[column].expands);
  gtk_column_view_column_set_fixed_width (self, layout[column].width);
  return self;
}

/* A hidden column would keep its share of the width. */
static void
remove_columns (OdExplainTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static void
add_columns (OdExplainTable *self, gboolean narrow)
{
  for (guint i = 0; i < OD_N_COLUMNS; i++)
    if (!narrow || layout[i].in_narrow)
      gtk_column_view_append_column (self->view, self->columns[i]);
  gtk_column_view_column_set_fixed_width (self->columns[OD_COLUMN_RECIPIENT],
                                          narrow ? NARROW_RECIPIENT : layout[OD_COLUMN_RECIPIENT].width);
}

void
od_explain_table_set_narrow (OdExplainTable *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  remove_columns (self);
  add_columns (self, narrow);
}

OdExplained *
od_explain_table_get_selected (OdExplainTable *self)
{
  OdExplainedRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? od_explained_row_get_explained (row) : NULL;
}

guint
od_explain_table_get_n_shown (OdExplainTable *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}

GPtrArray *
od_explain_table_get_shown (OdExplainTable *self)
{
  GListModel *rows = G_LIST_MODEL (self->sorted);
  guint count = g_list_model_get_n_items (rows);
  GPtrArray *shown = g_ptr_array_new_full (count, (GDestroyNotify) od_explained_unref);

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (OdExplainedRow) row = g_list_model_get_item (rows, i);

      g_ptr_array_add (shown, od_explained_ref (od_explained_row_get_explained (row)));
    }
  return shown;
}

void
od_explain_table_set_model (OdExplainTable *self, OdExplainedModel *model)
{
  g_clear_object (&self->group);
  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (model));
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
}

void
od_explain_table_set_words (OdExplainTable *self, const char *words)
{
  g_free (self->words);
  self->words = od_text_fold (words);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

void
od_explain_table_set_group (OdExplainTable *self, OdExplainedGroup *group)
{
  if (g_set_object (&self->group, group))
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_selected (OdExplainTable *self)
{
  g_signal_emit (self, signals[SELECTED], 0);
}

static gboolean
tell_shown (gpointer user_data)
{
  OdExplainTable *self = user_data;

  self->shown_id = 0;
  g_signal_emit (self, signals[SHOWN], 0);
  return G_SOURCE_REMOVE;
}

/* A filter at work tells of thousands of changes. */
static void
on_shown (OdExplainTable *self)
{
  if (self->shown_id == 0)
    self->shown_id = g_timeout_add (SHOWN_MS, tell_shown, self);
}

static void
make_models (OdExplainTable *self)
{
  self->filter = GTK_FILTER (gtk_custom_filter_new (passes, self, NULL));
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)),
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  gtk_filter_list_model_set_incremental (self->filtered, TRUE);
  gtk_sort_list_model_set_incremental (self->sorted, TRUE);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->sorted)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
}

static gboolean
od_explain_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OD_EXPLAIN_TABLE (widget)->view));
}

static void
od_explain_table_dispose (GObject *object)
{
  OdExplainTable *self = OD_EXPLAIN_TABLE (object);

  g_clear_handle_id (&self->shown_id, g_source_remove);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  for (guint i = 0; i < OD_N_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  g_clear_object (&self->selection);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->group);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (od_explain_table_parent_class)->dispose (object);
}

static void
od_explain_table_class_init (OdExplainTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = OD_TYPE_EXPLAIN_TABLE;

  G_OBJECT_CLASS (klass)->dispose = od_explain_table_dispose;
  widget_class->grab_focus = od_explain_table_grab_focus;
  signals[SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOWN] = g_signal_new ("shown", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-explain-table"));
  gtk_widget_class_bind_template_child (widget_class, OdExplainTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, OdExplainTable, view);
}

static void
od_explain_table_init (OdExplainTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < OD_N_COLUMNS; i++)
    self->columns[i] = column_new (i);
  add_columns (self, FALSE);
  make_models (self);
}
