/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines of a report as text. Private to this folder; any thread. */

#pragma once

#include "od-report.h"

G_BEGIN_DECLS

/* Sequences of ECMA-48 (SGR), used where the style allows colours. */
#define OD_REPORT_RED   "\033[31m"
#define OD_REPORT_GREEN "\033[32m"
#define OD_REPORT_BLUE  "\033[34m"
#define OD_REPORT_DIM   "\033[2m"
#define OD_REPORT_BOLD  "\033[1m"
#define OD_REPORT_PLAIN "\033[0m"

void od_report_add_coloured (GString *out, const OdReportStyle *style, const char *colour, const char *text);
/* Adds @text, broken at spaces, each new line indented; then a line end. */
void od_report_add_wrapped (GString *out, const OdReportStyle *style, guint indent, const char *text);
/* The same with its first line indented, too. */
void od_report_add_indented (GString *out, const OdReportStyle *style, guint indent, const char *text);
/* After an empty line. */
void od_report_add_heading (GString *out, const OdReportStyle *style, const char *heading);
/* With a dot before it. */
void od_report_add_item (GString *out, const OdReportStyle *style, const char *text);

/* od-report-open.c: what could still be found out, by the person or by asking others. Nothing if nothing. */
void od_report_add_questions (GString *out, const OdReportStyle *style, const OdFinding *finding);
void od_report_add_wishes (GString *out, const OdReportStyle *style, GPtrArray *wishes);

G_END_DECLS
