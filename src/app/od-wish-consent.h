/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Who may always be asked, and how to take that back. Main thread. The buttons activate the action
 * check.forget of the view around them with the kind; this group keeps nothing. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OD_TYPE_WISH_CONSENT (od_wish_consent_get_type ())
G_DECLARE_FINAL_TYPE (OdWishConsent, od_wish_consent, OD, WISH_CONSENT, AdwPreferencesGroup)

/* @consent: (nullable): "block-list portal"; without any kind the group hides. */
void od_wish_consent_show (OdWishConsent *self, const char *consent);

G_END_DECLS
