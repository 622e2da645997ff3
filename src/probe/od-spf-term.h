/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The terms of an SPF record (RFC 7208 §4.6.1): mechanisms and modifiers, read before any of them is judged.
 * Pure; any thread. */

#pragma once

#include "od-spf-macro.h"

G_BEGIN_DECLS

typedef enum
{
  OD_SPF_ALL,
  OD_SPF_INCLUDE,
  OD_SPF_A,
  OD_SPF_MX,
  OD_SPF_PTR,
  OD_SPF_IP4,
  OD_SPF_IP6,
  OD_SPF_EXISTS,
  OD_SPF_REDIRECT,
  OD_SPF_OTHER, /* a modifier that does not change the result */
} OdSpfKind;

typedef struct
{
  OdSpfKind kind;
  char qualifier;        /* "+", "-", "~", "?" (§4.6.2) */
  char *target;          /* the name that is asked for, macros filled in; or NULL */
  GInetAddress *network; /* of ip4 and ip6, or NULL */
  guint ipv4_length;     /* leading bits that count, of each family */
  guint ipv6_length;
} OdSpfTerm;

/**
 * od_spf_terms_parse:
 * @record: beginning with "v=spf1"
 *
 * Returns: (transfer full): OdSpfTerm *; NULL for a syntax error anywhere in @record (§4.6)
 */
GPtrArray *od_spf_terms_parse (const char *record, const OdSpfMacros *macros);

G_END_DECLS
