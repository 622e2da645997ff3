/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The verdict itself: what stopped, who must act, how long it lasts. One stop for the keyboard, so that a
 * screen reader says it whole. Main thread. Every text is shown as text, never as markup. */

#pragma once

#include <gtk/gtk.h>

#include "od-finding.h"

G_BEGIN_DECLS

#define OD_TYPE_VERDICT_BOX (od_verdict_box_get_type ())
G_DECLARE_FINAL_TYPE (OdVerdictBox, od_verdict_box, OD, VERDICT_BOX, GtkWidget)

void od_verdict_box_show (OdVerdictBox *self, const OdFinding *finding);

G_END_DECLS
