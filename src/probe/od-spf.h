/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a domain's SPF record says of an address (RFC 7208). The name service is asked through functions that
 * are handed in, so that it can be tried without one. Any thread. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  /* (transfer full): char *: TXT records of @name, empty for none; NULL where it could not be asked. */
  GPtrArray *(*texts) (const char *name, gpointer user_data);
  /* (transfer full): GInetAddress *: A and AAAA, empty for none; NULL where it could not be asked. */
  GPtrArray *(*addresses) (const char *name, gpointer user_data);
  /* (transfer full): char *: names of the MX records. */
  GPtrArray *(*exchangers) (const char *name, gpointer user_data);
  gpointer user_data;
} OdSpfResolver;

/**
 * od_spf_check:
 * @sender: the whole envelope sender, for macros
 * @record: (out) (optional) (transfer full): the record of @domain, NULL if it has none
 *
 * Mechanisms all, include, a, mx, ip4, ip6, exists; ptr never matches (§5.5 advises against it); redirect;
 * macros but c, r, t; at most 10 mechanisms that ask and 2 empty answers (§4.6.4). A syntax error anywhere
 * breaks the record.
 *
 * Returns: "pass", "fail", "softfail", "neutral", "none", "broken" (permerror), "several" (two records,
 * §4.5), "failed" (temperror)
 */
const char *od_spf_check (const OdSpfResolver *resolver,
                          GInetAddress *address,
                          const char *domain,
                          const char *sender,
                          char **record);

G_END_DECLS
