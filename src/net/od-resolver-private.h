/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the resolver share: the errors of answers that are none. No other file includes this. */

#pragma once

#include "od-dns.h"
#include "od-resolver.h"

G_BEGIN_DECLS

/* OD_RESOLVER_ERROR_TEMPORARY with the words @said; on a computer without a network
 * G_IO_ERROR_NETWORK_UNREACHABLE, for then it is not the resolver's fault. */
void od_resolver_set_temporary_error (GError **error, const char *said);
void od_resolver_set_bogus_error (GError **error, const char *name, const OdDnsAnswer *answer);
void od_resolver_set_rcode_error (GError **error, const char *name, const OdDnsAnswer *answer);

G_END_DECLS
