/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Explain an error. Main thread. */

#include "od-explain-view.h"

#include <adwaita.h>

#include "od-ui.h"

struct _OdExplainView
{
  GtkWidget parent_instance;

  GtkWidget *root;
};

G_DEFINE_FINAL_TYPE (OdExplainView, od_explain_view, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
od_explain_view_open (OdExplainView *self, GFile **files, guint n_files)
{
}

void
od_explain_view_choose (OdExplainView *self)
{
}

void
od_explain_view_explain (OdExplainView *self)
{
}

void
od_explain_view_stop (OdExplainView *self)
{
}

void
od_explain_view_start_search (OdExplainView *self)
{
}

gboolean
od_explain_view_is_running (OdExplainView *self)
{
  return FALSE;
}

gboolean
od_explain_view_can_search (OdExplainView *self)
{
  return FALSE;
}

static void
od_explain_view_dispose (GObject *object)
{
  g_clear_pointer (&OD_EXPLAIN_VIEW (object)->root, gtk_widget_unparent);
  G_OBJECT_CLASS (od_explain_view_parent_class)->dispose (object);
}

static void
od_explain_view_class_init (OdExplainViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_explain_view_dispose;
  signals[CHANGED] =
      g_signal_new ("changed", OD_TYPE_EXPLAIN_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", OD_TYPE_EXPLAIN_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-explain-view"));
  gtk_widget_class_bind_template_child (widget_class, OdExplainView, root);
}

static void
od_explain_view_init (OdExplainView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
od_explain_view_new (void)
{
  return g_object_new (OD_TYPE_EXPLAIN_VIEW, NULL);
}
