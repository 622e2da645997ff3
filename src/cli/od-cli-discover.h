/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* "outbox-check discover ADDRESS": the settings for an address, and where each comes from; and the same for a
 * check without a server. */

#pragma once

#include "od-cli-output.h"

G_BEGIN_DECLS

/* The arguments from "discover" on. The exit code. */
int od_cli_discover (int argc, char **argv);

/* Where @settings name no server: looks for it, fills it in and says so on stderr. FALSE with a sentence
 * where none was found that needs no confirmation. */
gboolean od_cli_find_server (OdSettings *settings, GError **error);

G_END_DECLS
