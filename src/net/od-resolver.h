/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Names to addresses as a mail program on this computer would see them (GResolver), bounded by a deadline.
 * Blocking, cancellable, worker thread. Literals are taken as they are, without a question to anybody. */

#pragma once

#include "od-deadline.h"

G_BEGIN_DECLS

#define OD_RESOLVER_ERROR (od_resolver_error_quark ())
GQuark od_resolver_error_quark (void);
typedef enum
{
  OD_RESOLVER_ERROR_NOT_FOUND,  /* the name does not exist */
  OD_RESOLVER_ERROR_NO_ADDRESS, /* it exists but has no address (told apart from NOT_FOUND by libunbound where
                                   GResolver cannot) */
  OD_RESOLVER_ERROR_TEMPORARY,  /* the resolver could not answer now (SERVFAIL, REFUSED, no resolver) */
  OD_RESOLVER_ERROR_NULL_MX,    /* the domain says that it takes no mail (RFC 7505) */
  OD_RESOLVER_ERROR_FAILED,
} OdResolverError;

typedef enum
{
  OD_FAMILY_ANY,
  OD_FAMILY_IPV4,
  OD_FAMILY_IPV6,
} OdFamily;

/**
 * od_resolver_lookup_host:
 * @host: A-label name or address literal
 *
 * At most 8 addresses, families interleaved beginning with IPv6 (RFC 8305 §4).
 *
 * Returns: (transfer full): GInetAddress *, at least one; NULL with OD_RESOLVER_ERROR, G_IO_ERROR_TIMED_OUT
 * or _CANCELLED
 */
GPtrArray *od_resolver_lookup_host (const char *host,
                                    OdFamily family,
                                    OdDeadline deadline,
                                    GCancellable *cancellable,
                                    GError **error);

typedef struct
{
  char *host; /* without trailing dot */
  guint preference;
  gboolean implicit; /* no MX record: the domain itself (RFC 5321 §5.1) */
} OdMxHost;
void od_mx_host_free (OdMxHost *self);

/**
 * od_resolver_lookup_mx:
 *
 * By libunbound with the computer's name servers. The lowest preference first; the domain itself if it has no
 * MX.
 *
 * Returns: (transfer full): OdMxHost *; NULL with OD_RESOLVER_ERROR (NULL_MX: RFC 7505 §3),
 * G_IO_ERROR_TIMED_OUT …
 */
GPtrArray *od_resolver_lookup_mx (const char *domain,
                                  OdDeadline deadline,
                                  GCancellable *cancellable,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdMxHost, od_mx_host_free)

G_END_DECLS
