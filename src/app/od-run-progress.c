/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The progress of a run. Main thread. */

#include "od-run-progress.h"

#include "od-ui.h"

struct _OdRunProgress
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkSpinner *spinner;
  GtkLabel *stage_label;
  GtkLabel *step_label;
  GtkProgressBar *bar;
  GtkWidget *stop_button;
};

G_DEFINE_FINAL_TYPE (OdRunProgress, od_run_progress, GTK_TYPE_WIDGET)

void
od_run_progress_set_running (OdRunProgress *self, gboolean running)
{
  gtk_widget_set_visible (GTK_WIDGET (self), running);
  gtk_spinner_set_spinning (self->spinner, running);
}

void
od_run_progress_set_stage (OdRunProgress *self, const char *words, double share)
{
  gtk_label_set_text (self->stage_label, words);
  gtk_progress_bar_set_fraction (self->bar, share);
}

void
od_run_progress_set_step (OdRunProgress *self, const char *words)
{
  gtk_label_set_text (self->step_label, words);
}

void
od_run_progress_set_stoppable (OdRunProgress *self, gboolean stoppable)
{
  gtk_widget_set_visible (self->stop_button, stoppable);
}

static gboolean
od_run_progress_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (OD_RUN_PROGRESS (widget)->stop_button);
}

static void
od_run_progress_dispose (GObject *object)
{
  g_clear_pointer (&OD_RUN_PROGRESS (object)->content, gtk_widget_unparent);
  G_OBJECT_CLASS (od_run_progress_parent_class)->dispose (object);
}

static void
od_run_progress_class_init (OdRunProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_run_progress_dispose;
  widget_class->grab_focus = od_run_progress_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-run-progress"));
  gtk_widget_class_bind_template_child (widget_class, OdRunProgress, content);
  gtk_widget_class_bind_template_child (widget_class, OdRunProgress, spinner);
  gtk_widget_class_bind_template_child (widget_class, OdRunProgress, stage_label);
  gtk_widget_class_bind_template_child (widget_class, OdRunProgress, step_label);
  gtk_widget_class_bind_template_child (widget_class, OdRunProgress, bar);
  gtk_widget_class_bind_template_child (widget_class, OdRunProgress, stop_button);
}

static void
od_run_progress_init (OdRunProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
