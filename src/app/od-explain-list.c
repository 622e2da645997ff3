/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of a survey. Main thread. It holds the rows; the files are read elsewhere. */

#include "od-explain-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "od-explain-card.h"
#include "od-explain-groups-pane.h"
#include "od-explain-save.h"
#include "od-explain-table.h"
#include "od-ui.h"

struct _OdExplainList
{
  GtkWidget parent_instance;

  GtkWidget *root;
  GtkLabel *name_label;
  GtkWidget *export_button;
  GtkWidget *progress_box;
  GtkProgressBar *progress;
  GtkLabel *counts_label;
  GtkLabel *problem_label;
  GtkWidget *pages_box;
  GtkToggleButton *groups_toggle;
  GtkToggleButton *table_toggle;
  AdwLeaflet *leaflet;
  GtkWidget *groups_page;
  GtkWidget *table_page;
  OdExplainGroupsPane *groups;
  GtkEditable *search_entry;
  GtkLabel *shown_label;
  OdExplainTable *table;
  GtkStack *card_stack;
  OdExplainCard *card;

  OdExplainSurvey *survey;
  OdExplainedModel *model;
};

G_DEFINE_FINAL_TYPE (OdExplainList, od_explain_list, GTK_TYPE_WIDGET)

enum
{
  CLEARED,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add_count (GString *words, const char *form, guint64 count)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
  g_auto (GStrv) parts = g_strsplit (form, "%s", 2);

  g_string_append_printf (words, "%s%s%s%s", words->len > 0 ? " · " : "", parts[0], number,
                          parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
}

static void
show_counts (OdExplainList *self)
{
  const OdSurveyCounts *counts = od_explain_survey_get_counts (self->survey);
  g_autoptr (GString) words = g_string_new (NULL);

  /* Translators: %s is a number */
  add_count (words, ngettext ("%s mail read", "%s mails read", (gulong) counts->items), counts->items);
  add_count (words,
             ngettext ("%s recipient explained", "%s recipients explained", (gulong) counts->explained),
             counts->explained);
  if (counts->items - counts->failed > counts->bounces && !od_explain_survey_is_running (self->survey))
    add_count (words,
               ngettext ("%s without an error", "%s without an error",
                         (gulong) (counts->items - counts->failed - counts->bounces)),
               counts->items - counts->failed - counts->bounces);
  if (counts->failed > 0)
    add_count (words, ngettext ("%s could not be read", "%s could not be read", (gulong) counts->failed),
               counts->failed);
  if (od_explain_survey_was_stopped (self->survey))
    g_string_append_printf (words, " · %s", _ ("stopped"));
  gtk_label_set_text (self->counts_label, words->str);
}

/* What went wrong, or that nothing was found where all went well. */
static const char *
problem_of (OdExplainSurvey *survey)
{
  const char *problem = od_explain_survey_get_problem (survey);
  gboolean ended = !od_explain_survey_is_running (survey);

  if (problem == NULL && ended && od_explain_survey_get_counts (survey)->items > 0 &&
      od_explain_survey_get_counts (survey)->explained == 0)
    return _ ("No error of mail sending was recognised in it.");
  return problem;
}

static void
show_problem (OdExplainList *self)
{
  const char *problem = problem_of (self->survey);

  gtk_label_set_text (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

static void
show_progress (OdExplainList *self)
{
  double progress = od_explain_survey_get_progress (self->survey);

  if (progress < 0)
    gtk_progress_bar_pulse (self->progress);
  else
    gtk_progress_bar_set_fraction (self->progress, progress);
}

static void
show_state (OdExplainList *self)
{
  gtk_widget_set_visible (self->progress_box, od_explain_survey_is_running (self->survey));
  show_counts (self);
  show_progress (self);
  show_problem (self);
}

static void
on_batch (OdExplainList *self, GPtrArray *batch)
{
  od_explained_model_append (self->model, batch);
  show_state (self);
}

static void
on_shown (OdExplainList *self)
{
  guint shown = od_explain_table_get_n_shown (self->table);
  guint all = self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
  /* Translators: how many rows of a table pass a filter, as in "12 of 300" */
  g_autofree char *words = g_strdup_printf (_ ("%'u of %'u"), shown, all);

  gtk_label_set_text (self->shown_label, words);
  gtk_widget_set_sensitive (self->export_button, all > 0);
}

static void
on_row_selected (OdExplainList *self)
{
  OdExplained *explained = od_explain_table_get_selected (self->table);

  if (explained != NULL)
    od_explain_card_show (self->card, explained);
  gtk_stack_set_visible_child_name (self->card_stack, explained != NULL ? "card" : "hint");
}

static void
on_group_selected (OdExplainList *self)
{
  od_explain_table_set_group (self->table, od_explain_groups_pane_get_selected (self->groups));
}

static void
on_group_activated (OdExplainList *self)
{
  gtk_toggle_button_set_active (self->table_toggle, TRUE);
}

static void
on_search_changed (OdExplainList *self)
{
  od_explain_table_set_words (self->table, gtk_editable_get_text (self->search_entry));
}

static void
on_page_toggled (OdExplainList *self)
{
  gboolean groups = gtk_toggle_button_get_active (self->groups_toggle);

  adw_leaflet_set_visible_child (self->leaflet, groups ? self->groups_page : self->table_page);
}

static void
on_new_clicked (OdExplainList *self)
{
  g_signal_emit (self, signals[CLEARED], 0);
}

void
od_explain_list_watch (OdExplainList *self, OdExplainSurvey *survey)
{
  g_autofree char *name = od_explain_survey_get_name (survey);

  if (self->survey != NULL)
    g_signal_handlers_disconnect_by_data (self->survey, self);
  g_set_object (&self->survey, survey);
  g_clear_object (&self->model);
  self->model = od_explained_model_new ();
  gtk_editable_set_text (self->search_entry, "");
  od_explain_table_set_model (self->table, self->model);
  od_explain_groups_pane_set_groups (self->groups, od_explained_model_get_groups (self->model));
  gtk_label_set_text (self->name_label, name);
  g_signal_connect_object (survey, "batch", G_CALLBACK (on_batch), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (survey, "finished", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
  on_shown (self);
  on_row_selected (self);
  gtk_toggle_button_set_active (self->table_toggle, TRUE);
}

void
od_explain_list_start_search (OdExplainList *self)
{
  gtk_toggle_button_set_active (self->table_toggle, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
od_explain_list_set_width (OdExplainList *self, gboolean folded, gboolean narrow)
{
  adw_leaflet_set_can_unfold (self->leaflet, !folded);
  gtk_widget_set_visible (self->pages_box, folded);
  od_explain_table_set_narrow (self->table, narrow);
  od_explain_card_set_narrow (self->card, narrow);
  on_page_toggled (self);
}

static void
on_saved (GObject *list, const char *words, gpointer user_data)
{
  if (words != NULL)
    g_signal_emit (list, signals[MESSAGE], 0, words);
}

static void export(OdExplainList *self, OdExplainExport kind)
{
  g_autoptr (GPtrArray) rows = od_explain_table_get_shown (self->table);
  g_autofree char *name = od_explain_survey_get_name (self->survey);
  GListModel *groups = G_LIST_MODEL (od_explained_model_get_groups (self->model));
  g_autofree char *report = NULL;

  if (kind != OD_EXPORT_CSV)
    report = od_explain_report (groups, od_explain_survey_get_counts (self->survey), name,
                                kind == OD_EXPORT_MARKDOWN);
  od_explain_save (GTK_WIDGET (self), kind, rows, report, on_saved, NULL);
}

static void
on_export_csv (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export(OD_EXPLAIN_LIST (widget), OD_EXPORT_CSV);
}

static void
on_export_text (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export(OD_EXPLAIN_LIST (widget), OD_EXPORT_TEXT);
}

static void
on_export_markdown (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export(OD_EXPLAIN_LIST (widget), OD_EXPORT_MARKDOWN);
}

static gboolean
od_explain_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OD_EXPLAIN_LIST (widget)->table));
}

static void
od_explain_list_dispose (GObject *object)
{
  OdExplainList *self = OD_EXPLAIN_LIST (object);

  g_clear_pointer (&self->root, gtk_widget_unparent);
  g_clear_object (&self->survey);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (od_explain_list_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, root);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, name_label);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, export_button);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, progress_box);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, progress);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, counts_label);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, problem_label);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, pages_box);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, groups_toggle);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, table_toggle);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, leaflet);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, groups_page);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, table_page);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, groups);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, search_entry);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, shown_label);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, table);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, card_stack);
  gtk_widget_class_bind_template_child (widget_class, OdExplainList, card);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_new_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_page_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_group_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_group_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
  gtk_widget_class_install_action (widget_class, "list.export-csv", NULL, on_export_csv);
  gtk_widget_class_install_action (widget_class, "list.export-text", NULL, on_export_text);
  gtk_widget_class_install_action (widget_class, "list.export-markdown", NULL, on_export_markdown);
}

static void
od_explain_list_class_init (OdExplainListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = OD_TYPE_EXPLAIN_LIST;

  G_OBJECT_CLASS (klass)->dispose = od_explain_list_dispose;
  widget_class->grab_focus = od_explain_list_grab_focus;
  signals[CLEARED] = g_signal_new ("cleared", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] =
      g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (OD_TYPE_EXPLAIN_TABLE);
  g_type_ensure (OD_TYPE_EXPLAIN_GROUPS_PANE);
  g_type_ensure (OD_TYPE_EXPLAIN_CARD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-explain-list"));
  bind_children (widget_class);
  bind_callbacks (widget_class);
}

static void
od_explain_list_init (OdExplainList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
