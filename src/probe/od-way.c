/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Two questions to the kernel: the route to an address, and the interface it names. It reads no file, so that
 * it works where /proc and /sys are hidden. */

#include "od-way.h"

#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if_arp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include <glib/gstdio.h>

typedef struct
{
  struct nlmsghdr head;
  union
  {
    struct rtmsg route;
    struct ifinfomsg link;
  } body;
  char attribute[RTA_SPACE (sizeof (struct in6_addr))];
} Question;

static gboolean
fail (GError **error, int code)
{
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
  return FALSE;
}

/* The message of kind @type that @bytes begin with, or NULL with the error they tell of. */
static const struct nlmsghdr *
open_message (const void *bytes, gsize size, guint type, gsize body_size, GError **error)
{
  const struct nlmsghdr *head = bytes;

  if (size < sizeof *head || head->nlmsg_len < sizeof *head || head->nlmsg_len > size)
    fail (error, EBADMSG);
  else if (head->nlmsg_type == NLMSG_ERROR && head->nlmsg_len >= NLMSG_LENGTH (sizeof (struct nlmsgerr)))
    fail (error, -((const struct nlmsgerr *) NLMSG_DATA (head))->error);
  else if (head->nlmsg_type != type || head->nlmsg_len < NLMSG_LENGTH (body_size))
    fail (error, EBADMSG);
  else
    return head;
  return NULL;
}

static guint
number_in (const struct rtattr *attribute)
{
  guint32 number = 0;

  memcpy (&number, RTA_DATA (attribute), MIN (RTA_PAYLOAD (attribute), sizeof number));
  return number;
}

static GInetAddress *
address_in (const void *bytes, gsize size)
{
  if (size != 4 && size != 16)
    return NULL;
  return g_inet_address_new_from_bytes (bytes, size == 4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);
}

/* The router of the other family that an IPv4 route may name. */
static GInetAddress *
via_in (const struct rtattr *attribute)
{
  const struct rtvia *via = RTA_DATA (attribute);

  if (RTA_PAYLOAD (attribute) <= sizeof *via)
    return NULL;
  return address_in (via->rtvia_addr, RTA_PAYLOAD (attribute) - sizeof *via);
}

static void
set_gateway (OdWay *self, GInetAddress *gateway)
{
  g_clear_object (&self->gateway);
  self->gateway = gateway;
}

gboolean
od_way_read_route (OdWay *self, const void *bytes, gsize size, GError **error)
{
  const struct nlmsghdr *head = open_message (bytes, size, RTM_NEWROUTE, sizeof (struct rtmsg), error);
  struct rtmsg *route;
  int left;

  if (head == NULL)
    return FALSE;
  route = NLMSG_DATA (head);
  if (route->rtm_type != RTN_UNICAST && route->rtm_type != RTN_LOCAL)
    return fail (error, ENETUNREACH);
  left = (int) RTM_PAYLOAD (head);
  for (struct rtattr *i = RTM_RTA (route); RTA_OK (i, left); i = RTA_NEXT (i, left))
    if (i->rta_type == RTA_OIF)
      self->index = number_in (i);
    else if (i->rta_type == RTA_GATEWAY)
      set_gateway (self, address_in (RTA_DATA (i), RTA_PAYLOAD (i)));
    else if (i->rta_type == RTA_VIA)
      set_gateway (self, via_in (i));
  return self->index != 0 || fail (error, ENETUNREACH);
}

static char *
text_in (const struct rtattr *attribute)
{
  return g_strndup (RTA_DATA (attribute), RTA_PAYLOAD (attribute));
}

static void
read_link_info (OdWay *self, struct rtattr *info)
{
  int left = (int) RTA_PAYLOAD (info);

  for (struct rtattr *i = RTA_DATA (info); RTA_OK (i, left); i = RTA_NEXT (i, left))
    if (i->rta_type == IFLA_INFO_KIND && self->kind == NULL)
      self->kind = text_in (i);
}

gboolean
od_way_read_link (OdWay *self, const void *bytes, gsize size, GError **error)
{
  const struct nlmsghdr *head = open_message (bytes, size, RTM_NEWLINK, sizeof (struct ifinfomsg), error);
  struct ifinfomsg *link;
  int left;

  if (head == NULL)
    return FALSE;
  link = NLMSG_DATA (head);
  self->type = link->ifi_type;
  left = (int) IFLA_PAYLOAD (head);
  for (struct rtattr *i = IFLA_RTA (link); RTA_OK (i, left); i = RTA_NEXT (i, left))
    if (i->rta_type == IFLA_IFNAME && self->interface == NULL)
      self->interface = text_in (i);
    else if (i->rta_type == IFLA_LINKINFO)
      read_link_info (self, i);
  return self->interface != NULL || fail (error, ENODEV);
}

static void
ask_for_route (Question *question, GInetAddress *target)
{
  gsize size = g_inet_address_get_native_size (target);
  struct rtattr *attribute;

  question->head.nlmsg_type = RTM_GETROUTE;
  question->body.route.rtm_family = (guint8) g_inet_address_get_family (target);
  question->body.route.rtm_dst_len = (guint8) (size * 8);
  question->head.nlmsg_len = NLMSG_SPACE (sizeof (struct rtmsg)) + RTA_SPACE (size);
  attribute = RTM_RTA (&question->body.route);
  attribute->rta_type = RTA_DST;
  attribute->rta_len = (gushort) RTA_LENGTH (size);
  memcpy (RTA_DATA (attribute), g_inet_address_to_bytes (target), size);
}

static void
ask_for_link (Question *question, guint index)
{
  question->head.nlmsg_type = RTM_GETLINK;
  question->head.nlmsg_len = NLMSG_LENGTH (sizeof (struct ifinfomsg));
  question->body.link.ifi_index = (int) index;
}

/* The kernel's answer in @buffer; its size, or -1. */
static gssize
ask (int fd,
     Question *question,
     void *buffer,
     gsize size,
     OdDeadline deadline,
     GCancellable *cancellable,
     GError **error)
{
  gssize length;

  question->head.nlmsg_flags = NLM_F_REQUEST;
  length = send (fd, question, question->head.nlmsg_len, 0);
  if (length >= 0 && !od_wait_for_fd (fd, G_IO_IN, deadline, cancellable, error))
    return -1;
  if (length >= 0)
    length = recv (fd, buffer, size, 0);
  if (length < 0)
    fail (error, errno);
  return length;
}

static gboolean
find (OdWay *self,
      int fd,
      GInetAddress *target,
      OdDeadline deadline,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree guint8 *answer = g_malloc (32 * 1024);
  Question route = { 0 };
  Question link = { 0 };
  gssize size;

  ask_for_route (&route, target);
  size = ask (fd, &route, answer, 32 * 1024, deadline, cancellable, error);
  if (size < 0 || !od_way_read_route (self, answer, (gsize) size, error))
    return FALSE;
  ask_for_link (&link, self->index);
  size = ask (fd, &link, answer, 32 * 1024, deadline, cancellable, error);
  return size >= 0 && od_way_read_link (self, answer, (gsize) size, error);
}

OdWay *
od_way_find (GInetAddress *target, OdDeadline deadline, GCancellable *cancellable, GError **error)
{
  g_autoptr (OdWay) self = g_new0 (OdWay, 1);
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  gboolean found;

  if (fd < 0)
    {
      fail (error, errno);
      return NULL;
    }
  found = find (self, fd, target, deadline, cancellable, error);
  g_close (fd, NULL);
  return found ? g_steal_pointer (&self) : NULL;
}

void
od_way_free (OdWay *self)
{
  g_clear_object (&self->gateway);
  g_free (self->interface);
  g_free (self->kind);
  g_free (self);
}

gboolean
od_way_is_tunnel (const OdWay *self, gboolean has_other_way)
{
  static const char *const kinds[] = { "wireguard", "tun",  "ovpn", "ovpn-dco", "xfrm",
                                       "vti",       "vti6", "ipip", "gre",      NULL };

  if (self->kind != NULL && g_strv_contains (kinds, self->kind))
    return TRUE;
  return self->type == ARPHRD_PPP && has_other_way;
}
