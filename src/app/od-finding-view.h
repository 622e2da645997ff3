/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A result in words: the verdict, who must act, fixes with their buttons, causes with their badges,
 * questions, whom else one could ask, what the server said, details, remarks. Main thread. It applies nothing
 * itself: it says what was pressed. */

#pragma once

#include <gtk/gtk.h>

#include "od-checkup.h"

G_BEGIN_DECLS

#define OD_TYPE_FINDING_VIEW (od_finding_view_get_type ())
/* Signals: "fix" (OdFix): its button was pressed; "evidence" (guint): a cause was pressed whose evidence is
 * this transcript line. */
G_DECLARE_FINAL_TYPE (OdFindingView, od_finding_view, OD, FINDING_VIEW, GtkWidget)

GtkWidget *od_finding_view_new (void);
void od_finding_view_set_result (OdFindingView *self, OdResult *result);
/* Before the result: whether there is a transcript to show evidence in, and whether the checkup can go on
 * from here, so that answers and consents lead somewhere. Neither, unless said. */
void od_finding_view_set_of_run (OdFindingView *self, gboolean shows_lines, gboolean goes_on);
/* Whether the result has the verdict that was shown before it. */
gboolean od_finding_view_kept_verdict (OdFindingView *self);
/* Puts the keyboard where there is news: on the verdict or, where that stayed, on the first cause. */
void od_finding_view_take_focus (OdFindingView *self);
/* Buttons and badges below their words instead of beside them. */
void od_finding_view_set_narrow (OdFindingView *self, gboolean narrow);

G_END_DECLS
