/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Macros of SPF records (RFC 7208 §7): what "%{i}" and the like stand for. Pure; any thread. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What macros are filled in from. */
typedef struct
{
  GInetAddress *address; /* whose sending is judged */
  const char *sender;    /* the whole envelope sender */
  const char *domain;    /* the one whose record is read */
} OdSpfMacros;

/**
 * od_spf_expand:
 *
 * All macros but c, r and t, which only explanations may hold. p is "unknown", as where it cannot be found
 * out (§7.3).
 *
 * Returns: (transfer full): NULL where @text is no macro-string
 */
char *od_spf_expand (const OdSpfMacros *self, const char *text);

G_END_DECLS
