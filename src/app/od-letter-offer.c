/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The offer to write to somebody. Main thread. */

#include "od-letter-offer.h"

#include <glib/gi18n-lib.h>

static const char *
title_for (OdActor actor)
{
  switch (actor)
    {
    case OD_ACTOR_NETWORK:
      return _ ("Write to whoever runs your network");
    case OD_ACTOR_PROVIDER:
      return _ ("Write to your mail provider");
    case OD_ACTOR_RECIPIENT:
      return _ ("Write to the recipient, another way");
    case OD_ACTOR_RECIPIENT_PROVIDER:
      return _ ("Write to the recipient’s mail provider");
    default:
      return _ ("Ask somebody for help");
    }
}

static GtkWidget *
action_button (const char *label, const char *what_for, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what_for, -1);
  return button;
}

GtkWidget *
od_letter_offer_new (const OdFinding *verdict)
{
  const char *title = title_for (verdict->actor);
  GtkWidget *row;
  GtkWidget *box;

  if (verdict->kind == OD_DIAGNOSIS_SUCCESS)
    return NULL;
  row = od_finding_row_new (title, _ ("A short message to copy, or a letter with everything about this run. "
                                      "Your password is in neither."));
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (box), action_button (_ ("Copy message"), title, "win.copy-message"));
  gtk_box_append (GTK_BOX (box), action_button (_ ("Letter…"), title, "win.letter"));
  od_finding_row_set_suffix (OD_FINDING_ROW (row), box);
  return row;
}
