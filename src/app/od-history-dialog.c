/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Earlier runs: a list, and a page of what differs. Main thread. */

#include "od-history-dialog.h"

#include <glib/gi18n-lib.h>

#include "od-failure.h"
#include "od-history-differences.h"
#include "od-history-reader.h"
#include "od-history-row.h"
#include "od-history-words.h"
#include "od-toast.h"
#include "od-ui.h"

struct _OdHistoryDialog
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwLeaflet *leaflet;
  GtkWidget *list_page;
  GtkWidget *differences_page;
  GtkSwitch *keep_switch;
  AdwPreferencesGroup *runs;
  GtkWidget *empty_page;
  GtkWidget *delete_button;
  GtkButton *compare_button;
  GtkWidget *compare_bar;
  GtkWidget *back_button;
  OdHistoryDifferences *differences;

  OdStore *store;
  OdResult *shown; /* or NULL */
  GPtrArray *rows; /* OdHistoryRow * */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (OdHistoryDialog, od_history_dialog, ADW_TYPE_WINDOW)

enum
{
  SHOW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GPtrArray *
marked_rows (OdHistoryDialog *self)
{
  GPtrArray *marked = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    if (od_history_row_is_marked (g_ptr_array_index (self->rows, i)))
      g_ptr_array_add (marked, g_ptr_array_index (self->rows, i));
  return marked;
}

/* The run in sight has most likely been kept: it is not compared with itself. Files know seconds only. */
static gboolean
can_compare_with_shown (OdHistoryDialog *self, OdHistoryRow *row)
{
  const OdHistoryEntry *entry = od_history_row_get_entry (row);

  return self->shown != NULL && g_date_time_to_unix (entry->when) != g_date_time_to_unix (self->shown->when);
}

static void
update_compare (OdHistoryDialog *self)
{
  g_autoptr (GPtrArray) marked = marked_rows (self);
  gboolean with_shown = marked->len == 1 && can_compare_with_shown (self, marked->pdata[0]);

  gtk_button_set_label (self->compare_button,
                        with_shown ? _ ("Compare with the run shown") : _ ("Compare two marked runs"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->compare_button), with_shown || marked->len == 2);
}

static void
clear_rows (OdHistoryDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->runs, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
on_shown (GObject *source, GAsyncResult *answer, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = od_history_reader_load_finish (answer, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (results == NULL)
    {
      od_tell_failure (user_data, _ ("The run could not be opened"), error->message);
      return;
    }

  const OdResult *result = results->pdata[0];
  g_autofree char *time = od_history_time_words (result->when);
  /* Translators: above a result; a day and a time */
  g_autofree char *origin = g_strdup_printf (_ ("Earlier run of %s"), time);
  g_signal_emit (user_data, signals[SHOW], 0, result, origin);
  gtk_window_close (user_data);
}

static void
on_row_activated (OdHistoryDialog *self, OdHistoryRow *row)
{
  const char *const ids[] = { od_history_row_get_entry (row)->id, NULL };

  od_history_reader_load (ids, self->cancellable, on_shown, self);
}

static void
add_row (OdHistoryDialog *self, GPtrArray *entries, guint index)
{
  GtkWidget *row = od_history_row_new (entries, index);

  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "marked", G_CALLBACK (update_compare), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->runs, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_entries (OdHistoryDialog *self, GPtrArray *entries)
{
  gboolean some = entries->len > 0;

  clear_rows (self);
  for (guint i = 0; i < entries->len; i++)
    add_row (self, entries, i);
  gtk_widget_set_visible (GTK_WIDGET (self->runs), some);
  gtk_widget_set_visible (self->compare_bar, some);
  gtk_widget_set_sensitive (self->delete_button, some);
  gtk_widget_set_visible (self->empty_page, !some);
  update_compare (self);
}

static void
on_listed (GObject *source, GAsyncResult *answer, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = od_history_reader_list_finish (answer, &error);

  if (entries != NULL)
    show_entries (user_data, entries);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    od_tell_failure (user_data, _ ("The earlier runs could not be read"), error->message);
}

static void
list (OdHistoryDialog *self)
{
  od_history_reader_list (self->cancellable, on_listed, self);
}

static void
show_differences (OdHistoryDialog *self, const OdResult *one, const OdResult *other)
{
  od_history_differences_show (self->differences, one, other);
  adw_leaflet_set_visible_child (self->leaflet, self->differences_page);
  gtk_widget_grab_focus (self->back_button);
}

static void
on_compared (GObject *source, GAsyncResult *answer, gpointer user_data)
{
  OdHistoryDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = od_history_reader_load_finish (answer, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (results == NULL)
    od_tell_failure (GTK_WINDOW (self), _ ("The run could not be opened"), error->message);
  else
    show_differences (self, results->pdata[0], results->len > 1 ? results->pdata[1] : self->shown);
}

static void
on_compare (OdHistoryDialog *self)
{
  g_autoptr (GPtrArray) marked = marked_rows (self);
  const char *ids[3] = { NULL };

  for (guint i = 0; i < marked->len && i < 2; i++)
    ids[i] = od_history_row_get_entry (marked->pdata[i])->id;
  od_history_reader_load (ids, self->cancellable, on_compared, self);
}

static void
on_back (OdHistoryDialog *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_page);
  gtk_widget_grab_focus (GTK_WIDGET (self->compare_button));
}

static void
on_copy (OdHistoryDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          od_history_differences_get_text (self->differences));
  od_toast (self->toasts, _ ("Copied"));
}

static void
on_deleted (GObject *source, GAsyncResult *answer, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  od_history_reader_clear_finish (answer, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    od_tell_failure (user_data, _ ("The earlier runs could not be deleted"), error->message);
  list (user_data);
}

static void
on_delete_answered (OdHistoryDialog *self, const char *response)
{
  if (g_str_equal (response, "delete"))
    od_history_reader_clear (self->cancellable, on_deleted, self);
}

static void
on_delete (OdHistoryDialog *self)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("Delete all earlier runs?"),
                              _ ("They are deleted from this computer and cannot be brought back."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "delete",
                                    _ ("_Delete all"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_delete_answered), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_keep (OdHistoryDialog *self)
{
  if (self->store != NULL)
    od_store_set_boolean (self->store, "keep-history", gtk_switch_get_active (self->keep_switch));
}

static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  OdHistoryDialog *self = OD_HISTORY_DIALOG (widget);

  if (adw_leaflet_get_visible_child (self->leaflet) == self->differences_page)
    on_back (self);
  else
    gtk_window_close (GTK_WINDOW (self));
  return TRUE;
}

static void
od_history_dialog_dispose (GObject *object)
{
  OdHistoryDialog *self = OD_HISTORY_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->shown, od_result_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (od_history_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDialog, leaflet);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDialog, list_page);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDialog, differences_page);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDialog, keep_switch);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDialog, runs);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDialog, empty_page);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDialog, delete_button);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDialog, compare_button);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDialog, compare_bar);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDialog, differences);
  gtk_widget_class_bind_template_callback (widget_class, on_compare);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_delete);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
}

static void
od_history_dialog_class_init (OdHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_history_dialog_dispose;
  signals[SHOW] = g_signal_new ("show-run", OD_TYPE_HISTORY_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, OD_TYPE_RESULT, G_TYPE_STRING);
  g_type_ensure (OD_TYPE_HISTORY_DIFFERENCES);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-history-dialog"));
  bind_children (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
od_history_dialog_init (OdHistoryDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
od_history_dialog_new (GtkWindow *parent, OdStore *store, OdResult *shown)
{
  OdHistoryDialog *self = g_object_new (OD_TYPE_HISTORY_DIALOG, "transient-for", parent, NULL);

  gtk_switch_set_active (self->keep_switch, od_store_get_boolean (store, "keep-history"));
  self->store = g_object_ref (store);
  self->shown = shown != NULL ? od_result_ref (shown) : NULL;
  list (self);
  return GTK_WINDOW (self);
}
