/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A button that carries a fix. Main thread. */

#include "od-fix-button.h"

#include "od-presentation.h"

#define FIX "fix"

GtkWidget *
od_fix_button_new (const OdFix *fix)
{
  const char *label = od_present_fix_button (fix);
  GtkWidget *button;

  if (label == NULL)
    return NULL;
  button = gtk_button_new_with_label (label);
  g_object_set_data_full (G_OBJECT (button), FIX, od_fix_copy (fix), (GDestroyNotify) od_fix_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, fix->title, -1);
  return button;
}

const OdFix *
od_fix_button_get_fix (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), FIX);
}

char *
od_fix_words (const OdFix *fix)
{
  g_autofree char *host = g_str_equal (fix->action, "open") ? od_present_page_host (fix->arguments) : NULL;

  if (host == NULL)
    return g_strdup (fix->text);
  return fix->text != NULL ? g_strdup_printf ("%s\n%s", fix->text, host) : g_strdup (host);
}
