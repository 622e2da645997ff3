/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A fix is a function from settings to settings. Pure; any thread. */

#pragma once

#include "od-finding.h"
#include "od-settings.h"

G_BEGIN_DECLS

/* Whether the fix can be applied at a click (use-port, use-host, use-user, use-recipient, use-size, again).
 */
gboolean od_fix_is_applicable (const OdFix *fix);

/* The field an "edit" fix points at, else OD_FIELD_NONE. */
OdField od_fix_get_field (const OdFix *fix);

/**
 * od_apply_fix:
 *
 * Returns: (transfer full): the mended settings, checked by od_settings_check(); NULL with an error where the
 * fix cannot be applied. Encryption is never lowered: then the error says so.
 */
OdSettings *od_apply_fix (const OdFix *fix, const OdSettings *settings, GError **error);

G_END_DECLS
