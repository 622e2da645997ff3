/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Dialog, drop and clipboard. Main thread. A widget that goes in the meantime is not called. */

#include "od-explain-sources.h"

#include <glib/gi18n-lib.h>

static void
take_chosen (GtkFileChooser *chooser, GtkWidget *widget, OdExplainTakeFiles take)
{
  g_autoptr (GListModel) list = gtk_file_chooser_get_files (chooser);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (files, g_list_model_get_item (list, i));
  take (widget, (GFile **) files->pdata, files->len);
}

static void
on_chosen (GtkNativeDialog *dialog, int response, GtkWidget *widget)
{
  OdExplainTakeFiles take = (OdExplainTakeFiles) g_object_get_data (G_OBJECT (dialog), "take");

  if (response == GTK_RESPONSE_ACCEPT)
    take_chosen (GTK_FILE_CHOOSER (dialog), widget, take);
  g_object_unref (dialog);
}

void
od_explain_sources_choose (GtkWidget *widget, gboolean folders, OdExplainTakeFiles take)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  const char *title = folders ? _ ("Open a folder of mails") : _ ("Open mails to explain");
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, window, folders ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, NULL,
      NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data (G_OBJECT (dialog), "take", (gpointer) take);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
take_list (GtkWidget *widget, GdkFileList *list, OdExplainTakeFiles take)
{
  g_autoptr (GSList) each = gdk_file_list_get_files (list);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  for (GSList *link = each; link != NULL; link = link->next)
    g_ptr_array_add (files, link->data);
  take (widget, (GFile **) files->pdata, files->len);
}

static gboolean
on_files_dropped (GtkDropTarget *target, const GValue *value, double x, double y, gpointer take)
{
  take_list (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)), g_value_get_boxed (value),
             (OdExplainTakeFiles) take);
  return TRUE;
}

static gboolean
on_text_dropped (GtkDropTarget *target, const GValue *value, double x, double y, gpointer take)
{
  ((OdExplainTakeText) take) (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)),
                              g_value_get_string (value));
  return TRUE;
}

static void
accept_drops (GtkWidget *widget, GType type, GtkPropagationPhase phase, GCallback dropped, gpointer take)
{
  GtkDropTarget *target = gtk_drop_target_new (type, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), phase);
  g_signal_connect (target, "drop", dropped, take);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

/* Files come here before a text field takes their names for text, text only after it. */
void
od_explain_sources_accept_drops (GtkWidget *widget,
                                 OdExplainTakeFiles take_files,
                                 OdExplainTakeText take_text)
{
  accept_drops (widget, GDK_TYPE_FILE_LIST, GTK_PHASE_CAPTURE, G_CALLBACK (on_files_dropped),
                (gpointer) take_files);
  accept_drops (widget, G_TYPE_STRING, GTK_PHASE_BUBBLE, G_CALLBACK (on_text_dropped), (gpointer) take_text);
}

/* A clipboard being read, for a widget that may go. */
typedef struct
{
  GWeakRef widget;
  OdExplainTakeFiles take_files;
  OdExplainTakeText take_text;
} Paste;

static Paste *
paste_new (GtkWidget *widget)
{
  Paste *paste = g_new0 (Paste, 1);

  g_weak_ref_init (&paste->widget, widget);
  return paste;
}

static void
paste_free (Paste *paste)
{
  g_weak_ref_clear (&paste->widget);
  g_free (paste);
}

static void
on_files_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paste *paste = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&paste->widget);

  if (value != NULL && widget != NULL)
    take_list (widget, g_value_get_boxed (value), paste->take_files);
  paste_free (paste);
}

/* Copied in a file manager: files, although it offers their names as text as well. */
gboolean
od_explain_sources_paste_files (GtkWidget *widget, OdExplainTakeFiles take)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  Paste *paste;

  if (!gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) &&
      !gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    return FALSE;
  paste = paste_new (widget);
  paste->take_files = take;
  gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, on_files_read,
                                  paste);
  return TRUE;
}

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paste *paste = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&paste->widget);

  if (text != NULL && widget != NULL)
    paste->take_text (widget, text);
  paste_free (paste);
}

void
od_explain_sources_paste_text (GtkWidget *widget, OdExplainTakeText take)
{
  Paste *paste = paste_new (widget);

  paste->take_text = take;
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_text_read, paste);
}
