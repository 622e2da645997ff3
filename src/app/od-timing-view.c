/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The waterfall: a row a phase, all on the same line of time, and the total under them. Main thread. Rows are
 * kept and shown anew as the run goes on. */

#include "od-timing-view.h"

#include <glib/gi18n-lib.h>

#include "od-timing-row.h"
#include "od-width-bin.h"

#define NARROW 560

struct _OdTimingView
{
  GtkWidget parent_instance;

  OdWidthBin *bin;
  GtkStack *stack;
  GtkBox *box;
  GtkLabel *total;
  GtkSizeGroup *names;
  GtkSizeGroup *durations;

  OdTranscript *transcript;
  OdTiming *timing;
  guint taken;     /* events */
  GPtrArray *rows; /* OdTimingRow *, owned by the box */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (OdTimingView, od_timing_view, GTK_TYPE_WIDGET)

static OdTimingRow *
row_at (OdTimingView *self, guint index)
{
  GtkWidget *row;

  if (index < self->rows->len)
    return g_ptr_array_index (self->rows, index);
  row = od_timing_row_new (self->names, self->durations);
  od_timing_row_set_narrow (OD_TIMING_ROW (row), self->narrow);
  gtk_box_append (self->box, row);
  g_ptr_array_add (self->rows, row);
  return OD_TIMING_ROW (row);
}

static void
show_total (OdTimingView *self)
{
  g_autofree char *duration = od_timing_duration_words (self->timing->total_us);
  g_autofree char *text =
      g_strdup_printf (self->timing->finished ? _ ("Total: %s") : _ ("So far: %s"), duration);

  gtk_label_set_text (self->total, text);
}

static void
show_phases (OdTimingView *self)
{
  GPtrArray *phases = self->timing->phases;

  for (guint i = 0; i < phases->len; i++)
    od_timing_row_show (row_at (self, i), g_ptr_array_index (phases, i), self->timing->total_us);
  gtk_stack_set_visible_child_name (self->stack, phases->len > 0 ? "phases" : "empty");
  show_total (self);
}

static void
on_items_changed (OdTimingView *self)
{
  guint length = od_transcript_get_length (self->transcript);

  for (; self->taken < length; self->taken++)
    od_timing_take (self->timing, od_transcript_get_event (self->transcript, self->taken));
  show_phases (self);
}

static void
begin_anew (OdTimingView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_box_remove (self->box, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->timing, od_timing_free);
  self->timing = od_timing_new ();
  self->taken = 0;
}

void
od_timing_view_set_transcript (OdTimingView *self, OdTranscript *transcript)
{
  if (self->transcript == transcript)
    return;
  if (self->transcript != NULL)
    g_signal_handlers_disconnect_by_func (self->transcript, on_items_changed, self);
  g_set_object (&self->transcript, transcript);
  begin_anew (self);
  show_phases (self);
  if (transcript == NULL)
    return;
  g_signal_connect_object (transcript, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  on_items_changed (self);
}

static void
on_width_changed (OdTimingView *self, int width)
{
  self->narrow = width < NARROW;
  for (guint i = 0; i < self->rows->len; i++)
    od_timing_row_set_narrow (g_ptr_array_index (self->rows, i), self->narrow);
}

static void
od_timing_view_dispose (GObject *object)
{
  OdTimingView *self = OD_TIMING_VIEW (object);

  g_clear_pointer ((GtkWidget **) &self->bin, gtk_widget_unparent);
  g_clear_object (&self->transcript);
  g_clear_object (&self->names);
  g_clear_object (&self->durations);
  g_clear_pointer (&self->timing, od_timing_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (od_timing_view_parent_class)->dispose (object);
}

static void
od_timing_view_class_init (OdTimingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_timing_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_phases (OdTimingView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *list = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 4,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, NULL);
  GtkWidget *total = gtk_label_new (NULL);

  self->box = GTK_BOX (list);
  self->total = GTK_LABEL (total);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How long each step took"), -1);
  gtk_label_set_xalign (self->total, 1);
  gtk_widget_add_css_class (total, "heading");
  gtk_widget_add_css_class (total, "numeric");
  gtk_box_append (GTK_BOX (outer), list);
  gtk_box_append (GTK_BOX (outer), total);
  g_object_set (outer, "margin-start", 12, "margin-end", 12, "margin-top", 8, "margin-bottom", 12, NULL);
  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "child", outer, NULL);
  return scroller;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *label = gtk_label_new (_ ("How long each step of the check takes appears here."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
od_timing_view_init (OdTimingView *self)
{
  GtkWidget *stack = gtk_stack_new ();

  self->stack = GTK_STACK (stack);
  self->names = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->durations = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->rows = g_ptr_array_new ();
  self->timing = od_timing_new ();
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  gtk_stack_add_named (self->stack, make_phases (self), "phases");
  self->bin = g_object_new (OD_TYPE_WIDTH_BIN, "child", stack, NULL);
  g_signal_connect_object (self->bin, "width-changed", G_CALLBACK (on_width_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->bin), GTK_WIDGET (self));
}

GtkWidget *
od_timing_view_new (void)
{
  return g_object_new (OD_TYPE_TIMING_VIEW, NULL);
}
