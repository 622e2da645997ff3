/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of a finding. Main thread. It knows no finding. */

#include "od-finding-row.h"

#include "od-ui.h"

/* Pixels that a window of 360 leaves for the buttons of a row. */
#define NARROW_ROOM 280

struct _OdFindingRow
{
  AdwPreferencesRow parent_instance;

  GtkBox *box;
  GtkLabel *title_label;
  GtkLabel *words_label;
  GtkWidget *suffix;
};

G_DEFINE_FINAL_TYPE (OdFindingRow, od_finding_row, ADW_TYPE_PREFERENCES_ROW)

void
od_finding_row_set_suffix (OdFindingRow *self, GtkWidget *suffix)
{
  self->suffix = suffix;
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  gtk_box_append (self->box, suffix);
  gtk_widget_set_focusable (GTK_WIDGET (self), GTK_IS_LABEL (suffix));
}

void
od_finding_row_set_name (OdFindingRow *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gtk_label_get_text (self->words_label),
                                  -1);
}

void
od_finding_row_set_selectable (OdFindingRow *self)
{
  gtk_label_set_selectable (self->words_label, TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

/* Two buttons with long words do not fit beside each other in every language. */
static void
stack_buttons (GtkWidget *buttons, gboolean narrow)
{
  int width;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (buttons), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_measure (buttons, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  if (narrow && width > NARROW_ROOM)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (buttons), GTK_ORIENTATION_VERTICAL);
}

void
od_finding_row_set_narrow (OdFindingRow *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  if (self->suffix != NULL)
    gtk_widget_set_halign (self->suffix,
                           GTK_IS_LABEL (self->suffix) && narrow ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  if (GTK_IS_BOX (self->suffix))
    stack_buttons (self->suffix, narrow);
}

static void
od_finding_row_class_init (OdFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-finding-row"));
  gtk_widget_class_bind_template_child (widget_class, OdFindingRow, box);
  gtk_widget_class_bind_template_child (widget_class, OdFindingRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, OdFindingRow, words_label);
}

static void
od_finding_row_init (OdFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
od_finding_row_new (const char *title, const char *words)
{
  OdFindingRow *self = g_object_new (OD_TYPE_FINDING_ROW, NULL);
  gboolean has_words = words != NULL && *words != '\0';

  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->words_label, has_words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words_label), has_words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, has_words ? words : "", -1);
  return GTK_WIDGET (self);
}
