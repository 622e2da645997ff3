/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The form, and the waiting. Main thread but for the functions that end in _work. */

#include "od-sign-in-dialog.h"

#include <glib/gi18n-lib.h>

#include "od-failure.h"
#include "od-oauth-sign-in.h"
#include "od-password-buffer.h"
#include "od-text.h"
#include "od-toast.h"
#include "od-ui.h"

struct _OdSignInDialog
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget *form;
  AdwComboRow *service_row;
  GtkEditable *issuer_row;
  GtkEditable *client_row;
  GtkEditable *client_secret_row;
  OdPasswordBuffer *client_secret; /* of its text */
  GtkSwitch *code_switch;
  GtkWidget *waiting;
  GtkLabel *waiting_label;
  GtkLabel *code_label;
  GtkLabel *page_label;
  GtkWidget *copy_button;
  GtkWidget *start_button;
  GtkWidget *stop_button;

  GPtrArray *issuers; /* OdOauthIssuer *, in the order of the choices; the last choice is another */
  char *address;
  char *ca_file;
  char *page; /* to be opened, or NULL */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (OdSignInDialog, od_sign_in_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNED_IN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What the worker needs. */
typedef struct
{
  OdSignInDialog *dialog; /* a reference, let go in the main thread */
  char *service;
  char *client_id;
  OdSecret *client_secret; /* or NULL */
  char *address;
  char *ca_file;
  gboolean by_code;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->dialog);
  g_free (work->service);
  g_free (work->client_id);
  g_clear_pointer (&work->client_secret, od_secret_unref);
  g_free (work->address);
  g_free (work->ca_file);
  g_free (work);
}

/* --- the page to open */

typedef struct
{
  OdSignInDialog *dialog;
  char *page;
  char *code; /* or NULL */
} Message;

static void
message_free (gpointer data)
{
  Message *message = data;

  g_object_unref (message->dialog);
  g_free (message->page);
  g_free (message->code);
  g_free (message);
}

static void
show_page (OdSignInDialog *self, const char *page, const char *code)
{
  g_autofree char *safe = od_text_make_safe (page, -1);

  g_free (self->page);
  self->page = g_strdup (page);
  gtk_label_set_text (
      self->waiting_label,
      code != NULL ? _ ("Open this page on any device, and type this code there:")
                   : _ ("Sign in on the page that opens in your browser. If none opens, copy its address."));
  gtk_label_set_text (self->code_label, code != NULL ? code : "");
  gtk_label_set_text (self->page_label, code != NULL ? safe : "");
  gtk_widget_set_visible (GTK_WIDGET (self->code_label), code != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->page_label), code != NULL);
  gtk_widget_set_visible (self->copy_button, TRUE);
  if (code == NULL)
    gtk_show_uri (GTK_WINDOW (self), page, GDK_CURRENT_TIME);
}

static gboolean
on_message (gpointer data)
{
  Message *message = data;

  if (message->dialog->cancellable != NULL)
    show_page (message->dialog, message->page, message->code);
  return G_SOURCE_REMOVE;
}

static gboolean
show_work (const char *url, const char *user_code, gpointer data)
{
  const Work *work = data;
  Message *message = g_new0 (Message, 1);

  message->dialog = g_object_ref (work->dialog);
  message->page = g_strdup (url);
  message->code = g_strdup (user_code);
  g_idle_add_full (G_PRIORITY_DEFAULT, on_message, message, message_free);
  return TRUE;
}

/* --- signing in */

static void
sign_in_work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;
  g_autoptr (OdOauthIssuer) issuer = od_oauth_issuer_find (work->service, work->ca_file, cancellable, &error);
  OdOauthClient client = { issuer, work->client_id, work->client_secret, work->address, work->ca_file };
  OdSecret *token = NULL;

  if (issuer != NULL && work->by_code)
    token = od_oauth_sign_in_by_code (&client, show_work, data, cancellable, &error);
  else if (issuer != NULL)
    token = od_oauth_sign_in (&client, show_work, data, cancellable, &error);
  if (token != NULL)
    g_task_return_pointer (task, token, (GDestroyNotify) od_secret_unref);
  else
    g_task_return_error (task, error);
}

static void
show_waiting (OdSignInDialog *self, gboolean waits)
{
  gtk_widget_set_visible (self->form, !waits);
  gtk_widget_set_visible (self->start_button, !waits);
  gtk_widget_set_visible (self->waiting, waits);
  gtk_widget_set_visible (self->stop_button, waits);
  gtk_widget_set_visible (GTK_WIDGET (self->code_label), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->page_label), FALSE);
  gtk_widget_set_visible (self->copy_button, FALSE);
  gtk_label_set_text (self->waiting_label, _ ("Asking the service…"));
  gtk_widget_grab_focus (waits ? self->stop_button : self->start_button);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  OdSignInDialog *self = OD_SIGN_IN_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSecret) token = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_clear_object (&self->cancellable);
  show_waiting (self, FALSE);
  if (token == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        od_tell_failure (GTK_WINDOW (self), _ ("You are not signed in"), error->message);
      return;
    }
  g_signal_emit (self, signals[SIGNED_IN], 0, token);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
is_other (OdSignInDialog *self)
{
  return adw_combo_row_get_selected (self->service_row) >= self->issuers->len;
}

/* (transfer full) */
static char *
typed (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static char *
chosen_service (OdSignInDialog *self)
{
  guint place = adw_combo_row_get_selected (self->service_row);

  return is_other (self) ? typed (self->issuer_row)
                         : g_strdup (((OdOauthIssuer *) self->issuers->pdata[place])->id);
}

static gboolean
is_complete (OdSignInDialog *self)
{
  g_autofree char *service = chosen_service (self);
  g_autofree char *client_id = typed (self->client_row);

  return *client_id != '\0' && (!is_other (self) || g_str_has_prefix (service, "https://"));
}

static void
on_changed (OdSignInDialog *self)
{
  if (self->issuers == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->issuer_row), is_other (self));
  gtk_widget_set_sensitive (self->start_button, is_complete (self));
}

static void
on_sign_in (OdSignInDialog *self)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  if (self->cancellable != NULL || !is_complete (self))
    return;
  self->cancellable = g_cancellable_new ();
  work = g_new0 (Work, 1);
  work->dialog = g_object_ref (self);
  work->service = chosen_service (self);
  work->client_id = typed (self->client_row);
  work->client_secret = od_password_buffer_get_secret (self->client_secret);
  work->address = g_strdup (self->address);
  work->ca_file = g_strdup (self->ca_file);
  work->by_code = gtk_switch_get_active (self->code_switch);
  show_waiting (self, TRUE);
  task = g_task_new (self, self->cancellable, on_done, NULL);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, sign_in_work);
}

static void
on_stop (OdSignInDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
on_copy (OdSignInDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->page);
  od_toast (self->toasts, _ ("Copied"));
}

static gboolean
on_close_request (GtkWindow *window)
{
  OdSignInDialog *self = OD_SIGN_IN_DIALOG (window);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_editable_set_text (self->client_secret_row, "");
  return GTK_WINDOW_CLASS (od_sign_in_dialog_parent_class)->close_request (window);
}

static void
od_sign_in_dialog_dispose (GObject *object)
{
  OdSignInDialog *self = OD_SIGN_IN_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->issuers, g_ptr_array_unref);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->ca_file, g_free);
  g_clear_pointer (&self->page, g_free);
  G_OBJECT_CLASS (od_sign_in_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, form);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, service_row);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, issuer_row);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, client_row);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, client_secret_row);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, code_switch);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, waiting);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, code_label);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, page_label);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, copy_button);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, start_button);
  gtk_widget_class_bind_template_child (widget_class, OdSignInDialog, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
od_sign_in_dialog_class_init (OdSignInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_sign_in_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = on_close_request;
  signals[SIGNED_IN] = g_signal_new ("signed-in", OD_TYPE_SIGN_IN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, OD_TYPE_SECRET);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-sign-in-dialog"));
  bind_children (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* What has the focus in an entry row is a text without a name of its own. */
static void
name_text (GtkEditable *row)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (row)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}

static void
od_sign_in_dialog_init (OdSignInDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->client_secret =
      od_password_buffer_put_into (GTK_TEXT (gtk_editable_get_delegate (self->client_secret_row)));
  name_text (self->issuer_row);
  name_text (self->client_row);
  name_text (self->client_secret_row);
}

/* The service whose tokens the server takes; another one for a server that is nobody's of the list. */
static void
offer_services (OdSignInDialog *self, const char *server)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected;

  self->issuers = od_oauth_issuers ();
  selected = *server != '\0' ? self->issuers->len : 0;
  for (guint i = 0; i < self->issuers->len; i++)
    {
      const OdOauthIssuer *issuer = self->issuers->pdata[i];

      gtk_string_list_append (names, issuer->name);
      if (g_strv_contains ((const char *const *) issuer->hosts, server))
        selected = i;
    }
  gtk_string_list_append (names, _ ("Another"));
  adw_combo_row_set_model (self->service_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->service_row, selected);
}

GtkWindow *
od_sign_in_dialog_new (GtkWindow *parent, const OdSettings *settings)
{
  OdSignInDialog *self = g_object_new (OD_TYPE_SIGN_IN_DIALOG, "transient-for", parent, NULL);

  self->address = g_strdup (settings->address);
  self->ca_file = g_strdup (settings->ca_file);
  offer_services (self, settings->server);
  on_changed (self);
  return GTK_WINDOW (self);
}
