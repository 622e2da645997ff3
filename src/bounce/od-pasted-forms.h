/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Replies that programs and libraries take apart before they show them: Roundcube and PHPMailer. Pure, any
 * thread. Private to this folder. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Puts the pieces of such replies (OdQuotedReply *) together again. */
void od_pasted_forms_mend (const char *text, gsize length, GPtrArray *replies);

G_END_DECLS
