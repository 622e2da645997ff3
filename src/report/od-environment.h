/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a support desk wants to know of the computer, and no more: no names of people or machines, no
 * addresses of the network at home. In English. Any thread. */

#pragma once

#include "od-checkup.h"

G_BEGIN_DECLS

/* (transfer full): "Debian GNU/Linux 12 (bookworm)". */
char *od_environment_system (void);
/* (transfer full): "GLib 2.74.6, GnuTLS 3.7.9": those the program runs with. */
char *od_environment_libraries (void);
/* (transfer full): "IPv4, private address behind a router, VPN": what the run tells of the network. NULL:
 * nothing. */
char *od_environment_network (const OdResult *result);
/* (transfer full): the address of this computer as the server told it, if it is one of the internet; else
 * NULL.
 */
char *od_environment_public_address (const OdResult *result);

G_END_DECLS
