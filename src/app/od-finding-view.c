/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A result in words. Main thread. Every text is shown as text, never as markup: parts of it were said by
 * servers. */

#include "od-finding-view.h"

#include <adwaita.h>

#include "od-cause-row.h"
#include "od-client-words-row.h"
#include "od-finding-details.h"
#include "od-finding-row.h"
#include "od-fix-button.h"
#include "od-letter-offer.h"
#include "od-question-row.h"
#include "od-report.h"
#include "od-ui.h"
#include "od-verdict-box.h"
#include "od-wish-card.h"

struct _OdFindingView
{
  GtkWidget parent_instance;

  GtkWidget *content;
  OdVerdictBox *verdict;
  AdwPreferencesGroup *fixes;
  AdwPreferencesGroup *causes;
  AdwPreferencesGroup *questions;
  OdWishCard *wishes;
  AdwPreferencesGroup *help;
  AdwPreferencesGroup *remarks;
  OdFindingDetails *details;
  GtkWidget *details_group;
  GtkWidget *words;
  GtkLabel *words_label;

  OdResult *result;
  GPtrArray *rows; /* GtkWidget *, those of groups */
  gboolean narrow;
  gboolean watches_causes;
  gboolean shows_lines;
  gboolean goes_on;
  gboolean same_verdict; /* as in the result before */
};

G_DEFINE_FINAL_TYPE (OdFindingView, od_finding_view, GTK_TYPE_WIDGET)

enum
{
  FIX,
  EVIDENCE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_fix_clicked (GtkWidget *button, OdFindingView *self)
{
  g_autoptr (OdFix) fix = od_fix_copy (od_fix_button_get_fix (button));

  g_signal_emit (self, signals[FIX], 0, fix);
}

static void
on_cause_activated (GtkListBox *list, GtkWidget *row, OdFindingView *self)
{
  guint line;

  if (od_cause_row_get_line (row, &line))
    g_signal_emit (self, signals[EVIDENCE], 0, line);
}

static void
set_narrow (GtkWidget *row, gboolean narrow)
{
  if (OD_IS_FINDING_ROW (row))
    od_finding_row_set_narrow (OD_FINDING_ROW (row), narrow);
}

static void
add_row (OdFindingView *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  set_narrow (row, self->narrow);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
}

static void
add_client_words (OdFindingView *self, const OdFix *fix)
{
  GtkWidget *row = od_client_words_row_new (fix);

  if (row != NULL)
    add_row (self, self->fixes, row);
}

/* The first button is the one to press. */
static void
add_fix (OdFindingView *self, const OdFix *fix, gboolean *suggested)
{
  g_autofree char *words = od_fix_words (fix);
  GtkWidget *row = od_finding_row_new (fix->title, words);
  GtkWidget *button = od_fix_button_new (fix);

  if (button != NULL)
    {
      if (!*suggested)
        gtk_widget_add_css_class (button, "suggested-action");
      *suggested = TRUE;
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_fix_clicked), self, 0);
      od_finding_row_set_suffix (OD_FINDING_ROW (row), button);
    }
  add_row (self, self->fixes, row);
  add_client_words (self, fix);
}

/* The group keeps its list to itself; a row knows it. */
static void
watch_causes (OdFindingView *self)
{
  GtkWidget *row = self->rows->len > 0 ? g_ptr_array_index (self->rows, self->rows->len - 1) : NULL;

  if (self->watches_causes || row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self->causes)))
    return;
  self->watches_causes = TRUE;
  g_signal_connect_object (gtk_widget_get_parent (row), "row-activated", G_CALLBACK (on_cause_activated),
                           self, 0);
}

static void
clear_rows (OdFindingView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->fixes), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->causes), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->questions), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->remarks), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->help), FALSE);
  od_wish_card_set_wishes (self->wishes, NULL);
}

static void
show_words (OdFindingView *self, const OdFinding *finding)
{
  gboolean has_words = finding->server_words != NULL && *finding->server_words != '\0';

  gtk_label_set_text (self->words_label, has_words ? finding->server_words : "");
  gtk_widget_set_visible (self->words, has_words);
}

/* Only of a run is there something to write about. Where somebody else must act, writing is how to mend it.
 */
static void
add_offer (OdFindingView *self, const OdFinding *verdict)
{
  GtkWidget *row = self->shows_lines ? od_letter_offer_new (verdict) : NULL;

  if (row != NULL)
    add_row (self, verdict->actor > OD_ACTOR_YOU ? self->fixes : self->help, row);
}

static void
show_finding (OdFindingView *self, const OdFinding *finding)
{
  gboolean suggested = FALSE;

  od_verdict_box_show (self->verdict, finding);
  show_words (self, finding);
  for (guint i = 0; i < finding->fixes->len; i++)
    add_fix (self, g_ptr_array_index (finding->fixes, i), &suggested);
  add_offer (self, finding);
  for (guint i = 0; i < finding->causes->len; i++)
    add_row (self, self->causes,
             od_cause_row_new (g_ptr_array_index (finding->causes, i), self->shows_lines));
  watch_causes (self);
  gtk_widget_set_visible (self->details_group, od_finding_details_show (self->details, finding));
  if (!self->same_verdict)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->details), FALSE);
}

static void
show_remarks (OdFindingView *self, GPtrArray *findings)
{
  for (guint i = 1; i < findings->len; i++)
    {
      const OdFinding *remark = g_ptr_array_index (findings, i);
      g_autofree char *words = od_report_remark_words (remark);

      add_row (self, self->remarks, od_finding_row_new (remark->title, words));
    }
}

/* What the person can still do to learn more: answer, and agree to others being asked. */
static void
show_open_ends (OdFindingView *self, const OdResult *result)
{
  const OdFinding *verdict = od_result_get_verdict (result);

  if (!self->goes_on)
    return;
  for (guint i = 0; i < verdict->questions->len; i++)
    add_row (self, self->questions, od_question_row_new (g_ptr_array_index (verdict->questions, i)));
  od_wish_card_set_wishes (self->wishes, result->wishes);
}

static gboolean
have_same_verdict (const OdResult *before, const OdResult *after)
{
  if (before == NULL || after == NULL)
    return FALSE;
  return g_str_equal (od_result_get_verdict (before)->id, od_result_get_verdict (after)->id);
}

void
od_finding_view_set_result (OdFindingView *self, OdResult *result)
{
  g_autoptr (OdResult) before = self->result;

  self->result = result != NULL ? od_result_ref (result) : NULL;
  self->same_verdict = have_same_verdict (before, result);
  clear_rows (self);
  if (result == NULL)
    return;
  show_finding (self, od_result_get_verdict (result));
  show_remarks (self, result->findings);
  show_open_ends (self, result);
}

void
od_finding_view_set_of_run (OdFindingView *self, gboolean shows_lines, gboolean goes_on)
{
  self->shows_lines = shows_lines;
  self->goes_on = goes_on;
}

gboolean
od_finding_view_kept_verdict (OdFindingView *self)
{
  return self->same_verdict;
}

/* The rows stand in their order, causes after fixes. */
static GtkWidget *
find_first_cause (OdFindingView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_is_ancestor (g_ptr_array_index (self->rows, i), GTK_WIDGET (self->causes)))
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

void
od_finding_view_take_focus (OdFindingView *self)
{
  GtkWidget *cause = self->same_verdict ? find_first_cause (self) : NULL;

  gtk_widget_grab_focus (cause != NULL ? cause : GTK_WIDGET (self->verdict));
}

void
od_finding_view_set_narrow (OdFindingView *self, gboolean narrow)
{
  self->narrow = narrow;
  for (guint i = 0; i < self->rows->len; i++)
    set_narrow (g_ptr_array_index (self->rows, i), narrow);
  od_wish_card_set_narrow (self->wishes, narrow);
}

static void
od_finding_view_dispose (GObject *object)
{
  OdFindingView *self = OD_FINDING_VIEW (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->result, od_result_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (od_finding_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, content);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, verdict);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, fixes);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, causes);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, questions);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, wishes);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, help);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, remarks);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, details);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, details_group);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, words);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, words_label);
}

static void
od_finding_view_class_init (OdFindingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_finding_view_dispose;
  signals[FIX] = g_signal_new ("fix", OD_TYPE_FINDING_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, OD_TYPE_FIX);
  signals[EVIDENCE] = g_signal_new ("evidence", OD_TYPE_FINDING_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_UINT);
  g_type_ensure (OD_TYPE_VERDICT_BOX);
  g_type_ensure (OD_TYPE_FINDING_DETAILS);
  g_type_ensure (OD_TYPE_WISH_CARD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-finding-view"));
  bind_children (widget_class);
}

static void
od_finding_view_init (OdFindingView *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
od_finding_view_new (void)
{
  return g_object_new (OD_TYPE_FINDING_VIEW, NULL);
}
