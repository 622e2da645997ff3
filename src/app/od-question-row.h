/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The row of a question that only the person can answer, with Yes and No. Main thread. The buttons activate
 * the action check.answer of the view around them with "webmail-login=yes". */

#pragma once

#include "od-finding-row.h"
#include "od-finding.h"

G_BEGIN_DECLS

GtkWidget *od_question_row_new (const OdQuestion *question);

G_END_DECLS
