/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A message with one way out of it. Main thread. */

#include "od-failure.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "od-text.h"

void
od_tell_failure (GtkWindow *parent, const char *heading, const char *words)
{
  g_autofree char *safe = od_text_make_safe (words, -1);
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, safe);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
