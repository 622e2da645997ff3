/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A difference. Main thread. */

#include "od-history-difference-row.h"

#include <glib/gi18n-lib.h>

#include "od-ui.h"

struct _OdHistoryDifferenceRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *title_label;
  GtkLabel *before_side;
  GtkLabel *before_label;
  GtkLabel *after_side;
  GtkLabel *after_label;
};

G_DEFINE_FINAL_TYPE (OdHistoryDifferenceRow, od_history_difference_row, ADW_TYPE_PREFERENCES_ROW)

static void
od_history_difference_row_class_init (OdHistoryDifferenceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-history-difference-row"));
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDifferenceRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDifferenceRow, before_side);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDifferenceRow, before_label);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDifferenceRow, after_side);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDifferenceRow, after_label);
}

static void
od_history_difference_row_init (OdHistoryDifferenceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Of several values, what neither went nor came is not named, so there is nothing to call "none". */
static void
show_side (GtkLabel *side, GtkLabel *label, const char *side_words, const char *text, gboolean some)
{
  gboolean visible = text != NULL || !some;

  gtk_label_set_text (side, side_words);
  gtk_label_set_text (label, text != NULL ? text : _ ("none"));
  gtk_widget_set_visible (GTK_WIDGET (side), visible);
  gtk_widget_set_visible (GTK_WIDGET (label), visible);
  if (text == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
}

static void
show_machine_words (GtkLabel *label)
{
  gtk_widget_add_css_class (GTK_WIDGET (label), "monospace");
}

static void
name_for_reader (OdHistoryDifferenceRow *self)
{
  g_autofree char *words = g_strdup_printf ("%s %s, %s %s", gtk_label_get_text (self->before_side),
                                            gtk_label_get_text (self->before_label),
                                            gtk_label_get_text (self->after_side),
                                            gtk_label_get_text (self->after_label));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (self->title_label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words, -1);
}

GtkWidget *
od_history_difference_row_new (const OdDifference *difference)
{
  OdHistoryDifferenceRow *self = g_object_new (OD_TYPE_HISTORY_DIFFERENCE_ROW, NULL);
  gboolean some = difference->some;

  gtk_label_set_text (self->title_label, difference->label);
  show_side (self->before_side, self->before_label, some ? _ ("no longer:") : _ ("before:"),
             difference->before, some);
  show_side (self->after_side, self->after_label, some ? _ ("new:") : _ ("now:"), difference->after, some);
  if (difference->group == OD_DIFFERENCE_DIALOGUE)
    {
      show_machine_words (self->before_label);
      show_machine_words (self->after_label);
    }
  name_for_reader (self);
  return GTK_WIDGET (self);
}
