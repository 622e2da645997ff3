/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A table written to a file: a row a recipient, or a report that counts. Blocking, any thread; the rows and
 * groups must not change meanwhile. */

#pragma once

#include "od-explained-groups.h"
#include "od-survey.h"

G_BEGIN_DECLS

typedef enum
{
  OD_EXPORT_CSV,
  OD_EXPORT_TEXT,
  OD_EXPORT_MARKDOWN,
} OdExplainExport;

/* "csv", "txt", "md". Static. */
const char *od_explain_export_extension (OdExplainExport kind);

/* (transfer full): counts by meaning and finding, in the person's language. @name: of what was read. */
char *od_explain_report (GListModel *groups,
                         const OdSurveyCounts *counts,
                         const char *name,
                         gboolean markdown);

/**
 * od_explain_export_save_rows:
 * @rows: OdExplained *
 *
 * Atomic, mode 0600. FALSE with a GIO error.
 */
gboolean od_explain_export_save_rows (const GPtrArray *rows,
                                      const OdKnowledge *knowledge,
                                      GFile *file,
                                      GCancellable *cancellable,
                                      GError **error);
/* The same for a text. */
gboolean od_explain_export_save_text (const char *text,
                                      GFile *file,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
