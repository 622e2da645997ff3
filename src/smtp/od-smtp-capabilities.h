/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a server offers in its EHLO reply (RFC 5321 §4.1.1.1): keywords with parameters, bounded. Immutable;
 * any thread. Forgotten and read anew after STARTTLS (RFC 3207 §4.2). */

#pragma once

#include "od-smtp-reply.h"

G_BEGIN_DECLS

typedef struct _OdSmtpCapabilities OdSmtpCapabilities;

/* @reply: the 250 to EHLO, or to HELO (then nothing is offered). */
OdSmtpCapabilities *od_smtp_capabilities_new (const OdSmtpReply *reply);
void od_smtp_capabilities_free (OdSmtpCapabilities *self);

/* Keyword in any case, e.g. "STARTTLS". */
gboolean od_smtp_capabilities_has (const OdSmtpCapabilities *self, const char *keyword);
/* The parameters as one string ("" if none), NULL if not offered. */
const char *od_smtp_capabilities_get (const OdSmtpCapabilities *self, const char *keyword);
/* All keywords as sent, upper case, NULL-terminated, in order. */
const char *const *od_smtp_capabilities_keywords (const OdSmtpCapabilities *self);
/* SASL mechanisms, upper case, each once, at most 64, from `AUTH …` and the old `AUTH=…` (which alone does
 * not count as an offer: see od_smtp_capabilities_only_old_auth()). NULL-terminated. */
const char *const *od_smtp_capabilities_mechanisms (const OdSmtpCapabilities *self);
gboolean od_smtp_capabilities_only_old_auth (const OdSmtpCapabilities *self);
/* SIZE in bytes; 0 = no fixed limit or not offered (RFC 1870 §3). */
guint64 od_smtp_capabilities_size_limit (const OdSmtpCapabilities *self);
/* The domain or greeting in the first line: "mx.example Hello client [192.0.2.1]". Raw bytes. */
const char *od_smtp_capabilities_greeting (const OdSmtpCapabilities *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSmtpCapabilities, od_smtp_capabilities_free)

G_END_DECLS
