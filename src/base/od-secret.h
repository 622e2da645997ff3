/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A password or token while it is held: counted, wiped when the last holder lets go, kept out of core
 * dumps, and never printable by accident. Any thread. It does not store anything. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define OD_TYPE_SECRET (od_secret_get_type ())
GType od_secret_get_type (void) G_GNUC_CONST;

typedef struct _OdSecret OdSecret;

/* Copies @length bytes of @text (-1: NUL-terminated). The caller wipes its own copy (od_secret_wipe()).
 * While any OdSecret lives, RLIMIT_CORE is 0 and PR_SET_DUMPABLE is 0 (SECURITY.md row 8). */
OdSecret *od_secret_new (const char *text, gssize length);
OdSecret *od_secret_ref (OdSecret *self);
void od_secret_unref (OdSecret *self);

/* The text, NUL-terminated, owned by @self; valid as long as a reference is held. */
const char *od_secret_peek (const OdSecret *self);
gsize od_secret_get_length (const OdSecret *self);

/* Overwrites memory in a way the compiler keeps. */
void od_secret_wipe (gpointer memory, gsize length);
/* Wipes a NUL-terminated string and g_free()s it; NULL is fine. */
void od_secret_wipe_free (char *text);
/* For libraries that free their copies of a secret without wiping them: overwrites the blocks of the sizes of
 * passwords that this thread would be given next by malloc(), which are those that it freed last. As good as
 * can be done from outside, no promise. */
void od_secret_wipe_freed (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSecret, od_secret_unref)

G_END_DECLS
