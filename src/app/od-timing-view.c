/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The waterfall: a row a phase, all on the same line of time, and the total under them; below it the tests of
 * the causes, with a line of time of their own. Main thread. Rows are kept and shown anew as the run goes on.
 */

#include "od-timing-view.h"

#include <glib/gi18n-lib.h>

#include "od-timing-row.h"
#include "od-width-bin.h"

#define NARROW 560

/* Rows on one line of time, and how long all of it took. */
typedef struct
{
  GtkBox *box;
  GtkLabel *total;
  GPtrArray *rows; /* OdTimingRow *, owned by the box */
} Chart;

struct _OdTimingView
{
  GtkWidget parent_instance;

  OdWidthBin *bin;
  GtkStack *stack;
  Chart run;
  Chart tests;
  GtkWidget *tests_box;
  GtkSizeGroup *names;
  GtkSizeGroup *durations;

  OdTranscript *transcript;
  OdTiming *timing;
  guint taken; /* events */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (OdTimingView, od_timing_view, GTK_TYPE_WIDGET)

static OdTimingRow *
row_at (OdTimingView *self, Chart *chart, guint index)
{
  GtkWidget *row;

  if (index < chart->rows->len)
    return g_ptr_array_index (chart->rows, index);
  row = od_timing_row_new (self->names, self->durations);
  od_timing_row_set_narrow (OD_TIMING_ROW (row), self->narrow);
  gtk_box_append (chart->box, row);
  g_ptr_array_add (chart->rows, row);
  return OD_TIMING_ROW (row);
}

/* Takes @total. */
static void
show_chart (OdTimingView *self, Chart *chart, GPtrArray *phases, gint64 total_us, char *total)
{
  for (guint i = 0; i < phases->len; i++)
    od_timing_row_show (row_at (self, chart, i), g_ptr_array_index (phases, i), total_us);
  gtk_label_set_text (chart->total, total);
  g_free (total);
}

static char *
total_words (const OdTiming *timing)
{
  g_autofree char *duration = od_timing_duration_words (timing->total_us);

  return g_strdup_printf (timing->finished ? _ ("Total: %s") : _ ("So far: %s"), duration);
}

static char *
tests_total_words (const OdTiming *timing)
{
  g_autofree char *duration = od_timing_duration_words (timing->tests_us);

  return g_strdup_printf (_ ("All tests: %s"), duration);
}

static void
show_phases (OdTimingView *self)
{
  OdTiming *timing = self->timing;

  show_chart (self, &self->run, timing->phases, timing->total_us, total_words (timing));
  show_chart (self, &self->tests, timing->tests, timing->tests_us, tests_total_words (timing));
  gtk_widget_set_visible (self->tests_box, timing->tests->len > 0);
  gtk_stack_set_visible_child_name (self->stack, timing->phases->len > 0 ? "phases" : "empty");
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
empty_chart (Chart *chart)
{
  for (guint i = 0; i < chart->rows->len; i++)
    gtk_box_remove (chart->box, g_ptr_array_index (chart->rows, i));
  g_ptr_array_set_size (chart->rows, 0);
}

static void
begin_anew (OdTimingView *self)
{
  empty_chart (&self->run);
  empty_chart (&self->tests);
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
set_narrow (const Chart *chart, gboolean narrow)
{
  for (guint i = 0; i < chart->rows->len; i++)
    od_timing_row_set_narrow (g_ptr_array_index (chart->rows, i), narrow);
}

static void
on_width_changed (OdTimingView *self, int width)
{
  self->narrow = width < NARROW;
  set_narrow (&self->run, self->narrow);
  set_narrow (&self->tests, self->narrow);
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
  g_clear_pointer (&self->run.rows, g_ptr_array_unref);
  g_clear_pointer (&self->tests.rows, g_ptr_array_unref);
  G_OBJECT_CLASS (od_timing_view_parent_class)->dispose (object);
}

static void
od_timing_view_class_init (OdTimingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_timing_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

/* @name: for whoever does not see the chart. Appends it to @outer. */
static void
make_chart (Chart *chart, const char *name, GtkWidget *outer)
{
  GtkWidget *list = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 4,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, NULL);
  GtkWidget *total = gtk_label_new (NULL);

  chart->box = GTK_BOX (list);
  chart->total = GTK_LABEL (total);
  chart->rows = g_ptr_array_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_label_set_xalign (chart->total, 1);
  gtk_widget_add_css_class (total, "heading");
  gtk_widget_add_css_class (total, "numeric");
  gtk_box_append (GTK_BOX (outer), list);
  gtk_box_append (GTK_BOX (outer), total);
}

static GtkWidget *
make_tests (OdTimingView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *heading = gtk_label_new (_ ("Tests of the causes"));

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  make_chart (&self->tests, _ ("How long each test of the causes took"), box);
  self->tests_box = box;
  return box;
}

static GtkWidget *
make_phases (OdTimingView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  make_chart (&self->run, _ ("How long each step took"), outer);
  gtk_box_append (GTK_BOX (outer), make_tests (self));
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
