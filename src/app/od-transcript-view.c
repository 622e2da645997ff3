/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of lines and its selection. Main thread. Only the lines in sight have widgets and objects, so that
 * a million of them cost little more than ten. */

#include <glib/gi18n-lib.h>

#include "od-event-words.h"
#include "od-transcript-row.h"
#include "od-transcript-view-private.h"
#include "od-ui.h"
#include "od-width-bin.h"

#define WIDE       720 /* from here on the explanation stands beside the lines */
#define CARD_WIDTH 320
#define NOWHERE    G_MAXUINT /* no line */

G_DEFINE_FINAL_TYPE (OdTranscriptView, od_transcript_view, GTK_TYPE_WIDGET)

gboolean
od_transcript_view_get_selected (OdTranscriptView *self, guint *index)
{
  g_autoptr (GtkBitset) chosen = NULL;

  if (self->selection == NULL)
    return FALSE;
  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (gtk_bitset_get_size (chosen) != 1)
    return FALSE;
  *index = gtk_bitset_get_nth (chosen, 0);
  return TRUE;
}

static void
on_selection_changed (OdTranscriptView *self)
{
  guint index;
  gboolean one = od_transcript_view_get_selected (self, &index);

  if (one)
    od_line_card_show (self->card, self->transcript, index);
  gtk_widget_set_visible (GTK_WIDGET (self->card), one);
}

static guint
scroll_target (OdTranscriptView *self)
{
  guint length = self->transcript != NULL ? od_transcript_get_length (self->transcript) : 0;

  if (length == 0)
    return NOWHERE;
  if (self->target != NOWHERE)
    return MIN (self->target, length - 1);
  return self->follows ? length - 1 : NOWHERE;
}

static gboolean
on_scroll (gpointer user_data)
{
  OdTranscriptView *self = user_data;
  guint target = scroll_target (self);

  self->scroll_id = 0;
  if (target == NOWHERE || !gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    return G_SOURCE_REMOVE;
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", target);
  self->target = NOWHERE;
  return G_SOURCE_REMOVE;
}

/* After the lines have been laid out; and once more when the list comes into sight. */
static void
queue_scroll (OdTranscriptView *self)
{
  if (self->scroll_id == 0)
    self->scroll_id = g_idle_add (on_scroll, self);
}

/* The place in the list stays, wherever the focus was. */
static void
on_card_closed (OdTranscriptView *self)
{
  guint index = NOWHERE;

  od_transcript_view_get_selected (self, &index);
  if (self->selection != NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  self->target = index;
  queue_scroll (self);
}

static void
on_items_changed (OdTranscriptView *self)
{
  gboolean some = od_transcript_get_length (self->transcript) > 0;

  gtk_stack_set_visible_child_name (self->stack, some ? "lines" : "empty");
  od_transcript_view_search_on (self);
  queue_scroll (self);
}

/* Scrolled up by the person: then the view stays where it is, until they come back to the end. That lines
 * move because others came or were measured anew does not count. */
static void
on_scrolled (OdTranscriptView *self, GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment);
  double size = gtk_adjustment_get_upper (adjustment);

  if (value + gtk_adjustment_get_page_size (adjustment) >= size - 24)
    self->follows = TRUE;
  else if (value < self->value && size == self->size)
    self->follows = FALSE;
  self->value = value;
  self->size = size;
}

void
od_transcript_view_select (OdTranscriptView *self, guint index)
{
  if (self->transcript == NULL || index >= od_transcript_get_length (self->transcript))
    return;
  self->follows = FALSE;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), index, TRUE);
  self->target = index;
  queue_scroll (self);
}

static void
add_line (GString *text, const OdEvent *event)
{
  g_autofree char *time = od_event_time (event, OD_WORDS_TRANSLATED);
  g_autofree char *words = od_event_words (event, OD_WORDS_TRANSLATED);

  g_string_append_printf (text, "%s\t%s %s\n", time, od_event_sign (event), words);
}

void
od_transcript_view_copy (OdTranscriptView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GtkBitset) chosen = NULL;
  gboolean all;

  if (self->transcript == NULL)
    return;
  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  all = gtk_bitset_is_empty (chosen);
  for (guint i = 0; i < od_transcript_get_length (self->transcript); i++)
    if (all || gtk_bitset_contains (chosen, i))
      add_line (text, od_transcript_get_event (self->transcript, i));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

void
od_transcript_view_set_transcript (OdTranscriptView *self, OdTranscript *transcript)
{
  if (self->transcript == transcript)
    return;
  if (self->transcript != NULL)
    g_signal_handlers_disconnect_by_func (self->transcript, on_items_changed, self);
  g_set_object (&self->transcript, transcript);
  gtk_widget_set_visible (GTK_WIDGET (self->card), FALSE);
  gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  self->follows = TRUE;
  self->target = NOWHERE;
  od_transcript_view_search_anew (self);
  gtk_stack_set_visible_child_name (self->stack, "empty");
  if (transcript == NULL)
    return;

  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (transcript)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (transcript, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  on_items_changed (self);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, od_transcript_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  OdTranscriptItem *line = gtk_list_item_get_item (item);

  od_transcript_row_show (OD_TRANSCRIPT_ROW (gtk_list_item_get_child (item)),
                          od_transcript_item_get_event (line));
}

static void
on_width_changed (OdTranscriptView *self, int width)
{
  gboolean wide = width >= WIDE;

  gtk_orientable_set_orientation (self->content,
                                  wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (GTK_WIDGET (self->card), wide ? CARD_WIDTH : -1, -1);
}

static gboolean
copy_by_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  od_transcript_view_copy (OD_TRANSCRIPT_VIEW (widget));
  return TRUE;
}

static gboolean
close_by_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  OdTranscriptView *self = OD_TRANSCRIPT_VIEW (widget);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->card)))
    return FALSE;
  on_card_closed (self);
  return TRUE;
}

static void
od_transcript_view_dispose (GObject *object)
{
  OdTranscriptView *self = OD_TRANSCRIPT_VIEW (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_pointer (&self->search, od_transcript_search_free);
  g_clear_pointer (&self->bin, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->transcript);
  G_OBJECT_CLASS (od_transcript_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-transcript-view"));
  gtk_widget_class_bind_template_child (widget_class, OdTranscriptView, bin);
  gtk_widget_class_bind_template_child (widget_class, OdTranscriptView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, OdTranscriptView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, OdTranscriptView, search_count);
  gtk_widget_class_bind_template_child (widget_class, OdTranscriptView, previous_button);
  gtk_widget_class_bind_template_child (widget_class, OdTranscriptView, next_button);
  gtk_widget_class_bind_template_child (widget_class, OdTranscriptView, stack);
  gtk_widget_class_bind_template_child (widget_class, OdTranscriptView, content);
  gtk_widget_class_bind_template_child (widget_class, OdTranscriptView, scroller);
  gtk_widget_class_bind_template_child (widget_class, OdTranscriptView, list);
  gtk_widget_class_bind_template_child (widget_class, OdTranscriptView, card);
  gtk_widget_class_bind_template_callback (widget_class, on_width_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_card_closed);
  od_transcript_view_bind_search (widget_class);
}

static void
od_transcript_view_class_init (OdTranscriptViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_transcript_view_dispose;
  g_type_ensure (OD_TYPE_WIDTH_BIN);
  g_type_ensure (OD_TYPE_LINE_CARD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, copy_by_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_by_key, NULL);
  bind_template (widget_class);
}

static void
od_transcript_view_init (OdTranscriptView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_list_view_set_factory (self->list, factory);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "map", G_CALLBACK (queue_scroll), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  self->follows = TRUE;
  self->target = NOWHERE;
}

GtkWidget *
od_transcript_view_new (void)
{
  return g_object_new (OD_TYPE_TRANSCRIPT_VIEW, NULL);
}
