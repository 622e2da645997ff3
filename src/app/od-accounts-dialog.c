/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Accounts as rows, a group a program. What may take long is done by od-account-work. Main thread. */

#include "od-accounts-dialog.h"

#include <glib/gi18n-lib.h>

#include "od-account-online.h"
#include "od-account-work.h"
#include "od-failure.h"
#include "od-text.h"
#include "od-toast.h"
#include "od-ui.h"

#define SAVED "saved"

struct _OdAccountsDialog
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget *spinner;
  GtkWidget *empty_page;
  GtkBox *groups;
  GtkWidget *save_group;
  GtkEditable *name_row;
  GtkWidget *keep_row;
  GtkSwitch *keep_switch;
  GtkWidget *save_button;
  GtkLabel *faults_label;

  OdSettings *settings; /* in the form */
  OdSecret *secret;     /* in the form, or NULL */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (OdAccountsDialog, od_accounts_dialog, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  ATTENTION,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void read_again (OdAccountsDialog *self);

static void
say (OdAccountsDialog *self, const char *words)
{
  od_toast (self->toasts, words);
}

/* --- choosing */

static void
on_secret (GObject *source, GAsyncResult *result, gpointer data)
{
  OdAccountsDialog *self = OD_ACCOUNTS_DIALOG (source);
  const OdAccount *account = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSecret) secret = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL && !g_error_matches (error, OD_ACCOUNT_ERROR, OD_ACCOUNT_ERROR_ATTENTION))
    {
      od_tell_failure (GTK_WINDOW (self), _ ("This account cannot be used now"), error->message);
      return;
    }
  if (error != NULL)
    {
      g_signal_emit (self, signals[ATTENTION], 0, account->settings, error->message);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  g_signal_emit (self, signals[CHOSEN], 0, account->settings, secret);
  gtk_window_close (GTK_WINDOW (self));
}

static OdAccount *
account_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "account");
}

static void
on_activated (OdAccountsDialog *self, GtkWidget *row)
{
  od_account_work_find_secret (self, account_of (row), self->cancellable, on_secret);
}

/* --- deleting */

/* Tells how writing or deleting ended, and shows what is there now. */
static void
tell_end (OdAccountsDialog *self, GAsyncResult *result, const char *failure, const char *success)
{
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    od_tell_failure (GTK_WINDOW (self), failure, error->message);
  else
    say (self, success);
  read_again (self);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer data)
{
  tell_end (OD_ACCOUNTS_DIALOG (source), result, _ ("The account could not be deleted"),
            _ ("The account is deleted."));
}

static void
on_delete (OdAccountsDialog *self, GtkWidget *button)
{
  od_account_work_delete (self, account_of (button)->name, self->cancellable, on_deleted);
}

static GtkWidget *
delete_button (OdAccountsDialog *self, OdAccount *account)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s is the name of a saved account */
  g_autofree char *label = g_strdup_printf (_ ("Delete “%s”"), account->name);

  g_object_set_data_full (G_OBJECT (button), "account", od_account_ref (account),
                          (GDestroyNotify) od_account_unref);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_delete), self, G_CONNECT_SWAPPED);
  return button;
}

/* --- rows */

static char *
server_words (const OdSettings *settings)
{
  g_autofree char *words = g_strdup_printf (_ ("%s, port %u, %s"), settings->server,
                                            od_settings_effective_port (settings),
                                            od_security_words (od_settings_effective_security (settings)));

  return od_text_make_safe (words, -1);
}

static GtkWidget *
row_new (OdAccountsDialog *self, OdAccount *account)
{
  gboolean is_saved = g_str_equal (account->program, SAVED);
  const char *name = is_saved || *account->settings->address == '\0' ? account->name
                                                                     : account->settings->address;
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);
  g_autofree char *title = od_text_make_safe (name, -1);
  g_autofree char *words = server_words (account->settings);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  g_object_set_data_full (G_OBJECT (row), "account", od_account_ref (account),
                          (GDestroyNotify) od_account_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  if (is_saved)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), delete_button (self, account));
  return row;
}

static const char *
group_title (const OdAccount *account)
{
  return g_str_equal (account->program, SAVED) ? _ ("Saved accounts") : account->program_name;
}

/* Accounts come in the order of their programs. */
static void
show_accounts (OdAccountsDialog *self, const GPtrArray *accounts)
{
  GtkWidget *group = NULL;
  const char *program = NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      OdAccount *account = accounts->pdata[i];

      if (g_strcmp0 (program, account->program) != 0)
        {
          g_autofree char *title = g_markup_escape_text (group_title (account), -1);

          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
          gtk_box_append (self->groups, group);
          program = account->program;
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row_new (self, account));
    }
}

static void
show_faults (OdAccountsDialog *self, const GPtrArray *faults)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < faults->len; i++)
    {
      const OdAccountFault *fault = faults->pdata[i];
      g_autofree char *line = g_strdup_printf ("%s: %s: %s", fault->program_name, fault->file, fault->why);
      g_autofree char *safe = od_text_make_safe (line, -1);

      g_string_append_printf (words, "%s%s", i > 0 ? "\n" : "", safe);
    }
  gtk_label_set_text (self->faults_label, words->str);
  gtk_widget_set_visible (GTK_WIDGET (self->faults_label), words->len > 0);
}

static void
clear_groups (OdAccountsDialog *self)
{
  GtkWidget *group;

  while ((group = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, group);
}

/* --- reading */

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  OdAccountsDialog *self = OD_ACCOUNTS_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdAccounts) found = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean some = found != NULL && found->accounts->len > 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    od_tell_failure (GTK_WINDOW (self), _ ("The saved accounts cannot be shown"), error->message);
  clear_groups (self);
  if (found != NULL)
    {
      show_accounts (self, found->accounts);
      show_faults (self, found->faults);
    }
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->groups), some);
  gtk_widget_set_visible (self->empty_page, !some);
}

static void
read_again (OdAccountsDialog *self)
{
  od_account_work_read (self, self->cancellable, on_read);
}

/* --- saving */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  tell_end (OD_ACCOUNTS_DIALOG (source), result, _ ("Not everything could be saved"),
            _ ("The account is saved."));
}

static char *
typed_name (OdAccountsDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
}

static void
on_name_changed (OdAccountsDialog *self)
{
  g_autofree char *name = typed_name (self);

  gtk_widget_set_sensitive (self->save_button, *name != '\0');
}

static void
on_save (OdAccountsDialog *self)
{
  g_autofree char *name = typed_name (self);
  gboolean keep = self->secret != NULL && gtk_switch_get_active (self->keep_switch);

  if (*name != '\0')
    od_account_work_save (self, name, self->settings, keep ? self->secret : NULL, self->cancellable,
                          on_saved);
}

static void
offer_saving (OdAccountsDialog *self)
{
  gtk_widget_set_visible (self->save_group, *self->settings->address != '\0');
  gtk_widget_set_visible (self->keep_row, self->secret != NULL);
  gtk_editable_set_text (self->name_row, self->settings->address);
}

static void
od_accounts_dialog_dispose (GObject *object)
{
  OdAccountsDialog *self = OD_ACCOUNTS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->settings, od_settings_unref);
  g_clear_pointer (&self->secret, od_secret_unref);
  G_OBJECT_CLASS (od_accounts_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OdAccountsDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, OdAccountsDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, OdAccountsDialog, empty_page);
  gtk_widget_class_bind_template_child (widget_class, OdAccountsDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, OdAccountsDialog, save_group);
  gtk_widget_class_bind_template_child (widget_class, OdAccountsDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, OdAccountsDialog, keep_row);
  gtk_widget_class_bind_template_child (widget_class, OdAccountsDialog, keep_switch);
  gtk_widget_class_bind_template_child (widget_class, OdAccountsDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, OdAccountsDialog, faults_label);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
od_accounts_dialog_class_init (OdAccountsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_accounts_dialog_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", OD_TYPE_ACCOUNTS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, OD_TYPE_SETTINGS, OD_TYPE_SECRET);
  signals[ATTENTION] = g_signal_new ("attention", OD_TYPE_ACCOUNTS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 2, OD_TYPE_SETTINGS, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-accounts-dialog"));
  bind_children (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
od_accounts_dialog_init (OdAccountsDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
od_accounts_dialog_new (GtkWindow *parent, OdSettings *settings, OdSecret *secret)
{
  OdAccountsDialog *self = g_object_new (OD_TYPE_ACCOUNTS_DIALOG, "transient-for", parent, NULL);

  self->settings = od_settings_ref (settings);
  self->secret = secret != NULL ? od_secret_ref (secret) : NULL;
  offer_saving (self);
  read_again (self);
  return GTK_WINDOW (self);
}
