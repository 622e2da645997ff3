/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A finding row made for a cause. Main thread. */

#include "od-cause-row.h"

#include <glib/gi18n-lib.h>

#include "od-presentation.h"

#define LINE "line" /* its number and one, so that none is NULL */

static GtkWidget *
badge_new (OdCauseState state)
{
  GtkWidget *label = gtk_label_new (od_cause_state_label (state));

  gtk_widget_add_css_class (label, "badge");
  gtk_widget_add_css_class (label, od_present_badge_class (state));
  return label;
}

static void
lead_to_line (GtkWidget *row, guint line)
{
  g_object_set_data (G_OBJECT (row), LINE, GUINT_TO_POINTER (line + 1));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Show the line in the transcript"));
}

GtkWidget *
od_cause_row_new (const OdCause *cause, gboolean shows_lines)
{
  GtkWidget *row = od_finding_row_new (cause->title, cause->evidence);
  /* Translators: a possible cause and its state, as in “The password is wrong: confirmed” */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), cause->title, od_cause_state_label (cause->state));
  guint line;

  od_finding_row_set_suffix (OD_FINDING_ROW (row), badge_new (cause->state));
  if (shows_lines && od_present_evidence_line ((const char *const *) cause->sources, &line))
    lead_to_line (row, line);
  od_finding_row_set_name (OD_FINDING_ROW (row), name);
  return row;
}

gboolean
od_cause_row_get_line (GtkWidget *row, guint *line)
{
  guint kept = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), LINE));

  *line = kept - 1;
  return kept > 0;
}
