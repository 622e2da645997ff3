/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a text or a mail means: the recipients where there are several, and the card of the one selected; or
 * that nothing was recognised, and what can be. Main thread. */

#pragma once

#include <gtk/gtk.h>

#include "od-explain.h"

G_BEGIN_DECLS

#define OD_TYPE_EXPLAIN_ANSWER (od_explain_answer_get_type ())
/* Signal: "selected": another explanation is shown. */
G_DECLARE_FINAL_TYPE (OdExplainAnswer, od_explain_answer, OD, EXPLAIN_ANSWER, GtkWidget)

/* @explained: OdExplained *; empty: nothing was recognised. The first one is selected. */
void od_explain_answer_set_explained (OdExplainAnswer *self, const GPtrArray *explained);
/* @words: why it could not be read, in the person's language. */
void od_explain_answer_set_problem (OdExplainAnswer *self, const char *words);
/* (transfer none) (nullable): the one that is shown. */
OdExplained *od_explain_answer_get_selected (OdExplainAnswer *self);
void od_explain_answer_set_narrow (OdExplainAnswer *self, gboolean narrow);

G_END_DECLS
