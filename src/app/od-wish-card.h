/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom else one would have to ask, and what for: a row each, with a button to agree. Main thread. The buttons
 * activate the action check.ask of the view around them with the kind; the check mark is its check.remember.
 * The card asks nobody. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OD_TYPE_WISH_CARD (od_wish_card_get_type ())
G_DECLARE_FINAL_TYPE (OdWishCard, od_wish_card, OD, WISH_CARD, AdwPreferencesGroup)

/* @wishes: (nullable): OdWish *; without any the card hides. */
void od_wish_card_set_wishes (OdWishCard *self, GPtrArray *wishes);
void od_wish_card_set_narrow (OdWishCard *self, gboolean narrow);

G_END_DECLS
