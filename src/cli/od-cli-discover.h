/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* "outbox-check discover ADDRESS": the settings for an address, and where each comes from. */

#pragma once

#include "od-cli-output.h"

G_BEGIN_DECLS

/* The arguments from "discover" on. The exit code. */
int od_cli_discover (int argc, char **argv);

G_END_DECLS
