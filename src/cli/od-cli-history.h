/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* outbox-check history: the runs that were kept, one of them again, two of them beside each other, or none of
 * them any more. Main thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @argv[0] is "history". Returns the exit status. */
int od_cli_history (int argc, char **argv);

G_END_DECLS
