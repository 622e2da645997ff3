/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The letter to support, seen before it goes anywhere. Main thread. */

#include "od-letter-dialog.h"

#include <glib/gi18n-lib.h>

#include "od-files.h"
#include "od-failure.h"
#include "od-letter-clipboard.h"
#include "od-support-letter.h"
#include "od-toast.h"
#include "od-ui.h"

struct _OdLetterDialog
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkToggleButton *text_button;
  GtkToggleButton *markdown_button;
  GtkToggleButton *html_button;
  GtkLabel *format_label;
  GtkTextView *preview;

  OdResult *result;
};

G_DEFINE_FINAL_TYPE (OdLetterDialog, od_letter_dialog, ADW_TYPE_WINDOW)

static const struct
{
  const char *extension;
  const char *words;
} formats[] = {
  [OD_DOCUMENT_TEXT] = { "txt", N_ ("For a mail or a form.") },
  [OD_DOCUMENT_MARKDOWN] = { "md", N_ ("For forums and issue trackers, which make headings of it.") },
  [OD_DOCUMENT_HTML] = { "html",
                         N_ ("A page for a browser, or for a mail with headings. It loads nothing.") },
};

static OdDocumentFormat
chosen_format (OdLetterDialog *self)
{
  if (gtk_toggle_button_get_active (self->markdown_button))
    return OD_DOCUMENT_MARKDOWN;
  if (gtk_toggle_button_get_active (self->html_button))
    return OD_DOCUMENT_HTML;
  return OD_DOCUMENT_TEXT;
}

static void
show_letter (OdLetterDialog *self)
{
  OdDocumentFormat format = chosen_format (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->preview);
  g_autofree char *letter = od_support_letter (self->result, format);
  GtkTextIter start;

  gtk_label_set_text (self->format_label, _ (formats[format].words));
  gtk_text_buffer_set_text (buffer, letter, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_view_scroll_to_iter (self->preview, &start, 0, FALSE, 0, 0);
}

/* One of two that change at once is enough. */
static void
on_format (OdLetterDialog *self, GtkToggleButton *button)
{
  if (self->result != NULL && gtk_toggle_button_get_active (button))
    show_letter (self);
}

static void
say (OdLetterDialog *self, const char *words)
{
  od_toast (self->toasts, words);
}

static void
on_copy (OdLetterDialog *self)
{
  OdDocumentFormat format = chosen_format (self);
  g_autofree char *letter = od_support_letter (self->result, format);

  od_letter_clipboard_put (gtk_widget_get_clipboard (GTK_WIDGET (self)), letter, format == OD_DOCUMENT_HTML);
  say (self, _ ("The letter is in the clipboard."));
}

static void
on_save_chosen (GFile *file, OdResult *result, gpointer dialog)
{
  g_autoptr (GError) error = NULL;

  if (od_support_letter_save (result, file, NULL, &error))
    say (dialog, _ ("Saved"));
  else
    od_tell_failure (dialog, _ ("The file could not be saved"), error->message);
}

static void
on_save (OdLetterDialog *self)
{
  od_files_choose_save (GTK_WINDOW (self), self->result, formats[chosen_format (self)].extension,
                        on_save_chosen);
}

static void
od_letter_dialog_dispose (GObject *object)
{
  g_clear_pointer (&OD_LETTER_DIALOG (object)->result, od_result_unref);
  G_OBJECT_CLASS (od_letter_dialog_parent_class)->dispose (object);
}

static void
od_letter_dialog_class_init (OdLetterDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_letter_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-letter-dialog"));
  gtk_widget_class_bind_template_child (widget_class, OdLetterDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, OdLetterDialog, text_button);
  gtk_widget_class_bind_template_child (widget_class, OdLetterDialog, markdown_button);
  gtk_widget_class_bind_template_child (widget_class, OdLetterDialog, html_button);
  gtk_widget_class_bind_template_child (widget_class, OdLetterDialog, format_label);
  gtk_widget_class_bind_template_child (widget_class, OdLetterDialog, preview);
  gtk_widget_class_bind_template_callback (widget_class, on_format);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
od_letter_dialog_init (OdLetterDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
od_letter_dialog_new (GtkWindow *parent, OdResult *result)
{
  OdLetterDialog *self = g_object_new (OD_TYPE_LETTER_DIALOG, "transient-for", parent, NULL);

  self->result = od_result_ref (result);
  show_letter (self);
  return GTK_WINDOW (self);
}
