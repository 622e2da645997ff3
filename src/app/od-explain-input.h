/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a text is pasted or typed, and where the original of a mail is shown, with the deciding words marked.
 * Main thread. It explains nothing. */

#pragma once

#include <gtk/gtk.h>

#include "od-explain-text.h"

G_BEGIN_DECLS

#define OD_TYPE_EXPLAIN_INPUT (od_explain_input_get_type ())
/* Signals: "explain": the text is to be explained now: a pause in typing, or asked for; "open": files are to
 * be chosen; "files" (GPtrArray of GFile): files were pasted; "cleared". */
G_DECLARE_FINAL_TYPE (OdExplainInput, od_explain_input, OD, EXPLAIN_INPUT, GtkWidget)

/* Beside an answer: without welcome and examples. */
void od_explain_input_set_compact (OdExplainInput *self, gboolean compact);
/* Replaces everything, as if it were pasted. */
void od_explain_input_take (OdExplainInput *self, const char *text);
/* Shows a document that cannot be edited. @shown: as od_explain_shown() gives it; @cut: there is more of it.
 */
void od_explain_input_show_document (OdExplainInput *self, const char *name, const char *shown, gboolean cut);
void od_explain_input_clear (OdExplainInput *self);
void od_explain_input_paste (OdExplainInput *self);

/* (transfer full): the whole text, also where only its beginning is shown. */
char *od_explain_input_get_text (OdExplainInput *self, gsize *length);
/* (transfer full): what stands in the view. */
char *od_explain_input_get_shown (OdExplainInput *self);
/* @spans: OdSpan in the text shown; those before are forgotten. Scrolls to the first. */
void od_explain_input_mark (OdExplainInput *self, const GArray *spans);

G_END_DECLS
