/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* "outbox-check explain": replies, bounces, logs and mailboxes explained on a terminal and for scripts. Main
 * thread; it starts a worker and waits. It uses no network. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @argv: from the command on. Gives the exit code: 0 explained, 1 explained but for some that could not be
 * read, 2 wrong usage or nothing could be read, 3 nothing recognised, 130 interrupted. */
int od_cli_explain (int argc, char **argv);

G_END_DECLS
