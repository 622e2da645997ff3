/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A short text to copy into a mail or a form, for whoever has to act. Pure; any thread. */

#pragma once

#include "od-checkup.h"

G_BEGIN_DECLS

/**
 * od_support_message:
 *
 * In the person's language, 6 to 12 lines: what does not work, when, with which server, what it replied, what
 * was found out, and what is asked for, by who has to act. Masked and safe to copy.
 *
 * Returns: (transfer full) (nullable): NULL where nothing is wrong
 */
char *od_support_message (const OdResult *result);

G_END_DECLS
