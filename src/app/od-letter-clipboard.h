/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A letter on its way to another program. Main thread. It masks nothing: letters come here masked. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @is_html: whoever takes pages gets one, the others the text of it. */
void od_letter_clipboard_put (GdkClipboard *clipboard, const char *letter, gboolean is_html);

G_END_DECLS
