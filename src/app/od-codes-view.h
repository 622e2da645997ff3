/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The view "Codes": every reply code and enhanced status, searchable, and beside the list what the chosen
 * one means. Main thread. It knows no window and no account. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OD_TYPE_CODES_VIEW (od_codes_view_get_type ())
/* Signal "message" (char *): a sentence for a moment. */
G_DECLARE_FINAL_TYPE (OdCodesView, od_codes_view, OD, CODES_VIEW, GtkWidget)

GtkWidget *od_codes_view_new (void);

/* The search field, whichever page is in sight. */
void od_codes_view_start_search (OdCodesView *self);

G_END_DECLS
