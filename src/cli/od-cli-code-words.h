/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* An entry of the reference of codes as text and as JSON. Any thread. */

#pragma once

#include "od-code-list.h"
#include "od-report.h"

G_BEGIN_DECLS

/* (transfer full): the number taken apart, what it means, what to do, examples and sources. */
char *od_cli_code_text (const OdCodeEntry *entry, const OdKnowledge *knowledge, const OdReportStyle *style);
/* (transfer full): one line without a line end, for a list. */
char *od_cli_code_line (const OdCodeEntry *entry);
/* (transfer full): an object in one line without a line end (documented in the man page). */
char *od_cli_code_json (const OdCodeEntry *entry, const OdKnowledge *knowledge);

G_END_DECLS
