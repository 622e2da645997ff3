/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The road in the person's language. Pure, any thread. */

#include "od-road.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *
od_road_place_title (OdRoadPlace place)
{
  static const char *const titles[] = {
    [OD_ROAD_COMPUTER] = N_ ("This computer"), [OD_ROAD_NETWORK] = N_ ("Your network"),
    [OD_ROAD_SERVER] = N_ ("Mail server"),     [OD_ROAD_RECIPIENT_SERVER] = N_ ("Recipient’s server"),
    [OD_ROAD_MAILBOX] = N_ ("Mailbox"),
  };

  return _ (titles[place]);
}

const char *
od_road_state_words (OdRoadState state)
{
  static const char *const words[] = {
    [OD_ROAD_NOT_REACHED] = N_ ("not reached"),
    [OD_ROAD_WORKING] = N_ ("being checked"),
    [OD_ROAD_FINE] = N_ ("works"),
    [OD_ROAD_BROKEN] = N_ ("the mail stopped here"),
    [OD_ROAD_HANDED_OVER] = N_ ("handed over"),
    [OD_ROAD_UNKNOWN] = N_ ("unknown"),
  };

  return _ (words[state]);
}

/* "[192.0.2.7]" and "[IPv6:2001:db8::1]" (RFC 5321 §4.1.3) without what only servers need. */
static char *
plain_address (const char *name)
{
  g_autofree char *bare = g_strdup (name);

  if (bare == NULL || bare[0] != '[' || !g_str_has_suffix (bare, "]"))
    return g_steal_pointer (&bare);
  bare[strlen (bare) - 1] = '\0';
  return g_strdup (g_str_has_prefix (bare + 1, "IPv6:") ? bare + strlen ("[IPv6:") : bare + 1);
}

/* The address others see, where it is not this computer's own. */
static char *
network_detail (const OdFacts *facts)
{
  const char *seen = od_facts_get (facts, "client.address");
  g_autofree char *own = plain_address (od_facts_get (facts, "ehlo.name"));

  return g_strcmp0 (seen, own) == 0 ? NULL : g_strdup (seen);
}

static char *
server_detail (const OdFacts *facts, const char *name)
{
  const char *port = od_facts_get (facts, "port");

  if (name == NULL || port == NULL)
    return g_strdup (name);
  return strchr (name, ':') != NULL ? g_strdup_printf ("[%s]:%s", name, port)
                                    : g_strdup_printf ("%s:%s", name, port);
}

static char *
recipient_server_detail (const OdRoad *road, guint index, const OdFacts *facts)
{
  const char *exchanger = od_facts_get (facts, "mx.host");

  if (index == road->server && exchanger != NULL)
    return server_detail (facts, exchanger);
  return g_strdup (od_facts_get (facts, "recipient.domain"));
}

static char *
known_detail (const OdRoad *road, guint index, const OdFacts *facts)
{
  switch (road->places[index])
    {
    case OD_ROAD_COMPUTER:
      return plain_address (od_facts_get (facts, "ehlo.name"));
    case OD_ROAD_NETWORK:
      return network_detail (facts);
    case OD_ROAD_SERVER:
      return server_detail (facts, od_facts_get (facts, "server"));
    case OD_ROAD_RECIPIENT_SERVER:
      return recipient_server_detail (road, index, facts);
    default:
      return g_strdup (od_facts_get (facts, "recipient"));
    }
}

/* What becomes of a mail behind the server that took it is not reported back. */
static const char *
beyond_words (const OdRoad *road, guint index)
{
  OdRoadState after = road->stretches[road->server];

  if (index > road->server && (after == OD_ROAD_HANDED_OVER || after == OD_ROAD_UNKNOWN))
    return _ ("not known yet");
  return _ ("not reached");
}

char *
od_road_place_detail (const OdRoad *road, guint index, const OdFacts *facts)
{
  g_autofree char *known = facts != NULL ? known_detail (road, index, facts) : NULL;
  gboolean told = known != NULL && (road->states[index] != OD_ROAD_NOT_REACHED || !road->finished);

  if (told || (known != NULL && index <= road->server))
    return g_steal_pointer (&known);
  if (road->finished && road->states[index] == OD_ROAD_NOT_REACHED)
    return g_strdup (beyond_words (road, index));
  return g_strdup ("");
}

static char *
break_sentence (const OdRoad *road)
{
  for (guint i = 0; i < road->n_places; i++)
    {
      const char *here = od_road_place_title (road->places[i]);

      if (road->states[i] == OD_ROAD_BROKEN)
        /* Translators: %s is a place, as in "Mail server". */
        return g_strdup_printf (_ ("The way of the mail breaks off at: %s."), here);
      if (road->stretches[i] == OD_ROAD_BROKEN)
        /* Translators: the first %s is a place, as in "Your network", the second the next one. */
        return g_strdup_printf (_ ("The way of the mail breaks off between: %s – %s."), here,
                                od_road_place_title (road->places[i + 1]));
    }
  return NULL;
}

static char *
work_sentence (const OdRoad *road)
{
  for (guint i = 0; i < road->n_places; i++)
    {
      const char *here = od_road_place_title (road->places[i]);

      if (road->states[i] == OD_ROAD_WORKING)
        return g_strdup_printf (_ ("Being checked now: %s."), here);
      if (road->stretches[i] == OD_ROAD_WORKING)
        return g_strdup_printf (_ ("Being checked now: the way %s – %s."), here,
                                od_road_place_title (road->places[i + 1]));
    }
  return NULL;
}

static const char *
end_sentence (const OdRoad *road)
{
  if (!road->finished)
    return _ ("The way of a mail. Nothing has been checked yet.");
  if (road->stretches[road->server] == OD_ROAD_HANDED_OVER)
    return _ ("The mail was handed over to the mail server. Whether it arrives is decided further on.");
  if (road->stretches[road->server] == OD_ROAD_UNKNOWN)
    return _ ("It is not known whether the mail server took the mail.");
  if (road->stopped)
    return _ ("The check was stopped before its end.");
  return _ ("The way to the mail server works. Nothing was sent.");
}

static const char *
encryption_sentence (OdRoadEncryption encryption)
{
  if (encryption == OD_ROAD_ENCRYPTED)
    return _ ("The connection to the server is encrypted.");
  return encryption == OD_ROAD_IN_CLEAR ? _ ("The connection to the server is not encrypted.") : NULL;
}

char *
od_road_sentence (const OdRoad *road)
{
  g_autofree char *main = break_sentence (road);
  const char *encryption = encryption_sentence (road->encryption);

  if (main == NULL)
    main = work_sentence (road);
  if (main == NULL)
    main = g_strdup (end_sentence (road));
  return encryption != NULL ? g_strdup_printf ("%s %s", main, encryption) : g_steal_pointer (&main);
}
