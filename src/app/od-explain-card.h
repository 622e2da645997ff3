/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What one explanation says, as the finding card of a checkup, under the name of the recipient. Main
 * thread. */

#pragma once

#include <gtk/gtk.h>

#include "od-explain.h"

G_BEGIN_DECLS

#define OD_TYPE_EXPLAIN_CARD (od_explain_card_get_type ())
G_DECLARE_FINAL_TYPE (OdExplainCard, od_explain_card, OD, EXPLAIN_CARD, GtkWidget)

/* @explained: (nullable): NULL empties the card. The finding is made here, for this one only. */
void od_explain_card_show (OdExplainCard *self, const OdExplained *explained);
void od_explain_card_set_narrow (OdExplainCard *self, gboolean narrow);

G_END_DECLS
