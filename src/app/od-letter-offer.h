/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The row below a verdict that offers the short message and the letter for whoever can help. Main thread. Its
 * buttons are the window's actions win.copy-message and win.letter; it does nothing itself. */

#pragma once

#include "od-finding-row.h"
#include "od-finding.h"

G_BEGIN_DECLS

/* An OdFindingRow; NULL where nothing is wrong. */
GtkWidget *od_letter_offer_new (const OdFinding *verdict);

G_END_DECLS
