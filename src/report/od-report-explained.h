/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What was explained, for people and programs: text for a terminal, a line a recipient, JSON, and rows of
 * CSV and TSV. All of it is safe to show. Any thread. It reads and writes no files. */

#pragma once

#include "od-explain.h"
#include "od-report.h"

G_BEGIN_DECLS

/* (transfer full): the whole finding in the person's language, the server's words quoted and those that
 * decided marked. */
char *od_report_explained_text (const OdExplained *explained,
                                const OdKnowledge *knowledge,
                                const OdReportStyle *style);
/* (transfer full): recipient, code, status and title in one line of any length, without a line end. */
char *od_report_explained_line (const OdExplained *explained);

/* (transfer full): one object in one line, without a line end (documented in the man page). What is not known
 * is left out. */
char *od_report_explained_json (const OdExplained *explained, const OdKnowledge *knowledge);

typedef enum
{
  /* RFC 4180: lines end with CR LF; a cell that a spreadsheet would take for a formula begins with an
     apostrophe. UTF-8. */
  OD_TABLE_CSV,
  /* One line a row; TAB, line ends and backslashes within a cell are written \t, \n, \r and \\. */
  OD_TABLE_TSV,
} OdTableKind;

/* Add the names of the columns, and a row of a table with its line end. */
void od_report_explained_add_header (GString *out, OdTableKind kind);
void od_report_explained_add_row (GString *out,
                                  const OdExplained *explained,
                                  const OdKnowledge *knowledge,
                                  OdTableKind kind);
/* One cell as the rows hold it, for further tables. */
void od_report_add_cell (GString *out, const char *text, OdTableKind kind);

G_END_DECLS
