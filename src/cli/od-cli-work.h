/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Blocking work that Ctrl-C ends. Main thread. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Runs @work with @data in a thread, and returns when it is done. SIGINT and SIGTERM cancel @cancellable,
 * which @work must heed. */
void od_cli_work_run (void (*work) (gpointer data), gpointer data, GCancellable *cancellable);

G_END_DECLS
