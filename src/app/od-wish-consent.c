/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The consents that were given for good, each with a button to forget it. Main thread. */

#include "od-wish-consent.h"

#include <glib/gi18n-lib.h>

#include "od-third-party.h"
#include "od-wish-words.h"

struct _OdWishConsent
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* AdwActionRow * */
};

G_DEFINE_FINAL_TYPE (OdWishConsent, od_wish_consent, ADW_TYPE_PREFERENCES_GROUP)

static GtkWidget *
forget_button (const char *kind)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Forget"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", kind);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "check.forget");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Forget"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, od_party_title (kind), -1);
  return button;
}

static void
add_kind (OdWishConsent *self, const char *kind)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *names = od_third_parties_names (od_third_parties_get_default (), kind);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), od_party_title (kind));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), names);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), forget_button (kind));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

void
od_wish_consent_show (OdWishConsent *self, const char *consent)
{
  g_auto (GStrv) kinds = od_consent_kinds (consent);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (char **kind = kinds; *kind != NULL; kind++)
    add_kind (self, *kind);
  gtk_widget_set_visible (GTK_WIDGET (self), *kinds != NULL);
}

static void
od_wish_consent_finalize (GObject *object)
{
  g_clear_pointer (&OD_WISH_CONSENT (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (od_wish_consent_parent_class)->finalize (object);
}

static void
od_wish_consent_class_init (OdWishConsentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_wish_consent_finalize;
}

static void
od_wish_consent_init (OdWishConsent *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("May always be asked"));
}
