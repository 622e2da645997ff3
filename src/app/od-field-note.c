/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The sentence under a field. Main thread. Whether a field is wrong is not decided here. */

#include "od-field-note.h"

struct _OdFieldNote
{
  AdwPreferencesRow parent_instance;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (OdFieldNote, od_field_note, ADW_TYPE_PREFERENCES_ROW)

/* What has the focus in an entry row is its text, so that is what a screen reader asks. */
static GtkAccessible *
accessible_of (GtkWidget *row)
{
  if (GTK_IS_EDITABLE (row) && gtk_editable_get_delegate (GTK_EDITABLE (row)) != NULL)
    return GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  return GTK_ACCESSIBLE (row);
}

void
od_field_note_set_error (OdFieldNote *self, GtkWidget *row, const char *message)
{
  GtkAccessible *accessible = accessible_of (row);

  gtk_label_set_text (self->label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self), message != NULL);
  if (message == NULL)
    {
      gtk_widget_remove_css_class (row, "error");
      gtk_widget_remove_css_class (row, "noted");
      gtk_accessible_reset_state (accessible, GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }
  gtk_widget_add_css_class (row, "error");
  gtk_widget_add_css_class (row, "noted");
  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
}

gboolean
od_field_note_has_error (OdFieldNote *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self));
}

static void
od_field_note_class_init (OdFieldNoteClass *klass)
{
}

static void
od_field_note_init (OdFieldNote *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self), "field-note");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (self->label));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
