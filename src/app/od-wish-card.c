/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The card of those who would have to be asked. Main thread. It remembers no consent itself. */

#include "od-wish-card.h"

#include <glib/gi18n-lib.h>

#include "od-finding-row.h"
#include "od-ui.h"
#include "od-wish-words.h"

struct _OdWishCard
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *remember_row;

  GPtrArray *rows; /* OdFindingRow * */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (OdWishCard, od_wish_card, ADW_TYPE_PREFERENCES_GROUP)

static GtkWidget *
ask_button (const char *party)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Ask them"));

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", party);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "check.ask");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Ask them"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, od_party_title (party), -1);
  return button;
}

static void
add_wish (OdWishCard *self, const OdWish *wish)
{
  g_autofree char *words = od_wish_words (wish);
  GtkWidget *row = od_finding_row_new (od_party_title (wish->party), words);

  od_finding_row_set_suffix (OD_FINDING_ROW (row), ask_button (wish->party));
  od_finding_row_set_narrow (OD_FINDING_ROW (row), self->narrow);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear (OdWishCard *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

/* The check mark stays the last row. */
static void
move_remember_row (OdWishCard *self)
{
  g_autoptr (GtkWidget) row = g_object_ref (self->remember_row);

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

void
od_wish_card_set_wishes (OdWishCard *self, GPtrArray *wishes)
{
  guint count = wishes != NULL ? wishes->len : 0;

  clear (self);
  for (guint i = 0; i < count; i++)
    add_wish (self, g_ptr_array_index (wishes, i));
  move_remember_row (self);
  gtk_widget_set_visible (GTK_WIDGET (self), count > 0);
}

void
od_wish_card_set_narrow (OdWishCard *self, gboolean narrow)
{
  self->narrow = narrow;
  for (guint i = 0; i < self->rows->len; i++)
    od_finding_row_set_narrow (g_ptr_array_index (self->rows, i), narrow);
}

static void
od_wish_card_finalize (GObject *object)
{
  g_clear_pointer (&OD_WISH_CARD (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (od_wish_card_parent_class)->finalize (object);
}

static void
od_wish_card_class_init (OdWishCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_wish_card_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-wish-card"));
  gtk_widget_class_bind_template_child (widget_class, OdWishCard, remember_row);
}

static void
od_wish_card_init (OdWishCard *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
