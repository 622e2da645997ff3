/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the person answers, agrees to and takes back in the check view. Main thread. Nobody else is asked by
 * anything but these. The widget itself is in od-check-view.c. */

#include <glib/gi18n-lib.h>

#include "od-check-view-private.h"
#include "od-wish-words.h"

#define KEY "consent"

static void
take_consent (OdCheckView *self, const char *consent)
{
  od_checkup_set_consent (self->checkup, consent);
  od_wish_consent_show (self->consent_group, consent);
}

void
od_check_view_load_consent (OdCheckView *self)
{
  g_autofree char *consent = od_store_get_text (self->store, KEY, "");

  take_consent (self, consent);
}

static void
keep_consent (OdCheckView *self, const char *consent)
{
  od_store_set_text (self->store, KEY, consent);
  take_consent (self, consent);
}

static void
on_answer (GtkWidget *widget, const char *name, GVariant *answer)
{
  od_checkup_go_on (OD_CHECK_VIEW (widget)->checkup, NULL, g_variant_get_string (answer, NULL));
}

static void
on_ask (GtkWidget *widget, const char *name, GVariant *kind)
{
  OdCheckView *self = OD_CHECK_VIEW (widget);
  const char *party = g_variant_get_string (kind, NULL);
  g_autofree char *before = od_store_get_text (self->store, KEY, "");
  g_autofree char *after = od_consent_with (before, party);

  if (self->remember)
    keep_consent (self, after);
  od_checkup_go_on (self->checkup, party, NULL);
}

/* The button that was pressed is gone then: the keyboard goes on to what comes after it. */
static void
on_forget (GtkWidget *widget, const char *name, GVariant *kind)
{
  OdCheckView *self = OD_CHECK_VIEW (widget);
  g_autofree char *before = od_store_get_text (self->store, KEY, "");
  g_autofree char *after = od_consent_without (before, g_variant_get_string (kind, NULL));

  keep_consent (self, after);
  gtk_widget_grab_focus (GTK_WIDGET (self->start_button));
  od_check_view_say (self, _ ("Forgotten: nobody of these is asked unless you agree."));
}

/* While something runs, nothing can be added to it. */
void
od_check_view_update_consent (OdCheckView *self)
{
  gboolean rests = !od_checkup_is_running (self->checkup);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.answer", rests);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.ask", rests);
}

void
od_check_view_install_consent (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "check.answer", "s", on_answer);
  gtk_widget_class_install_action (widget_class, "check.ask", "s", on_ask);
  gtk_widget_class_install_action (widget_class, "check.forget", "s", on_forget);
  gtk_widget_class_install_property_action (widget_class, "check.remember", "remember");
}
