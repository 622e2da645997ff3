/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The empty state: a row an illness. Main thread. */

#include "od-practice-page.h"

#include <adwaita.h>

#include "od-practice.h"
#include "od-ui.h"

struct _OdPracticePage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  AdwPreferencesGroup *illnesses;
};

G_DEFINE_FINAL_TYPE (OdPracticePage, od_practice_page, GTK_TYPE_WIDGET)

enum
{
  PRACTISE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_row_activated (AdwActionRow *row, OdPracticePage *self)
{
  g_signal_emit (self, signals[PRACTISE], 0, gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
add_illness (OdPracticePage *self, const OdIllness *illness)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), illness->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), illness->story);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_widget_set_name (row, illness->name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (on_row_activated), self);
  adw_preferences_group_add (self->illnesses, row);
}

static void
od_practice_page_dispose (GObject *object)
{
  g_clear_pointer (&OD_PRACTICE_PAGE (object)->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (od_practice_page_parent_class)->dispose (object);
}

static void
od_practice_page_class_init (OdPracticePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_practice_page_dispose;
  signals[PRACTISE] = g_signal_new ("practise", OD_TYPE_PRACTICE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-practice-page"));
  gtk_widget_class_bind_template_child (widget_class, OdPracticePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, OdPracticePage, illnesses);
}

static void
od_practice_page_init (OdPracticePage *self)
{
  const GPtrArray *list = od_practice_list ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < list->len; i++)
    add_illness (self, g_ptr_array_index (list, i));
}

GtkWidget *
od_practice_page_new (void)
{
  return g_object_new (OD_TYPE_PRACTICE_PAGE, NULL);
}
