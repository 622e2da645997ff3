/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One thread makes the classes, once in a process; they stay. Any thread. It asks nothing. */

#include "od-web-prepare.h"

#include <libsoup/soup.h>

static void
make_classes (void)
{
  const GType types[] = { G_TYPE_INET_ADDRESS,    G_TYPE_INET_SOCKET_ADDRESS,
                          G_TYPE_NETWORK_ADDRESS, G_TYPE_TASK,
                          G_TYPE_SOCKET,          G_TYPE_SOCKET_CLIENT,
                          SOUP_TYPE_SESSION,      SOUP_TYPE_MESSAGE };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_class_ref (types[i]);
}

void
od_web_prepare (void)
{
  static gsize made = 0;

  if (g_once_init_enter (&made))
    {
      make_classes ();
      g_once_init_leave (&made, 1);
    }
}
