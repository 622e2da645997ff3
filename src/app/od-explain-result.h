/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What was explained in the form the finding card takes, and its parts for a row of a table. Any thread. */

#pragma once

#include "od-checkup.h"
#include "od-explain.h"

G_BEGIN_DECLS

/* (transfer full): without buttons that only a checkup has: there is nothing here to apply or to check again.
 * What they would do stays as advice. */
OdResult *od_explained_result (const OdExplained *explained, const OdKnowledge *knowledge);

/* The parts of a row: "" where it is not known. Static, or as long as @explained. */
const char *od_explained_recipient (const OdExplained *explained);
const char *od_explained_code (const OdExplained *explained);
const char *od_explained_status (const OdExplained *explained);
/* The server that refused, else the one that reported. */
const char *od_explained_server (const OdExplained *explained);
const char *od_explained_item_name (const OdExplained *explained);
/* In the person's language. */
const char *od_explained_meaning (const OdExplained *explained);

G_END_DECLS
