/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of a finding: title, words under it, and something beside it that goes below where it is narrow.
 * Texts are shown as they are, never as markup. A row is a stop for the keyboard itself unless something in
 * it is one. Main thread. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OD_TYPE_FINDING_ROW (od_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (OdFindingRow, od_finding_row, OD, FINDING_ROW, AdwPreferencesRow)

/* @words: (nullable). */
GtkWidget *od_finding_row_new (const char *title, const char *words);
/* A button or a badge. */
void od_finding_row_set_suffix (OdFindingRow *self, GtkWidget *suffix);
/* What a screen reader calls it, in place of the title; its words come behind, and
 * not a tooltip that was set before. */
void od_finding_row_set_name (OdFindingRow *self, const char *name);
/* The words are quoted from a machine. */
void od_finding_row_set_selectable (OdFindingRow *self);
void od_finding_row_set_narrow (OdFindingRow *self, gboolean narrow);

G_END_DECLS
