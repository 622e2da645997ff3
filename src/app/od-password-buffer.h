/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands in a password field: kept apart from everything that asks the field for its text. GTK 4.8 hands
 * the text of a hidden field to whoever reads the tree for screen readers; this buffer gives bullets until
 * the person has the password shown (SECURITY.md row 7). Main thread. It stores nothing beyond its own life.
 */

#pragma once

#include <gtk/gtk.h>

#include "od-secret.h"

G_BEGIN_DECLS

#define OD_TYPE_PASSWORD_BUFFER (od_password_buffer_get_type ())
G_DECLARE_FINAL_TYPE (OdPasswordBuffer, od_password_buffer, OD, PASSWORD_BUFFER, GtkEntryBuffer)

/* Puts a new buffer into @text and watches whether it is shown. (transfer none): owned by @text */
OdPasswordBuffer *od_password_buffer_put_into (GtkText *text);
/* (transfer full): NULL: nothing was entered. */
OdSecret *od_password_buffer_get_secret (OdPasswordBuffer *self);

G_END_DECLS
