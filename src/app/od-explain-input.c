/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The text field. Main thread. What is pasted is made safe before it is shown; more than a text view bears is
 * kept beside it, and its beginning shown. */

#include "od-explain-input.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-explain-examples.h"
#include "od-explain-sources.h"
#include "od-ui.h"

#define PAUSE_MS 300

struct _OdExplainInput
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *welcome;
  GtkWidget *header;
  GtkLabel *name_label;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkLabel *note_label;
  GtkWidget *explain_button;
  GtkWidget *buttons;
  AdwPreferencesGroup *examples;

  GtkTextTag *deciding;
  GBytes *whole; /* where more was given than is shown */
  guint pause_id;
  guint large_id;
  gboolean filling; /* by this program, not by the person */
};

G_DEFINE_FINAL_TYPE (OdExplainInput, od_explain_input, GTK_TYPE_WIDGET)

enum
{
  EXPLAIN,
  OPEN,
  FILES,
  CLEARED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ask_to_explain (OdExplainInput *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_signal_emit (self, signals[EXPLAIN], 0);
}

static gboolean
on_pause (gpointer user_data)
{
  OdExplainInput *self = user_data;

  self->pause_id = 0;
  ask_to_explain (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (OdExplainInput *self)
{
  if (self->filling)
    return;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->pause_id = g_timeout_add (PAUSE_MS, on_pause, self);
}

static void
show_note (OdExplainInput *self, const char *words)
{
  gtk_label_set_text (self->note_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), words != NULL);
}

static void
fill (OdExplainInput *self, const char *name, const char *shown, gboolean editable)
{
  self->filling = TRUE;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  gtk_text_buffer_set_text (self->buffer, shown, -1);
  self->filling = FALSE;
  gtk_text_view_set_editable (self->view, editable);
  gtk_text_view_set_cursor_visible (self->view, TRUE);
  gtk_widget_set_sensitive (self->explain_button, editable);
  gtk_widget_set_visible (self->explain_button, editable);
  gtk_label_set_text (self->name_label, name != NULL ? name : _ ("What you gave"));
  show_note (self, NULL);
}

void
od_explain_input_show_document (OdExplainInput *self, const char *name, const char *shown, gboolean cut)
{
  g_clear_pointer (&self->whole, g_bytes_unref);
  fill (self, name, shown, FALSE);
  if (cut)
    show_note (self, _ ("Only the beginning is shown here; all of it was read."));
}

void
od_explain_input_take (OdExplainInput *self, const char *text)
{
  gsize length = strlen (text);
  gboolean cut;
  g_autofree char *shown = od_explain_shown (text, length, &cut);

  g_clear_pointer (&self->whole, g_bytes_unref);
  fill (self, NULL, shown, !cut);
  if (cut)
    {
      self->whole = g_bytes_new (text, length);
      show_note (self, _ ("Only the beginning is shown here; all of it was read."));
    }
  ask_to_explain (self);
}

void
od_explain_input_clear (OdExplainInput *self)
{
  g_clear_pointer (&self->whole, g_bytes_unref);
  fill (self, NULL, "", TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_signal_emit (self, signals[CLEARED], 0);
}

char *
od_explain_input_get_shown (OdExplainInput *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

char *
od_explain_input_get_text (OdExplainInput *self, gsize *length)
{
  char *text;

  if (self->whole != NULL)
    {
      const char *bytes = g_bytes_get_data (self->whole, length);

      return g_strndup (bytes, *length);
    }
  text = od_explain_input_get_shown (self);
  *length = strlen (text);
  return text;
}

static void
mark_span (OdExplainInput *self, const char *text, const OdSpan *span, gboolean is_first)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start,
                                      (int) g_utf8_pointer_to_offset (text, text + span->start));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end,
                                      (int) g_utf8_pointer_to_offset (text, text + span->end));
  gtk_text_buffer_apply_tag (self->buffer, self->deciding, &start, &end);
  if (is_first)
    {
      g_autoptr (GtkTextMark) mark = gtk_text_mark_new (NULL, TRUE);

      gtk_text_buffer_add_mark (self->buffer, mark, &start);
      gtk_text_view_scroll_to_mark (self->view, mark, 0.1, FALSE, 0, 0);
      gtk_text_buffer_delete_mark (self->buffer, mark);
    }
}

void
od_explain_input_mark (OdExplainInput *self, const GArray *spans)
{
  g_autofree char *text = od_explain_input_get_shown (self);
  gsize length = strlen (text);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->deciding, &start, &end);
  for (guint i = 0; i < spans->len; i++)
    {
      const OdSpan *span = &g_array_index (spans, OdSpan, i);

      if (span->end <= length)
        mark_span (self, text, span, i == 0);
    }
}

static gboolean
take_large (gpointer user_data)
{
  OdExplainInput *self = user_data;
  g_autofree char *text = g_object_steal_data (G_OBJECT (self), "large-text");

  self->large_id = 0;
  od_explain_input_take (self, text);
  return G_SOURCE_REMOVE;
}

/* More than the view bears replaces what is there, once the buffer is no longer at work. */
static void
take_large_later (OdExplainInput *self, const char *text, gsize length)
{
  g_object_set_data_full (G_OBJECT (self), "large-text", g_strndup (text, length), g_free);
  if (self->large_id == 0)
    self->large_id = g_idle_add (take_large, self);
}

/* Before anything gets into the buffer: what is not safe to show is written out. */
static void
on_insert (OdExplainInput *self, GtkTextIter *place, const char *text, int length)
{
  g_autofree char *shown = NULL;
  gboolean cut;

  if (self->filling)
    return;
  shown = od_explain_shown (text, (gsize) length, &cut);
  if (!cut && strlen (shown) == (gsize) length && memcmp (shown, text, (gsize) length) == 0)
    return;
  g_signal_stop_emission_by_name (self->buffer, "insert-text");
  if (cut)
    take_large_later (self, text, (gsize) length);
  else
    gtk_text_buffer_insert (self->buffer, place, shown, -1);
}

static void
take_files (GtkWidget *widget, GFile **files, guint n_files)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (list, g_object_ref (files[i]));
  g_signal_emit (widget, signals[FILES], 0, list);
}

static void
take_text (GtkWidget *widget, const char *text)
{
  od_explain_input_take (OD_EXPLAIN_INPUT (widget), text);
  gtk_widget_grab_focus (widget);
}

void
od_explain_input_paste (OdExplainInput *self)
{
  if (!od_explain_sources_paste_files (GTK_WIDGET (self), take_files))
    od_explain_sources_paste_text (GTK_WIDGET (self), take_text);
}

/* In the text field the text goes where the cursor is; a document it replaces. */
static void
on_view_paste (OdExplainInput *self)
{
  if (!gtk_text_view_get_editable (self->view))
    od_explain_input_paste (self);
  else if (!od_explain_sources_paste_files (GTK_WIDGET (self), take_files))
    return;
  g_signal_stop_emission_by_name (self->view, "paste-clipboard");
}

static void
on_open_clicked (OdExplainInput *self)
{
  g_signal_emit (self, signals[OPEN], 0);
}

void
od_explain_input_set_compact (OdExplainInput *self, gboolean compact)
{
  gtk_widget_set_visible (self->welcome, !compact);
  gtk_widget_set_visible (GTK_WIDGET (self->examples), !compact);
  gtk_widget_set_visible (self->header, compact);
  gtk_widget_set_halign (self->buttons, compact ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
}

static void
on_example (AdwActionRow *row, OdExplainInput *self)
{
  od_explain_input_take (self, g_object_get_data (G_OBJECT (row), "text"));
}

static void
add_example (OdExplainInput *self, const OdExplainExample *example)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), example->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), example->about);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "text", (gpointer) example->text);
  g_signal_connect (row, "activated", G_CALLBACK (on_example), self);
  adw_preferences_group_add (self->examples, row);
}

static void
prepare_buffer (OdExplainInput *self)
{
  static const GdkRGBA tint = { 0.96, 0.76, 0.07, 0.3 };

  self->deciding = gtk_text_buffer_create_tag (self->buffer, "deciding", "weight", PANGO_WEIGHT_BOLD,
                                               "underline", PANGO_UNDERLINE_SINGLE, "background-rgba", &tint,
                                               NULL);
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (on_insert), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static gboolean
od_explain_input_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OD_EXPLAIN_INPUT (widget)->view));
}

static void
od_explain_input_dispose (GObject *object)
{
  OdExplainInput *self = OD_EXPLAIN_INPUT (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_handle_id (&self->large_id, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->whole, g_bytes_unref);
  G_OBJECT_CLASS (od_explain_input_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-explain-input"));
  gtk_widget_class_bind_template_child (widget_class, OdExplainInput, scroller);
  gtk_widget_class_bind_template_child (widget_class, OdExplainInput, welcome);
  gtk_widget_class_bind_template_child (widget_class, OdExplainInput, header);
  gtk_widget_class_bind_template_child (widget_class, OdExplainInput, name_label);
  gtk_widget_class_bind_template_child (widget_class, OdExplainInput, view);
  gtk_widget_class_bind_template_child (widget_class, OdExplainInput, buffer);
  gtk_widget_class_bind_template_child (widget_class, OdExplainInput, note_label);
  gtk_widget_class_bind_template_child (widget_class, OdExplainInput, explain_button);
  gtk_widget_class_bind_template_child (widget_class, OdExplainInput, buttons);
  gtk_widget_class_bind_template_child (widget_class, OdExplainInput, examples);
  gtk_widget_class_bind_template_callback (widget_class, ask_to_explain);
  gtk_widget_class_bind_template_callback (widget_class, od_explain_input_paste);
  gtk_widget_class_bind_template_callback (widget_class, od_explain_input_clear);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_view_paste);
}

static void
od_explain_input_class_init (OdExplainInputClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = OD_TYPE_EXPLAIN_INPUT;

  G_OBJECT_CLASS (klass)->dispose = od_explain_input_dispose;
  widget_class->grab_focus = od_explain_input_grab_focus;
  signals[EXPLAIN] = g_signal_new ("explain", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FILES] =
      g_signal_new ("files", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[CLEARED] = g_signal_new ("cleared", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
od_explain_input_init (OdExplainInput *self)
{
  guint count;
  const OdExplainExample *examples = od_explain_examples (&count);

  gtk_widget_init_template (GTK_WIDGET (self));
  prepare_buffer (self);
  for (guint i = 0; i < count; i++)
    add_example (self, &examples[i]);
  fill (self, NULL, "", TRUE);
  od_explain_input_set_compact (self, FALSE);
}
