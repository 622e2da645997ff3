/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* HTML stripped to its words, as a reader would see them in lines. It is never rendered: no links followed,
 * no pictures, styles or scripts looked at. Any thread, linear. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @html: UTF-8. (transfer full). */
char *od_mail_text_from_html (const char *html);

G_END_DECLS
