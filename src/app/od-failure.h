/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What did not work, in a dialog that stays until it is read. Main thread. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @words: a sentence; they may be of a server or service, and are shown as text, never as markup. */
void od_tell_failure (GtkWindow *parent, const char *heading, const char *words);

G_END_DECLS
