/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A finding row made for a question. Main thread. It keeps no answer. */

#include "od-question-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREFIX "answer."

/* "answer.webmail-login" asks for "webmail-login". */
static const char *
bare_name (const char *fact)
{
  return g_str_has_prefix (fact, PREFIX) ? fact + strlen (PREFIX) : fact;
}

static GtkWidget *
answer_button (const OdQuestion *question, const char *label, const char *value)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *answer = g_strdup_printf ("%s=%s", bare_name (question->fact), value);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", answer);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "check.answer");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, question->text, -1);
  return button;
}

GtkWidget *
od_question_row_new (const OdQuestion *question)
{
  GtkWidget *row = od_finding_row_new (question->text, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (box), answer_button (question, _ ("Yes"), "yes"));
  gtk_box_append (GTK_BOX (box), answer_button (question, _ ("No"), "no"));
  od_finding_row_set_suffix (OD_FINDING_ROW (row), box);
  return row;
}
