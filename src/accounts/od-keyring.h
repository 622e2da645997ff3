/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Passwords in the desktop's keyring (the Secret Service, by libsecret), for user and server of settings.
 * Only what the person asks to be kept is kept. Blocking, any thread. */

#pragma once

#include "od-secret.h"
#include "od-settings.h"

G_BEGIN_DECLS

/* (transfer full): an entry of this program, else of any other with the attributes user, server and
 * protocol=smtp; NULL with a sentence in the person's language: G_IO_ERROR_NOT_FOUND, or _FAILED where there
 * is no keyring. */
OdSecret *od_keyring_look_up (const OdSettings *settings, GError **error);
/* FALSE with a sentence: then it is not stored anywhere. */
gboolean od_keyring_store (const OdSettings *settings, const OdSecret *secret, GError **error);
/* What this program stored; entries of others stay. TRUE where there was none, and where there is no keyring.
 */
gboolean od_keyring_forget (const OdSettings *settings, GError **error);

G_END_DECLS
