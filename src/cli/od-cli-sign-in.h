/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in by OAuth 2 from a terminal. Main thread; Ctrl-C ends it. */

#pragma once

#include "od-cli-options.h"

G_BEGIN_DECLS

/* (transfer full): the access token; the page, and the code to be typed there, are printed on stderr. NULL
 * with a sentence.
 */
OdSecret *od_cli_sign_in (const OdCliOptions *options, GError **error);

G_END_DECLS
