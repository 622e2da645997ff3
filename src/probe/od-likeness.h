/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How much alike two names are. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Letters put in, left out, changed, or two exchanged: the least number of such slips between @a and @b,
 * ASCII case aside; G_MAXUINT where either is longer than 64. */
guint od_likeness_slips (const char *a, const char *b);
/* Whether @b could have been meant where @a was typed: another name, with one slip, or two in a long one. */
gboolean od_likeness_is_near (const char *a, const char *b);

G_END_DECLS
