/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The row of a possible cause: its title, the evidence under it, the badge beside it. Every one can be
 * reached by keyboard and says all of it to a screen reader. Main thread. It knows no list and no transcript.
 */

#pragma once

#include "od-finding-row.h"
#include "od-finding.h"

G_BEGIN_DECLS

/* @shows_lines: whether there is a transcript to show the evidence in; the row is activatable then. */
GtkWidget *od_cause_row_new (const OdCause *cause, gboolean shows_lines);
/* @line: (out): the transcript line that is its evidence. Returns: FALSE if there is none to show */
gboolean od_cause_row_get_line (GtkWidget *row, guint *line);

G_END_DECLS
