/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The blocks of a delivery report (RFC 3464 §2, RFC 6533 §3), also where blank lines, block or indentation
 * are broken. Any thread, linear. It says nothing of what they mean. */

#pragma once

#include "od-fields.h"

G_BEGIN_DECLS

typedef struct
{
  OdFields *per_message; /* NULL if there is none */
  GPtrArray *recipients; /* OdFields *, owned */
} OdDeliveryStatus;

/* @text: the body of message/delivery-status, decoded. (transfer full). */
OdDeliveryStatus *od_delivery_status_parse (const char *text, gsize length);
/* The same of a report that stands in a readable text; NULL if none does. */
OdDeliveryStatus *od_delivery_status_find (const char *text, gsize length);
void od_delivery_status_free (OdDeliveryStatus *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdDeliveryStatus, od_delivery_status_free)

G_END_DECLS
