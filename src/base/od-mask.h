/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds secrets in bytes that are about to be recorded and puts OD_MASK_TEXT in their place: plain, base64
 * at each of the three alignments, hex (both cases) and percent-encoded, so also where a server echoes one.
 * Used by the one recorder; one thread at a time. Needles are wiped when freed. (SECURITY.md row 7) */

#pragma once

#include "od-secret.h"

G_BEGIN_DECLS

#define OD_MASK_TEXT "••••••"

typedef struct _OdMask OdMask;

OdMask *od_mask_new (void);
void od_mask_free (OdMask *self);

/* Adds a secret and all its encodings. Secrets shorter than 3 bytes are added only as whole words. */
void od_mask_add (OdMask *self, const char *bytes, gsize length);

/**
 * od_mask_apply:
 * @bytes: what is to be recorded; NUL allowed
 *
 * Returns: (transfer full): a copy with every occurrence masked, NUL-terminated; @out_length gets its length
 */
char *od_mask_apply (const OdMask *self, const char *bytes, gsize length, gsize *out_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdMask, od_mask_free)

G_END_DECLS
