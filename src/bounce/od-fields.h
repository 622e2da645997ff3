/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The making of OdFields (od-mail.h): a header block, or a block of a delivery report, decoded. One thread
 * until handed out. */

#pragma once

#include "od-head.h"
#include "od-mail.h"

G_BEGIN_DECLS

OdFields *od_fields_new (void);
void od_fields_free (OdFields *self);
/* All fields of a header block. (transfer full). */
OdFields *od_fields_parse (const char *head, gsize length);
void od_fields_add (OdFields *self, const OdHeadField *field);
/* More words for the value added last: a line broken without indentation. */
void od_fields_add_to_last (OdFields *self, const char *words, gsize length);
/* "" where there is no such field. */
const char *od_fields_get_or_empty (const OdFields *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdFields, od_fields_free)

G_END_DECLS
