/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The explanation of one line of the transcript: who said it, what it means, whether it is normal. Main
 * thread. The words come from the knowledge; here they are only set. */

#pragma once

#include <gtk/gtk.h>

#include "od-checkup.h"

G_BEGIN_DECLS

#define OD_TYPE_LINE_CARD (od_line_card_get_type ())
/* Signal "closed": the person has read enough. */
G_DECLARE_FINAL_TYPE (OdLineCard, od_line_card, OD, LINE_CARD, GtkWidget)

void od_line_card_show (OdLineCard *self, OdTranscript *transcript, guint index);

G_END_DECLS
