/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The row as a grid of name, bar and duration. Main thread. */

#include "od-timing-row.h"

#include "od-timing-bar.h"

/* As wide as names get by themselves; longer ones are cut, so that the bars keep their room. */
#define NAME_CHARS 44

struct _OdTimingRow
{
  GtkWidget parent_instance;

  GtkGrid *grid;
  GtkLabel *name;
  GtkWidget *icon;
  OdTimingBar *bar;
  GtkLabel *duration;
  GtkSizeGroup *names;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (OdTimingRow, od_timing_row, GTK_TYPE_WIDGET)

static void
place_bar (OdTimingRow *self)
{
  GtkWidget *bar = GTK_WIDGET (self->bar);

  if (gtk_widget_get_parent (bar) != NULL)
    gtk_grid_remove (self->grid, bar);
  if (self->narrow)
    gtk_grid_attach (self->grid, bar, 0, 1, 4, 1);
  else
    gtk_grid_attach (self->grid, bar, 2, 0, 1, 1);
}

void
od_timing_row_set_narrow (OdTimingRow *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), narrow);
  if (narrow)
    gtk_size_group_remove_widget (self->names, GTK_WIDGET (self->name));
  else
    gtk_size_group_add_widget (self->names, GTK_WIDGET (self->name));
  place_bar (self);
}

static void
show_state (OdTimingRow *self, OdTimingState state)
{
  gboolean failed = state == OD_TIMING_FAILED;

  gtk_widget_set_opacity (self->icon, failed ? 1 : 0);
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");
}

void
od_timing_row_show (OdTimingRow *self, const OdTimingPhase *phase, gint64 total_us)
{
  g_autofree char *name = od_timing_phase_title (phase);
  g_autofree char *duration = od_timing_duration_words (phase->duration_us);
  g_autofree char *sentence = od_timing_phase_sentence (phase);
  double whole = (double) MAX (total_us, 1);

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->duration, duration);
  od_timing_bar_show (self->bar, (double) phase->start_us / whole, (double) phase->duration_us / whole,
                      phase->state);
  show_state (self, phase->state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), sentence);
}

static void
od_timing_row_dispose (GObject *object)
{
  OdTimingRow *self = OD_TIMING_ROW (object);

  g_clear_pointer ((GtkWidget **) &self->grid, gtk_widget_unparent);
  g_clear_object (&self->bar);
  g_clear_object (&self->names);
  G_OBJECT_CLASS (od_timing_row_parent_class)->dispose (object);
}

static void
od_timing_row_class_init (OdTimingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_timing_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static GtkLabel *
add_label (OdTimingRow *self, int column, float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), NAME_CHARS);
  gtk_grid_attach (self->grid, label, column, 0, 1, 1);
  return GTK_LABEL (label);
}

static void
od_timing_row_init (OdTimingRow *self)
{
  GtkWidget *grid = gtk_grid_new ();

  self->grid = GTK_GRID (grid);
  gtk_grid_set_column_spacing (self->grid, 8);
  gtk_grid_set_row_spacing (self->grid, 2);
  gtk_widget_set_parent (grid, GTK_WIDGET (self));
  self->icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-error-symbolic", "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (self->icon, "error");
  gtk_grid_attach (self->grid, self->icon, 0, 0, 1, 1);
  self->name = add_label (self, 1, 0);
  self->duration = add_label (self, 3, 1);
  gtk_label_set_ellipsize (self->duration, PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->duration), "numeric");
  self->bar = g_object_ref_sink (OD_TIMING_BAR (od_timing_bar_new ()));
  gtk_widget_set_hexpand (GTK_WIDGET (self->bar), TRUE);
  place_bar (self);
}

GtkWidget *
od_timing_row_new (GtkSizeGroup *names, GtkSizeGroup *durations)
{
  OdTimingRow *self = g_object_new (OD_TYPE_TIMING_ROW, NULL);

  self->names = g_object_ref (names);
  gtk_size_group_add_widget (names, GTK_WIDGET (self->name));
  gtk_size_group_add_widget (durations, GTK_WIDGET (self->duration));
  return GTK_WIDGET (self);
}
