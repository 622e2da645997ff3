/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* "outbox-check codes": the reference of reply codes and enhanced statuses on a terminal. Main thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @argv: from the command on. Gives the exit code: 0 found, 2 wrong usage, 3 nothing found. */
int od_cli_codes (int argc, char **argv);

G_END_DECLS
