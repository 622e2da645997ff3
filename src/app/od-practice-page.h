/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands on the right before anything was checked: what the program does, and the illnesses of the
 * practice server. Main thread. It starts nothing itself. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OD_TYPE_PRACTICE_PAGE (od_practice_page_get_type ())
/* Signal "practise" (char *): an illness was chosen. */
G_DECLARE_FINAL_TYPE (OdPracticePage, od_practice_page, OD, PRACTICE_PAGE, GtkWidget)

GtkWidget *od_practice_page_new (void);

G_END_DECLS
