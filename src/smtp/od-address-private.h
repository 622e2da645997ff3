/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What od-address.c and od-host.c share. */

#pragma once

#include "od-address.h"

G_BEGIN_DECLS

/* Sets the error; always FALSE. */
gboolean od_address_fail (GError **error, OdAddressError code, const char *message);
/* Control characters, line and paragraph separators, and the invisible ones that turn text around. */
gboolean od_address_has_forbidden (const char *text);
gboolean od_address_has_space (const char *text);

/* (transfer full) (nullable): "bücher.example" in A-labels and lower case; NULL if it is no host name. */
char *od_host_name_to_ascii (const char *name);
/* All dots and digits: meant as an address, and not one. A name of that form would never be looked up. */
gboolean od_host_looks_like_ipv4 (const char *text);

G_END_DECLS
