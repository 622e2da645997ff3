/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the benchmark measures by: lines of replies and an mbox, made out of the labelled files of
 * tests/quality. One thread. The order is shuffled, always the same way. */

#pragma once

#include <gio/gio.h>

/* (transfer full): @count lines "550 5.1.1 text" of the replies-*.jsonl in @folder; NULL if there are none.
 */
GPtrArray *bench_replies (const char *folder, guint count);
/* (transfer full): the bytes (GBytes *) of the mails in @folder/bounces; NULL if there are none. */
GPtrArray *bench_mails (const char *folder);
/* Writes an mbox of @count of @mails; its path, (transfer full), to be removed by the caller. */
char *bench_write_mbox (const GPtrArray *mails, guint count);
