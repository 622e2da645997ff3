/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A result in words. Main thread. Every text is shown as text, never as markup: parts of it were said by
 * servers. */

#include "od-finding-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "od-finding-row.h"
#include "od-presentation.h"
#include "od-ui.h"

struct _OdFindingView
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *summary_label;
  GtkWidget *actor_box;
  GtkLabel *actor_label;
  GtkLabel *lasts_label;
  AdwPreferencesGroup *fixes;
  AdwPreferencesGroup *causes;
  AdwPreferencesGroup *remarks;
  AdwExpanderRow *details;
  GtkWidget *details_group;
  GtkWidget *words;
  GtkLabel *words_label;

  OdResult *result;
  GPtrArray *rows;        /* OdFindingRow *, those of groups */
  GPtrArray *detail_rows; /* OdFindingRow *, those of the details */
  gboolean narrow;
  gboolean watches_causes;
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
on_fix_clicked (GtkButton *button, OdFindingView *self)
{
  g_autoptr (OdFix) fix = od_fix_copy (g_object_get_data (G_OBJECT (button), "fix"));

  g_signal_emit (self, signals[FIX], 0, fix);
}

static void
on_cause_activated (GtkListBox *list, GtkListBoxRow *row, OdFindingView *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "line"));

  g_signal_emit (self, signals[EVIDENCE], 0, index);
}

static GtkWidget *
add_row (OdFindingView *self, AdwPreferencesGroup *group, const char *title, const char *words)
{
  GtkWidget *row = od_finding_row_new (title, words);

  od_finding_row_set_narrow (OD_FINDING_ROW (row), self->narrow);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  return row;
}

static GtkWidget *
fix_button (OdFindingView *self, const OdFix *fix, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (button), "fix", od_fix_copy (fix), (GDestroyNotify) od_fix_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_fix_clicked), self, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, fix->title, -1);
  return button;
}

/* The host stands there before the page is opened. */
static char *
fix_words (const OdFix *fix)
{
  g_autofree char *host = g_str_equal (fix->action, "open") ? od_present_page_host (fix->arguments) : NULL;

  if (host == NULL)
    return g_strdup (fix->text);
  return fix->text != NULL ? g_strdup_printf ("%s\n%s", fix->text, host) : g_strdup (host);
}

/* The first button is the one to press. */
static void
add_fix (OdFindingView *self, const OdFix *fix, gboolean *suggested)
{
  const char *label = od_present_fix_button (fix);
  g_autofree char *words = fix_words (fix);
  GtkWidget *row = add_row (self, self->fixes, fix->title, words);
  GtkWidget *button;

  if (label == NULL)
    return;
  button = fix_button (self, fix, label);
  if (!*suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  *suggested = TRUE;
  od_finding_row_set_suffix (OD_FINDING_ROW (row), button);
  od_finding_row_set_narrow (OD_FINDING_ROW (row), self->narrow);
}

static GtkWidget *
badge (OdCauseState state)
{
  GtkWidget *label = gtk_label_new (od_cause_state_label (state));

  gtk_widget_add_css_class (label, "badge");
  gtk_widget_add_css_class (label, od_present_badge_class (state));
  return label;
}

static void
add_cause (OdFindingView *self, const OdCause *cause)
{
  GtkWidget *row = add_row (self, self->causes, cause->title, cause->evidence);
  g_autofree char *name = g_strdup_printf ("%s: %s", cause->title, od_cause_state_label (cause->state));
  guint index;

  od_finding_row_set_suffix (OD_FINDING_ROW (row), badge (cause->state));
  od_finding_row_set_narrow (OD_FINDING_ROW (row), self->narrow);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (!od_present_evidence_line ((const char *const *) cause->sources, &index))
    return;
  g_object_set_data (G_OBJECT (row), "line", GUINT_TO_POINTER (index));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_focusable (row, TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Show the line in the transcript"));
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
add_detail (OdFindingView *self, const char *title, const char *words)
{
  GtkWidget *row = od_finding_row_new (title, words);

  od_finding_row_set_selectable (OD_FINDING_ROW (row));
  adw_expander_row_add_row (self->details, row);
  g_ptr_array_add (self->detail_rows, row);
}

/* Paragraphs under one heading; nothing where there are none. */
static void
add_paragraphs (OdFindingView *self, const char *title, char **paragraphs)
{
  g_autofree char *words = NULL;

  if (paragraphs == NULL || *paragraphs == NULL)
    return;
  words = g_strjoinv ("\n", paragraphs);
  add_detail (self, title, words);
}

static void
add_details (OdFindingView *self, const OdFinding *finding)
{
  g_autofree char *certainty = NULL;

  add_paragraphs (self, _ ("In terms of the trade"), finding->details);
  add_paragraphs (self, _ ("The code, digit by digit"), finding->digits);
  add_paragraphs (self, _ ("Where this is written"), finding->sources);
  if (finding->certainty == 0)
    return;
  /* Translators: how sure a verdict is, as in "95 %" */
  certainty = g_strdup_printf (_ ("%u %%"), finding->certainty);
  add_detail (self, _ ("How sure this is"), certainty);
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
  for (guint i = 0; i < self->detail_rows->len; i++)
    adw_expander_row_remove (self->details, g_ptr_array_index (self->detail_rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->detail_rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->fixes), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->causes), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->remarks), FALSE);
}

static void
show_icon (OdFindingView *self, const OdFinding *finding)
{
  const char *classes[] = { "verdict-icon", od_present_verdict_class (finding), NULL };

  gtk_image_set_from_icon_name (self->icon, od_present_verdict_icon (finding));
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  od_present_verdict_kind (finding), -1);
}

static void
show_verdict (OdFindingView *self, const OdFinding *finding)
{
  gboolean has_words = finding->server_words != NULL && *finding->server_words != '\0';

  show_icon (self, finding);
  gtk_label_set_text (self->title_label, finding->title);
  gtk_label_set_text (self->summary_label, finding->summary);
  gtk_label_set_text (self->actor_label, od_actor_label (finding->actor));
  gtk_label_set_text (self->lasts_label, od_lasts_label (finding->lasts));
  gtk_widget_set_visible (self->actor_box, finding->actor != OD_ACTOR_NOBODY);
  gtk_widget_set_visible (GTK_WIDGET (self->lasts_label), finding->lasts != OD_LASTS_NOTHING);
  gtk_label_set_text (self->words_label, has_words ? finding->server_words : "");
  gtk_widget_set_visible (self->words, has_words);
}

static void
show_finding (OdFindingView *self, const OdFinding *finding)
{
  gboolean suggested = FALSE;

  show_verdict (self, finding);
  for (guint i = 0; i < finding->fixes->len; i++)
    add_fix (self, g_ptr_array_index (finding->fixes, i), &suggested);
  for (guint i = 0; i < finding->causes->len; i++)
    add_cause (self, g_ptr_array_index (finding->causes, i));
  watch_causes (self);
  add_details (self, finding);
  gtk_widget_set_visible (self->details_group, self->detail_rows->len > 0);
  adw_expander_row_set_expanded (self->details, FALSE);
}

static void
show_remarks (OdFindingView *self, GPtrArray *findings)
{
  for (guint i = 1; i < findings->len; i++)
    {
      const OdFinding *remark = g_ptr_array_index (findings, i);

      add_row (self, self->remarks, remark->title, remark->summary);
    }
}

void
od_finding_view_set_result (OdFindingView *self, OdResult *result)
{
  g_autoptr (OdResult) before = self->result;

  self->result = result != NULL ? od_result_ref (result) : NULL;
  clear_rows (self);
  if (result == NULL)
    return;
  show_finding (self, od_result_get_verdict (result));
  show_remarks (self, result->findings);
}

void
od_finding_view_set_narrow (OdFindingView *self, gboolean narrow)
{
  self->narrow = narrow;
  for (guint i = 0; i < self->rows->len; i++)
    od_finding_row_set_narrow (g_ptr_array_index (self->rows, i), narrow);
}

static void
od_finding_view_dispose (GObject *object)
{
  OdFindingView *self = OD_FINDING_VIEW (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->result, od_result_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->detail_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (od_finding_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, content);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, icon);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, title_label);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, summary_label);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, actor_box);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, actor_label);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, lasts_label);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, fixes);
  gtk_widget_class_bind_template_child (widget_class, OdFindingView, causes);
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
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-finding-view"));
  bind_children (widget_class);
}

static void
od_finding_view_init (OdFindingView *self)
{
  self->rows = g_ptr_array_new ();
  self->detail_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
od_finding_view_new (void)
{
  return g_object_new (OD_TYPE_FINDING_VIEW, NULL);
}
