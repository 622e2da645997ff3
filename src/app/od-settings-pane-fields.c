/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which field is wrong, and why, under the field itself. A field is judged when it is left and, once it was
 * wrong, at every key. Main thread. The rules are those of od_settings_check(). */

#include "od-presentation.h"
#include "od-settings-pane-private.h"

/* The fields that can be wrong, in the order they are met. */
static const struct
{
  OdField field;
  gsize row;
  gsize note;
} fields[] = {
#define FIELD(id, name)                                                                       \
  {                                                                                           \
    id, G_STRUCT_OFFSET (OdSettingsPane, name), G_STRUCT_OFFSET (OdSettingsPane, name##_note) \
  }
  FIELD (OD_FIELD_ADDRESS, address),
  FIELD (OD_FIELD_PASSWORD, password),
  FIELD (OD_FIELD_SERVER, server),
  { OD_FIELD_PORT, G_STRUCT_OFFSET (OdSettingsPane, port_number),
    G_STRUCT_OFFSET (OdSettingsPane, port_note) },
  FIELD (OD_FIELD_RECIPIENT, recipient),
  FIELD (OD_FIELD_SIZE, size),
  FIELD (OD_FIELD_USER, user),
  FIELD (OD_FIELD_EHLO_NAME, ehlo_name),
  FIELD (OD_FIELD_CA_FILE, ca_file),
#undef FIELD
};

static GtkWidget *
field_row (OdSettingsPane *self, gsize i)
{
  return *(GtkWidget **) G_STRUCT_MEMBER_P (self, fields[i].row);
}

static OdFieldNote *
field_note (OdSettingsPane *self, gsize i)
{
  return *(OdFieldNote **) G_STRUCT_MEMBER_P (self, fields[i].note);
}

void
od_settings_pane_clear_errors (OdSettingsPane *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    od_field_note_set_error (field_note (self, i), field_row (self, i), NULL);
}

static char *
field_error (OdSettingsPane *self, OdField field)
{
  g_autoptr (OdSettings) settings = od_settings_pane_get_settings (self);

  if (field == OD_FIELD_PASSWORD)
    return od_present_password_error (settings, *gtk_editable_get_text (self->password) != '\0');
  return od_present_field_error (settings, field);
}

/* TRUE: the field is right. */
static gboolean
judge (OdSettingsPane *self, gsize i)
{
  g_autofree char *message = field_error (self, fields[i].field);

  od_field_note_set_error (field_note (self, i), field_row (self, i), message);
  return message == NULL;
}

void
od_settings_pane_judge_row (OdSettingsPane *self, GtkWidget *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (field_row (self, i) == row)
      judge (self, i);
}

void
od_settings_pane_judge_again (OdSettingsPane *self, GtkWidget *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (field_row (self, i) == row && od_field_note_has_error (field_note (self, i)))
      judge (self, i);
}

gboolean
od_settings_pane_validate (OdSettingsPane *self)
{
  OdField first = OD_FIELD_NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!judge (self, i) && first == OD_FIELD_NONE)
      first = fields[i].field;
  if (first != OD_FIELD_NONE)
    od_settings_pane_edit_field (self, first);
  return first == OD_FIELD_NONE;
}

static GtkWidget *
row_of_field (OdSettingsPane *self, OdField field)
{
  if (field == OD_FIELD_SECURITY)
    return GTK_WIDGET (self->security);
  if (field == OD_FIELD_AUTH)
    return GTK_WIDGET (self->mechanism);
  if (field == OD_FIELD_PORT && !gtk_widget_get_visible (GTK_WIDGET (self->port_number)))
    return GTK_WIDGET (self->port);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].field == field)
      return field_row (self, i);
  return GTK_WIDGET (self->address);
}

void
od_settings_pane_edit_field (OdSettingsPane *self, OdField field)
{
  GtkWidget *row = row_of_field (self, field);

  if (gtk_widget_is_ancestor (row, GTK_WIDGET (self->advanced)))
    adw_expander_row_set_expanded (self->advanced, TRUE);
  gtk_widget_grab_focus (row);
}
