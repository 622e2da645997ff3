/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The form itself: its rows, their models and names, and who listens to whom. Main thread. Values are in
 * od-settings-pane-values.c, errors in od-settings-pane-fields.c. */

#include <glib/gi18n-lib.h>

#include "od-settings-pane-private.h"

G_DEFINE_FINAL_TYPE (OdSettingsPane, od_settings_pane, GTK_TYPE_WIDGET)

enum
{
  START,
  SEARCHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_changed (OdSettingsPane *self, GtkEditable *row)
{
  if (!self->filling && row == self->address)
    od_settings_pane_propose (self);
  od_settings_pane_judge_again (self, GTK_WIDGET (row));
}

static gboolean
on_found (OdSettingsPane *self, OdProposal *proposal)
{
  return od_settings_pane_take_proposal (self, proposal, FALSE);
}

static void
on_chosen (OdSettingsPane *self, OdProposal *proposal)
{
  od_settings_pane_take_proposal (self, proposal, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->server));
}

static void
on_finished (OdSettingsPane *self)
{
  gtk_widget_set_sensitive (self->find_button, TRUE);
  g_signal_emit (self, signals[SEARCHED], 0);
}

gboolean
od_settings_pane_find_server (OdSettingsPane *self)
{
  g_autoptr (OdSettings) settings = od_settings_pane_get_settings (self);
  gboolean begun = od_server_finder_search (self->finder, settings, NULL);

  gtk_widget_set_sensitive (self->find_button, !begun);
  if (!begun)
    od_settings_pane_edit_field (self, OD_FIELD_ADDRESS);
  return begun;
}

gboolean
od_settings_pane_is_searching (OdSettingsPane *self)
{
  return od_server_finder_is_searching (self->finder);
}

void
od_settings_pane_stop_searching (OdSettingsPane *self)
{
  od_server_finder_stop (self->finder);
}

static void
on_password_changed (OdSettingsPane *self)
{
  gtk_widget_set_visible (self->forget_button, *gtk_editable_get_text (self->password) != '\0');
}

static void
on_entry_activated (OdSettingsPane *self)
{
  g_signal_emit (self, signals[START], 0);
}

/* Nothing is said about a field that was only passed through. */
static void
on_leave (GtkEventControllerFocus *controller, OdSettingsPane *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (*gtk_editable_get_text (GTK_EDITABLE (row)) != '\0')
    od_settings_pane_judge_row (self, row);
}

static void
on_port_selected (OdSettingsPane *self)
{
  gboolean other = od_choices_place_to_port (adw_combo_row_get_selected (self->port)) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->port_number), other);
  od_settings_pane_judge_again (self, GTK_WIDGET (self->port_number));
}

static void
on_size_selected (OdSettingsPane *self)
{
  od_settings_pane_judge_again (self, GTK_WIDGET (self->size));
}

static void
on_security_selected (OdSettingsPane *self)
{
  gtk_widget_set_visible (self->plain_row, adw_combo_row_get_selected (self->security) == OD_SECURITY_NONE);
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, GtkEditable *row)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        gtk_editable_set_text (row, path);
    }
  g_object_unref (dialog);
}

static void
choose_file (OdSettingsPane *self, GtkEditable *row, const char *title)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_chosen), row, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
choose_ca_file (OdSettingsPane *self)
{
  choose_file (self, self->ca_file, _ ("Choose the File with Trusted Certificates"));
}

static void
choose_client_certificate (OdSettingsPane *self)
{
  choose_file (self, self->client_certificate, _ ("Choose the Client Certificate"));
}

/* What has the focus in an entry row is a text without a name of its own. */
static void
name_text (GtkEditable *row)
{
  GtkEditable *text = gtk_editable_get_delegate (row);

  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}

static void
watch_entries (OdSettingsPane *self)
{
  GtkEditable *entries[] = { self->address,     self->password,  self->server,
                             self->port_number, self->recipient, self->user,
                             self->ehlo_name,   self->ca_file,   self->client_certificate };

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GtkEventController *focus = gtk_event_controller_focus_new ();

      name_text (entries[i]);
      g_signal_connect (focus, "leave", G_CALLBACK (on_leave), self);
      gtk_widget_add_controller (GTK_WIDGET (entries[i]), focus);
      g_signal_connect_swapped (entries[i], "changed", G_CALLBACK (on_changed), self);
      g_signal_connect_swapped (entries[i], "entry-activated", G_CALLBACK (on_entry_activated), self);
    }
  g_signal_connect_swapped (self->password, "changed", G_CALLBACK (on_password_changed), self);
}

/* Takes @model. */
static void
fill_combo (AdwComboRow *row, GtkStringList *model)
{
  adw_combo_row_set_model (row, G_LIST_MODEL (model));
  g_object_unref (model);
}

static void
fill_combos (OdSettingsPane *self)
{
  self->sizes = od_choices_sizes ();
  self->octets = od_choices_size_values ();
  fill_combo (self->port, od_choices_ports ());
  fill_combo (self->security, od_choices_securities ());
  fill_combo (self->mechanism, od_choices_mechanisms ());
  fill_combo (self->family, od_choices_families ());
  fill_combo (self->size, g_object_ref (self->sizes));
  g_signal_connect_swapped (self->port, "notify::selected", G_CALLBACK (on_port_selected), self);
  g_signal_connect_swapped (self->security, "notify::selected", G_CALLBACK (on_security_selected), self);
  g_signal_connect_swapped (self->size, "notify::selected", G_CALLBACK (on_size_selected), self);
}

static gboolean
od_settings_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OD_SETTINGS_PANE (widget)->address));
}

static void
od_settings_pane_dispose (GObject *object)
{
  OdSettingsPane *self = OD_SETTINGS_PANE (object);

  if (self->form != NULL)
    gtk_editable_set_text (self->password, "");
  g_clear_pointer (&self->form, gtk_widget_unparent);
  g_clear_pointer (&self->base, od_settings_unref);
  g_clear_pointer (&self->proposed, od_settings_unref);
  g_clear_pointer (&self->octets, g_array_unref);
  g_clear_object (&self->sizes);
  G_OBJECT_CLASS (od_settings_pane_parent_class)->dispose (object);
}

static void
bind_rows (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, form);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, server_group);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, finder);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, find_button);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, advanced);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, address);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, password);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, server);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, port_number);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, recipient);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, user);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, ehlo_name);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, ca_file);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, client_certificate);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, port);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, security);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, size);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, mechanism);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, family);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, plain);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, plain_row);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, dry_run);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, delivery_notice);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, direct);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, forget_button);
}

static void
bind_notes (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, address_note);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, password_note);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, server_note);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, port_note);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, recipient_note);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, size_note);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, user_note);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, ehlo_name_note);
  gtk_widget_class_bind_template_child (widget_class, OdSettingsPane, ca_file_note);
}

static void
od_settings_pane_class_init (OdSettingsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_settings_pane_dispose;
  widget_class->grab_focus = od_settings_pane_grab_focus;
  signals[START] =
      g_signal_new ("start", OD_TYPE_SETTINGS_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SEARCHED] = g_signal_new ("searched", OD_TYPE_SETTINGS_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  g_type_ensure (OD_TYPE_SERVER_FINDER);
  g_type_ensure (OD_TYPE_FIELD_NOTE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-settings-pane"));
  bind_rows (widget_class);
  bind_notes (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, od_settings_pane_find_server);
  gtk_widget_class_bind_template_callback (widget_class, on_found);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_finished);
  gtk_widget_class_bind_template_callback (widget_class, choose_ca_file);
  gtk_widget_class_bind_template_callback (widget_class, choose_client_certificate);
}

static void
od_settings_pane_init (OdSettingsPane *self)
{
  self->base = od_settings_new ();
  self->proposed = od_settings_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->password_buffer = od_password_buffer_put_into (GTK_TEXT (gtk_editable_get_delegate (self->password)));
  fill_combos (self);
  watch_entries (self);
}

GtkWidget *
od_settings_pane_new (void)
{
  return g_object_new (OD_TYPE_SETTINGS_PANE, NULL);
}
