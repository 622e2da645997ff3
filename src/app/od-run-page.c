/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One run. Main thread. The road is redrawn when the stage changes, not at every line, so that a flood of
 * lines costs the window little. */

#include "od-run-page.h"

#include <glib/gi18n-lib.h>

#include "od-event-words.h"
#include "od-finding-view.h"
#include "od-presentation.h"
#include "od-probe-progress.h"
#include "od-road-view.h"
#include "od-run-progress.h"
#include "od-run-record.h"
#include "od-ui.h"

struct _OdRunPage
{
  GtkWidget parent_instance;

  GtkPaned *paned;
  GtkScrolledWindow *scroller;
  GtkWidget *further;
  GtkSpinner *further_spinner;
  GtkLabel *further_label;
  GtkWidget *further_stop;
  GtkBox *content;
  GtkLabel *saved_label;
  OdRoadView *road;
  OdRunProgress *progress;
  OdFindingView *finding;
  OdRunRecord *record;

  OdCheckup *checkup;
  OdProbeProgress tests; /* of this run, or since it goes on */
  gboolean going_on;     /* from a result, which stays in sight */
  gboolean alone;
  gboolean has_focus; /* the keyboard was in the result: it returns to the next one */
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
  else if (od_transcript_get_length (od_checkup_get_transcript (self->checkup)) > 0)
    facts = od_observe (od_checkup_get_transcript (self->checkup), od_knowledge_get_default ());
  od_road_view_show (self->road, facts, stage, running);
}

/* Once causes are tested, that is what it is at, whatever lines go over the connection. */
static void
show_stage (OdRunPage *self)
{
  gboolean tests = self->tests.wanted > 0 || self->going_on;
  OdStage stage = tests ? OD_STAGE_PROBE : od_checkup_get_stage (self->checkup);
  g_autofree char *words = od_present_running (stage);

  od_run_progress_set_stage (self->progress, words,
                             tests ? od_probe_progress_share (&self->tests) : od_present_progress (stage));
  show_road (self);
}

static void
show_encryption (OdRunPage *self)
{
  od_run_record_show_encryption (self->record, !od_checkup_is_running (self->checkup));
}

/* The last thing that happened, in words. */
static void
show_step (OdRunPage *self, const OdEvent *event)
{
  gboolean announces = g_strcmp0 (event->name, "probes") == 0;
  g_autofree char *last = od_event_words (event, OD_WORDS_TRANSLATED);
  g_autofree char *count = od_probe_progress_words (&self->tests, announces ? NULL : last);

  od_run_progress_set_step (self->progress, self->tests.wanted > 0 ? count : last);
}

/* The same in a line, while a result is in sight. */
static void
show_further (OdRunPage *self)
{
  g_autofree char *words = od_present_running (OD_STAGE_PROBE);
  g_autofree char *count = od_probe_progress_words (&self->tests, NULL);
  g_autofree char *line = g_strdup_printf ("%s %s", words, self->tests.wanted > 0 ? count : "");

  gtk_label_set_text (self->further_label, g_strchomp (line));
}

static void
on_events (OdRunPage *self, guint from, guint count)
{
  OdTranscript *transcript = od_checkup_get_transcript (self->checkup);
  guint tests = self->tests.wanted + self->tests.done;

  for (guint i = from; i < from + count; i++)
    od_probe_progress_count (&self->tests, od_transcript_get_event (transcript, i));
  show_step (self, od_transcript_get_event (transcript, from + count - 1));
  show_further (self);
  if (self->tests.wanted + self->tests.done != tests)
    show_stage (self);
  show_encryption (self);
}

static void
on_transcript (OdRunPage *self)
{
  od_run_record_set_transcript (self->record, od_checkup_get_transcript (self->checkup));
  od_run_progress_set_step (self->progress, "");
  show_encryption (self);
}

static gboolean
holds_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* A bar at the edge while a result is in sight, in its place while there is none. */
static void
show_progress (OdRunPage *self, gboolean running)
{
  gboolean further = running && self->going_on;

  od_run_progress_set_running (self->progress, running && !self->going_on);
  od_run_progress_set_stoppable (self->progress, self->alone || self->has_focus);
  gtk_widget_set_visible (self->further, further);
  gtk_spinner_set_spinning (self->further_spinner, further);
}

/* The keyboard must not be left on what has gone. */
static void
move_focus (OdRunPage *self, gboolean running)
{
  GtkWidget *bar = self->going_on ? self->further_stop : GTK_WIDGET (self->progress);

  if (running && self->has_focus)
    gtk_widget_grab_focus (bar);
  else if (!running)
    self->has_focus = holds_focus (GTK_WIDGET (self->progress)) || holds_focus (self->further) ||
                      gtk_widget_has_focus (GTK_WIDGET (self->scroller));
}

static void
on_running (OdRunPage *self)
{
  gboolean running = od_checkup_is_running (self->checkup);

  if (!running)
    move_focus (self, FALSE);
  show_progress (self, running);
  if (running)
    move_focus (self, TRUE);
  show_stage (self);
  show_encryption (self);
}

/* A result is gone: another run begins, or it goes on from there. */
static void
begin (OdRunPage *self)
{
  gboolean running = od_checkup_is_running (self->checkup);

  self->going_on = running && od_checkup_get_stage (self->checkup) == OD_STAGE_PROBE;
  self->has_focus = holds_focus (GTK_WIDGET (self->finding));
  self->tests = (OdProbeProgress){ 0 };
  show_further (self);
  if (self->going_on)
    return;
  od_finding_view_set_result (self->finding, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->finding), FALSE);
}

static void
show_result (OdRunPage *self, OdResult *result)
{
  od_finding_view_set_result (self->finding, result);
  gtk_widget_set_visible (GTK_WIDGET (self->finding), TRUE);
  if (!od_finding_view_kept_verdict (self->finding))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  if (self->has_focus)
    od_finding_view_take_focus (self->finding);
  self->has_focus = FALSE;
  self->going_on = FALSE;
}

static void
on_result (OdRunPage *self)
{
  OdResult *result = od_checkup_get_result (self->checkup);

  if (result == NULL)
    {
      begin (self);
      return;
    }
  show_result (self, result);
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
  od_run_record_select (self->record, index);
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
  od_finding_view_set_of_run (self->finding, TRUE, words == NULL);
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

void
od_run_page_set_narrow (OdRunPage *self, gboolean narrow)
{
  arrange (self, narrow);
  od_finding_view_set_narrow (self->finding, narrow);
  od_run_record_set_narrow (self->record, narrow);
}

void
od_run_page_set_alone (OdRunPage *self, gboolean alone)
{
  self->alone = alone;
  od_run_progress_set_stoppable (self->progress, alone);
}

void
od_run_page_start_search (OdRunPage *self)
{
  od_run_record_start_search (self->record);
}

void
od_run_page_copy_transcript (OdRunPage *self)
{
  od_run_record_copy (self->record);
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
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, further);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, further_spinner);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, further_label);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, further_stop);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, content);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, saved_label);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, road);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, progress);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, finding);
  gtk_widget_class_bind_template_child (widget_class, OdRunPage, record);
  gtk_widget_class_bind_template_callback (widget_class, on_fix);
  gtk_widget_class_bind_template_callback (widget_class, on_evidence);
}

static void
ensure_types (void)
{
  g_type_ensure (OD_TYPE_ROAD_VIEW);
  g_type_ensure (OD_TYPE_RUN_PROGRESS);
  g_type_ensure (OD_TYPE_RUN_RECORD);
  g_type_ensure (OD_TYPE_FINDING_VIEW);
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
  od_finding_view_set_of_run (self->finding, TRUE, TRUE);
}

GtkWidget *
od_run_page_new (void)
{
  return g_object_new (OD_TYPE_RUN_PAGE, NULL);
}
