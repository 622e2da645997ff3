/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lower half of a run page. Main thread. */

#include "od-run-record.h"

#include "od-encryption-view.h"
#include "od-timing-view.h"
#include "od-transcript-view.h"
#include "od-ui.h"

struct _OdRunRecord
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkOrientable *bar;
  GtkWidget *switcher;
  GtkStack *stack;
  OdTranscriptView *transcript_view;
  OdTimingView *timing_view;
  OdEncryptionView *encryption_view;

  OdTranscript *transcript;
};

G_DEFINE_FINAL_TYPE (OdRunRecord, od_run_record, GTK_TYPE_WIDGET)

void
od_run_record_set_transcript (OdRunRecord *self, OdTranscript *transcript)
{
  g_set_object (&self->transcript, transcript);
  od_transcript_view_set_transcript (self->transcript_view, transcript);
  od_timing_view_set_transcript (self->timing_view, transcript);
}

void
od_run_record_show_encryption (OdRunRecord *self, gboolean finished)
{
  od_encryption_view_set_tls (self->encryption_view, od_transcript_get_tls (self->transcript), finished);
}

void
od_run_record_select (OdRunRecord *self, guint line)
{
  gtk_stack_set_visible_child_name (self->stack, "transcript");
  od_transcript_view_select (self->transcript_view, line);
}

void
od_run_record_start_search (OdRunRecord *self)
{
  gtk_stack_set_visible_child_name (self->stack, "transcript");
  od_transcript_view_start_search (self->transcript_view);
}

void
od_run_record_copy (OdRunRecord *self)
{
  od_transcript_view_copy (self->transcript_view);
}

/* The switcher's buttons are as wide as their words then. */
void
od_run_record_set_narrow (OdRunRecord *self, gboolean narrow)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->switcher);

  gtk_orientable_set_orientation (self->bar, narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), !narrow);
  if (narrow)
    gtk_widget_add_css_class (self->switcher, "narrow");
  else
    gtk_widget_remove_css_class (self->switcher, "narrow");
}

static void
od_run_record_dispose (GObject *object)
{
  OdRunRecord *self = OD_RUN_RECORD (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->transcript);
  G_OBJECT_CLASS (od_run_record_parent_class)->dispose (object);
}

static void
od_run_record_class_init (OdRunRecordClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_run_record_dispose;
  g_type_ensure (OD_TYPE_TRANSCRIPT_VIEW);
  g_type_ensure (OD_TYPE_TIMING_VIEW);
  g_type_ensure (OD_TYPE_ENCRYPTION_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-run-record"));
  gtk_widget_class_bind_template_child (widget_class, OdRunRecord, content);
  gtk_widget_class_bind_template_child (widget_class, OdRunRecord, bar);
  gtk_widget_class_bind_template_child (widget_class, OdRunRecord, switcher);
  gtk_widget_class_bind_template_child (widget_class, OdRunRecord, stack);
  gtk_widget_class_bind_template_child (widget_class, OdRunRecord, transcript_view);
  gtk_widget_class_bind_template_child (widget_class, OdRunRecord, timing_view);
  gtk_widget_class_bind_template_child (widget_class, OdRunRecord, encryption_view);
}

static void
od_run_record_init (OdRunRecord *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
