/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A pasted piece of a log: its lines, also where a mail wrapped them. Pure, any thread. Private to this
 * folder. */

#pragma once

#include "od-case.h"

G_BEGIN_DECLS

/* (transfer full): OdCase *, one a line that tells of a delivery; empty if @text is no log. */
GPtrArray *od_pasted_log_read (const char *text, gsize length);

G_END_DECLS
