/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One run. Main thread. The road is redrawn when the stage changes, not at every line, so that a flood of
 * lines costs the window little. */

#include "od-run-page.h"

#include <glib/gi18n-lib.h>

#include "od-encryption-view.h"
#include "od-event-words.h"
#include "od-finding-view.h"
#include "od-presentation.h"
#include "od-road-view.h"
#include "od-timing-view.h"
#include "od-transcript-view.h"
#include "od-ui.h"

struct _OdRunPage
{
  GtkWidget parent_instance;

  GtkPaned *paned;
  GtkScrolledWindow *scroller;
  GtkBox *content;
  GtkLabel *saved_label;
  OdRoadView *road;
  GtkWidget *progress_box;
  GtkSpinner *spinner;
  GtkLabel *stage_label;
  GtkLabel *step_label;
  GtkProgressBar *progress;
  GtkWidget *stop_button;
  OdFindingView *finding;
  GtkOrientable *bar;
  GtkWidget *switcher;
  GtkStack *stack;
  OdTranscriptView *transcript;
  OdTimingView *timing;
  OdEncryptionView *encryption;

  OdCheckup *checkup;
};

G_DEFINE_FINAL_TYPE (OdRunPage, od_run_page, GTK_TYPE_WIDGET)

enum
{
  FIX,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_road (OdRunPage *self)
{
  OdResult *result = od_checkup_get_result (self->checkup);
  gboolean running = od_checkup_is_running (self->checkup);
  OdStage stage = od_checkup_get_stage (self->checkup);
  g_autoptr (OdFacts) facts = NULL;

  if (result != NULL)
    facts = od_facts_ref (result->facts);
  else
    facts = od_observe (od_checkup_get_transcript (self->checkup), od_knowledge_get_default ());
  od_road_view_show (self->road, facts, stage, running);
}

static void
show_stage (OdRunPage *self)
{
  OdStage stage = od_checkup_get_stage (self->checkup);
  g_autofree char *words = od_present_running (stage);

  gtk_label_set_text (self->stage_label, words);
  gtk_progress_bar_set_fraction (self->progress, od_present_progress (stage));
  show_road (self);
}

static void
show_encryption (OdRunPage *self)
{
  OdTranscript *transcript = od_checkup_get_transcript (self->checkup);

  od_encryption_view_set_tls (self->encryption, od_transcript_get_tls (transcript),
                              !od_checkup_is_running (self->checkup));
}

/* The last thing that happened, in words, under the stage. */
static void
on_events (OdRunPage *self, guint from, guint count)
{
  OdTranscript *transcript = od_checkup_get_transcript (self->checkup);
  g_autofree char *words =
      od_event_words (od_transcript_get_event (transcript, from + count - 1), OD_WORDS_TRANSLATED);

  gtk_label_set_text (self->step_label, words);
  show_encryption (self);
}

static void
on_transcript (OdRunPage *self)
{
  OdTranscript *transcript = od_checkup_get_transcript (self->checkup);

  od_transcript_view_set_transcript (self->transcript, transcript);
  od_timing_view_set_transcript (self->timing, transcript);
  gtk_label_set_text (self->step_label, "");
  show_encryption (self);
}

static void
on_running (OdRunPage *self)
{
  gboolean running = od_checkup_is_running (self->checkup);

  gtk_widget_set_visible (self->progress_box, running);
  gtk_spinner_set_spinning (self->spinner, running);
  show_stage (self);
  show_encryption (self);
}

static void
on_result (OdRunPage *self)
{
  OdResult *result = od_checkup_get_result (self->checkup);

  od_finding_view_set_result (self->finding, result);
  gtk_widget_set_visible (GTK_WIDGET (self->finding), result != NULL);
  if (result == NULL)
    return;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  show_road (self);
  show_encryption (self);
}

static void
on_fix (OdRunPage *self, OdFix *fix)
{
  g_signal_emit (self, signals[FIX], 0, fix);
}

static void
on_evidence (OdRunPage *self, guint index)
{
  gtk_stack_set_visible_child_name (self->stack, "transcript");
  od_transcript_view_select (self->transcript, index);
}

void
od_run_page_watch (OdRunPage *self, OdCheckup *checkup)
{
  g_return_if_fail (self->checkup == NULL);

  self->checkup = g_object_ref (checkup);
  g_signal_connect_object (checkup, "events", G_CALLBACK (on_events), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (checkup, "notify::stage", G_CALLBACK (show_stage), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (checkup, "notify::running", G_CALLBACK (on_running), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (checkup, "notify::transcript", G_CALLBACK (on_transcript), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (checkup, "notify::result", G_CALLBACK (on_result), self, G_CONNECT_SWAPPED);
  on_transcript (self);
  on_running (self);
}

void
od_run_page_set_origin (OdRunPage *self, const char *words)
{
  gtk_label_set_text (self->saved_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->saved_label), words != NULL);
}

/* The upright road is long: the verdict comes before it. */
static void
arrange (OdRunPage *self, gboolean narrow)
{
  GtkWidget *road = GTK_WIDGET (self->road);

  gtk_box_reorder_child_after (self->content, road,
                               narrow ? GTK_WIDGET (self->finding) : GTK_WIDGET (self->saved_label));
}

/* The switcher's buttons are as wide as their words then. */
void
od_run_page_set_narrow (OdRunPage *self, gboolean narrow)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->switcher);

  arrange (self, narrow);
  od_finding_view_set_narrow (self->finding, narrow);
  gtk_orientable_set_orientation (self->bar, narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), !narrow);
  if (narrow)
    gtk_widget_add_css_class (self->switcher, "narrow");
  else
    gtk_widget_remove_css_class (self->switcher, "narrow");
}

void
od_run_page_set_alone (OdRunPage *self, gboolean alone)
{
  gtk_widget_set_visible (self->stop_button, alone);
}

void
od_run_page_start_search (OdRunPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "transcript");
  od_transcript_view_start_search (self->transcript);
}

void
od_run_page_copy_transcript (OdRunPage *self)
{
  od_transcript_view_copy (self->transcript);
}

int
od_run_page_get_position (OdRunPage *self)
{
  gboolean chosen;

  g_object_get (self->paned, "position-set", &chosen, NULL);
  return chosen ? gtk_paned_get_position (self->paned) : -1;
}

void
od_run_page_set_position (OdRunPage *self, int position)
{
  if (position >= 0)
    gtk_paned_set_position (self->paned, position);
}

static void
od_run_page_dispose (GObject *object)
{
  OdRunPage *self = OD_RUN_PAGE (object);

  g_clear_pointer ((GtkWidget **) &self->paned, gtk_widget_unparent);
  g_clear_object (&self->checkup);
  G_OBJECT_CLASS (od_run_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, paned);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, content);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, saved_label);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, road);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, progress_box);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, stage_label);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, step_label);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, progress);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, finding);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, bar);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, stack);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, transcript);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, timing);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, encryption);
  gtk_widget_class_bind_template_callback (widget_class, on_fix);
  gtk_widget_class_bind_template_callback (widget_class, on_evidence);
}

static void
ensure_types (void)
{
  g_type_ensure (OD_TYPE_ROAD_VIEW);
  g_type_ensure (OD_TYPE_FINDING_VIEW);
  g_type_ensure (OD_TYPE_TRANSCRIPT_VIEW);
  g_type_ensure (OD_TYPE_TIMING_VIEW);
  g_type_ensure (OD_TYPE_ENCRYPTION_VIEW);
}

static void
od_run_page_class_init (OdRunPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_run_page_dispose;
  signals[FIX] = g_signal_new ("fix", OD_TYPE_RUN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                               1, OD_TYPE_FIX);
  ensure_types ();
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-run-page"));
  bind_children (widget_class);
}

static void
od_run_page_init (OdRunPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
od_run_page_new (void)
{
  return g_object_new (OD_TYPE_RUN_PAGE, NULL);
}
