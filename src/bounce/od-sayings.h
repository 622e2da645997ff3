/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A list of phrases, all looked for in one walk over a text, wherever in a word they begin. Immutable once
 * made; any thread. Case and accents are not its matter: text and phrases are compared byte by byte. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _OdSayings OdSayings;

/* Where none of them stands. */
#define OD_SAYINGS_NONE G_MAXSIZE

/* @phrases: each of three bytes at least, 255 at most of them; they must stay as they are. */
OdSayings *od_sayings_new (const char *const *phrases, gsize count);
void od_sayings_free (OdSayings *self);
/* The first place of @text from @at on where one of them stands, in bytes, or OD_SAYINGS_NONE. @which
 * (nullable) gets its place in the list; of several that stand there, that of the first in the list. */
gsize od_sayings_find (const OdSayings *self, const char *text, gsize at, gsize *which);
/* The one of all that stand in @text that is first in the list: its place there, or OD_SAYINGS_NONE. @place
 * (nullable) gets where it stands first. */
gsize od_sayings_find_first (const OdSayings *self, const char *text, gsize *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSayings, od_sayings_free)

G_END_DECLS
