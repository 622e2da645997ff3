/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The sentence under a field that says what is wrong with it or where its value came from: a row of its own
 * in the form's list, hidden while there is nothing to say. Main thread. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OD_TYPE_FIELD_NOTE (od_field_note_get_type ())
G_DECLARE_FINAL_TYPE (OdFieldNote, od_field_note, OD, FIELD_NOTE, AdwPreferencesRow)

/* Shows @message under @row, which is told to screen readers as invalid with these words; NULL takes it away.
 */
void od_field_note_set_error (OdFieldNote *self, GtkWidget *row, const char *message);
gboolean od_field_note_has_error (OdFieldNote *self);

G_END_DECLS
