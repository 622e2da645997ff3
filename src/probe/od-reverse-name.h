/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses as names of the DNS: for PTR questions (RFC 1035 §3.5, RFC 3596 §2.5) and for lists (RFC 5782
 * §2.1). Pure; any thread. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): the numbers of @address backwards, below @zone; below in-addr.arpa or ip6.arpa where it is
 * NULL. */
char *od_reverse_name (GInetAddress *address, const char *zone);
/* Whether @name holds the numbers of an IPv4 address, as the names of home connections do: p5dc01234,
 * 203-0-113-7, … */
gboolean od_reverse_name_holds_address (const char *name, GInetAddress *address);
/* Whether it is one of the internet, not of a home, of this computer or of a link. */
gboolean od_address_is_public (GInetAddress *address);

G_END_DECLS
