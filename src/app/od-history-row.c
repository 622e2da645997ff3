/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of the history. Main thread. */

#include "od-history-row.h"

#include <glib/gi18n-lib.h>

#include "od-history-words.h"

struct _OdHistoryRow
{
  AdwActionRow parent_instance;

  GtkCheckButton *mark;

  GPtrArray *entries;
  guint index;
};

G_DEFINE_FINAL_TYPE (OdHistoryRow, od_history_row, ADW_TYPE_ACTION_ROW)

enum
{
  MARKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_toggled (OdHistoryRow *self)
{
  g_signal_emit (self, signals[MARKED], 0);
}

const OdHistoryEntry *
od_history_row_get_entry (OdHistoryRow *self)
{
  return g_ptr_array_index (self->entries, self->index);
}

gboolean
od_history_row_is_marked (OdHistoryRow *self)
{
  return gtk_check_button_get_active (self->mark);
}

static void
od_history_row_dispose (GObject *object)
{
  g_clear_pointer (&OD_HISTORY_ROW (object)->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (od_history_row_parent_class)->dispose (object);
}

static void
od_history_row_class_init (OdHistoryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_history_row_dispose;
  signals[MARKED] =
      g_signal_new ("marked", OD_TYPE_HISTORY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
od_history_row_init (OdHistoryRow *self)
{
  GtkWidget *mark = gtk_check_button_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  self->mark = GTK_CHECK_BUTTON (mark);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (mark, _ ("Mark to compare"));
  gtk_widget_add_css_class (arrow, "dim-label");
  g_signal_connect_object (mark, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), mark);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), arrow);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

static void
name_for_reader (OdHistoryRow *self, const char *title, const char *words)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", _ ("Mark to compare"), title);

  /* Its name it has of its title. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

GtkWidget *
od_history_row_new (GPtrArray *entries, guint index)
{
  OdHistoryRow *self = g_object_new (OD_TYPE_HISTORY_ROW, "use-markup", FALSE, NULL);
  const OdHistoryEntry *entry = g_ptr_array_index (entries, index);
  g_autofree char *words = od_history_run_words (entry->when, entry->address, entry->server, entry->port);

  self->entries = g_ptr_array_ref (entries);
  self->index = index;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), entry->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  name_for_reader (self, entry->title, words);
  return GTK_WIDGET (self);
}
