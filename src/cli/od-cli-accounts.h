/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The command "accounts": the sending accounts that are set up on this computer. Main thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "accounts" is argv[0]. Returns: the exit code. */
int od_cli_accounts (int argc, char **argv);

G_END_DECLS
