/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses compared as numbers: no two ways to write one mislead. Worker thread. */

#include "od-same-server.h"

#include "od-probe-talk.h"

static gboolean
holds (GPtrArray *addresses, GInetAddress *wanted)
{
  for (guint i = 0; i < addresses->len; i++)
    if (g_inet_address_equal (addresses->pdata[i], wanted))
      return TRUE;
  return FALSE;
}

static gboolean
holds_connected (const OdProbeCase *self, GPtrArray *addresses)
{
  const GPtrArray *values = od_facts_values (self->facts, "server.address");

  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const OdFact *fact = values->pdata[i];
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (fact->value);

      if (address != NULL && holds (addresses, address))
        return TRUE;
    }
  return FALSE;
}

gboolean
od_same_server (const OdProbeCase *self, GPtrArray *addresses)
{
  const char *server = od_facts_get (self->facts, "server");
  g_autoptr (GPtrArray) own = NULL;

  if (holds_connected (self, addresses))
    return TRUE;
  own = server != NULL ? od_probe_addresses (self, server, OD_FAMILY_ANY, NULL) : NULL;
  for (guint i = 0; own != NULL && i < own->len; i++)
    if (holds (addresses, own->pdata[i]))
      return TRUE;
  return FALSE;
}
