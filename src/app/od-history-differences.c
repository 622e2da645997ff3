/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What differs between two runs. Main thread. */

#include "od-history-differences.h"

#include <glib/gi18n-lib.h>

#include "od-finding-row.h"
#include "od-history-difference-row.h"
#include "od-history-words.h"
#include "od-ui.h"

struct _OdHistoryDifferences
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkBox *box;

  char *text;
};

G_DEFINE_FINAL_TYPE (OdHistoryDifferences, od_history_differences, GTK_TYPE_WIDGET)

static void
clear (OdHistoryDifferences *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

static AdwPreferencesGroup *
add_group (OdHistoryDifferences *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
add_run (AdwPreferencesGroup *group, const char *side, const OdResult *result)
{
  g_autofree char *run = od_history_result_words (result);
  g_autofree char *words = g_strdup_printf ("%s\n%s", run, od_result_get_verdict (result)->title);
  GtkWidget *row = od_finding_row_new (side, words);

  gtk_widget_set_focusable (row, TRUE);
  adw_preferences_group_add (group, row);
}

/* They come in the order of their groups. */
static void
add_differences (OdHistoryDifferences *self, const GPtrArray *differences)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < differences->len; i++)
    {
      const OdDifference *difference = g_ptr_array_index (differences, i);
      const OdDifference *last = i > 0 ? g_ptr_array_index (differences, i - 1) : NULL;

      if (last == NULL || last->group != difference->group)
        group = add_group (self, od_difference_group_label (difference->group));
      adw_preferences_group_add (group, od_history_difference_row_new (difference));
    }
}

static void
add_sentence (OdHistoryDifferences *self, const char *sentence)
{
  AdwPreferencesGroup *group = add_group (self, "");
  g_autofree char *line = g_strchomp (g_strdup (sentence));
  GtkWidget *row = od_finding_row_new (line, NULL);

  gtk_widget_set_focusable (row, TRUE);
  adw_preferences_group_add (group, row);
}

static char *
text_of (const OdResult *before, const OdResult *after, const char *differences)
{
  g_autofree char *one = od_history_result_words (before);
  g_autofree char *other = od_history_result_words (after);

  return g_strdup_printf ("%s: %s\n%s: %s\n\n%s", _ ("Before"), one, _ ("After"), other, differences);
}

static void
show_in_order (OdHistoryDifferences *self, const OdResult *before, const OdResult *after)
{
  const OdReportStyle style = { 0 };
  g_autoptr (GPtrArray) differences = od_compare (before, after);
  g_autofree char *words = od_compare_text (differences, &style);
  AdwPreferencesGroup *runs;

  clear (self);
  runs = add_group (self, _ ("The two runs"));
  add_run (runs, _ ("Before"), before);
  add_run (runs, _ ("After"), after);
  if (differences->len > 0)
    add_differences (self, differences);
  else
    add_sentence (self, words);
  g_free (self->text);
  self->text = text_of (before, after, words);
}

void
od_history_differences_show (OdHistoryDifferences *self, const OdResult *one, const OdResult *other)
{
  if (g_date_time_compare (one->when, other->when) <= 0)
    show_in_order (self, one, other);
  else
    show_in_order (self, other, one);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

const char *
od_history_differences_get_text (OdHistoryDifferences *self)
{
  return self->text;
}

static void
od_history_differences_dispose (GObject *object)
{
  OdHistoryDifferences *self = OD_HISTORY_DIFFERENCES (object);

  g_clear_pointer ((GtkWidget **) &self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (od_history_differences_parent_class)->dispose (object);
}

static void
od_history_differences_class_init (OdHistoryDifferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_history_differences_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-history-differences"));
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDifferences, scroller);
  gtk_widget_class_bind_template_child (widget_class, OdHistoryDifferences, box);
}

static void
od_history_differences_init (OdHistoryDifferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
