/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of one code: the number, what it means, who must act, its sections. Main thread. */

#pragma once

#include <gtk/gtk.h>

#include "od-code-page.h"

G_BEGIN_DECLS

#define OD_TYPE_CODE_CARD (od_code_card_get_type ())
/* Signal "message" (char *): a sentence for a moment. */
G_DECLARE_FINAL_TYPE (OdCodeCard, od_code_card, OD, CODE_CARD, GtkWidget)

/* @page: (transfer full) */
void od_code_card_show (OdCodeCard *self, OdCodePage *page);
void od_code_card_set_narrow (OdCodeCard *self, gboolean narrow);

G_END_DECLS
