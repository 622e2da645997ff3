/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which way the system would send a packet: by which interface and router, asked of the kernel
 * (rtnetlink(7)), which knows the tables of VPN programs as well as the main one. Nothing leaves the
 * computer. Any thread. */

#pragma once

#include "od-deadline.h"

G_BEGIN_DECLS

typedef struct
{
  char *interface;       /* "wlan0" */
  GInetAddress *gateway; /* the first router, or NULL where there is none in between */
  guint index;           /* of the interface */
  guint type;            /* of its hardware, ARPHRD_… of <net/if_arp.h> */
  char *kind;            /* of driver: "wireguard", "tun" … (IFLA_INFO_KIND), or NULL */
} OdWay;

/**
 * od_way_find:
 *
 * Returns: (transfer full): NULL with G_IO_ERROR_NETWORK_UNREACHABLE or _HOST_UNREACHABLE where no way leads
 * there; any other error says that the kernel could not be asked
 */
OdWay *od_way_find (GInetAddress *target, OdDeadline deadline, GCancellable *cancellable, GError **error);
void od_way_free (OdWay *self);

/* Whether a virtual private network's interface leads there: by its kind; one of PPP counts only if
 * @has_other_way, since else it is the line to the internet itself. */
gboolean od_way_is_tunnel (const OdWay *self, gboolean has_other_way);

/* One answer of the kernel each, of untrusted length: RTM_NEWROUTE, RTM_NEWLINK, or NLMSG_ERROR. */
gboolean od_way_read_route (OdWay *self, const void *bytes, gsize size, GError **error);
gboolean od_way_read_link (OdWay *self, const void *bytes, gsize size, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdWay, od_way_free)

G_END_DECLS
