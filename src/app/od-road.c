/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From facts to the state of every station and stretch. Pure, any thread. It draws nothing. */

#include "od-road.h"

static gboolean
is (const OdFacts *facts, const char *name, const char *value)
{
  return g_strcmp0 (od_facts_get (facts, name), value) == 0;
}

static gboolean
holds (const OdFacts *facts, const char *name, const char *value)
{
  const GPtrArray *values = od_facts_values (facts, name);

  for (guint i = 0; values != NULL && i < values->len; i++)
    if (g_str_equal (((const OdFact *) g_ptr_array_index (values, i))->value, value))
      return TRUE;
  return FALSE;
}

static gboolean
is_one_of (const char *word, const char *const *words)
{
  return word != NULL && g_strv_contains (words, word);
}

static void
add_place (OdRoad *road, OdRoadPlace place)
{
  road->places[road->n_places++] = place;
}

static OdRoad
make_road (gboolean direct)
{
  OdRoad road = { 0 };

  add_place (&road, OD_ROAD_COMPUTER);
  add_place (&road, OD_ROAD_NETWORK);
  road.server = road.n_places;
  if (!direct)
    add_place (&road, OD_ROAD_SERVER);
  add_place (&road, OD_ROAD_RECIPIENT_SERVER);
  add_place (&road, OD_ROAD_MAILBOX);
  return road;
}

/* All places before @index and the stretches between them and to it were seen to work. */
static void
come_to (OdRoad *road, guint index)
{
  for (guint i = 0; i < index; i++)
    road->states[i] = road->stretches[i] = OD_ROAD_FINE;
}

static void
break_at_place (OdRoad *road, guint index)
{
  come_to (road, MIN (index, road->server));
  if (index > road->server)
    road->states[road->server] = OD_ROAD_FINE;
  road->states[index] = OD_ROAD_BROKEN;
}

static void
break_after_place (OdRoad *road, guint index)
{
  come_to (road, index);
  road->states[index] = OD_ROAD_FINE;
  road->stretches[index] = OD_ROAD_BROKEN;
}

static guint
mailbox (const OdRoad *road)
{
  return road->n_places - 1;
}

/* Nobody was reached yet: this computer, its network, or the way from there. */
static void
break_before_server (OdRoad *road, const char *error)
{
  static const char *const here[] = { "settings", "permission-denied", "internal", NULL };
  static const char *const network[] = { "name-temporary", "name-timed-out", "name-failed",
                                         "network-unreachable", NULL };

  if (is_one_of (error, here))
    break_at_place (road, OD_ROAD_COMPUTER);
  else if (g_strcmp0 (error, "no-network") == 0)
    break_after_place (road, OD_ROAD_COMPUTER);
  else if (is_one_of (error, network))
    break_at_place (road, OD_ROAD_NETWORK);
  else if (g_strcmp0 (error, "refused") == 0)
    break_at_place (road, road->server);
  else
    break_after_place (road, OD_ROAD_NETWORK);
}

/* The subject of an enhanced status (RFC 3463 §3): 'x' of 5.x.y; '0' where there is none. */
static char
status_subject (const OdFacts *facts)
{
  const char *status = od_facts_get (facts, "status");

  if (status == NULL || status[0] == '\0' || status[1] != '.')
    return '0';
  return status[2] != '\0' && status[3] == '.' ? status[2] : '0';
}

/* A refusal that is about the recipient: 1 and 2 are addresses and mailboxes, 4 is the way to the recipient's
 * server, the rest is the business of the server that refuses. */
static guint
refusing_place (const OdRoad *road, const OdFacts *facts, OdStage stage)
{
  switch (status_subject (facts))
    {
    case '1':
    case '2':
      return mailbox (road);
    case '4':
      return mailbox (road) - 1;
    case '0':
      return stage == OD_STAGE_RCPT && is (facts, "outcome", "rejected") ? mailbox (road) : road->server;
    default:
      return road->server;
    }
}

static void
break_at_stage (OdRoad *road, const OdFacts *facts, OdStage stage)
{
  const char *error = od_facts_get (facts, "error");

  if (stage <= OD_STAGE_CONNECT)
    break_before_server (road, error);
  else if (g_strcmp0 (error, "internal") == 0)
    break_at_place (road, OD_ROAD_COMPUTER);
  else if (stage >= OD_STAGE_RCPT && stage <= OD_STAGE_DOT)
    break_at_place (road, refusing_place (road, facts, stage));
  else
    break_at_place (road, road->server);
}

/* How far a run came that broke nothing: stopped, or still at work. */
static guint
place_of_stage (const OdRoad *road, OdStage stage)
{
  if (stage <= OD_STAGE_LOOKUP)
    return OD_ROAD_COMPUTER;
  return stage == OD_STAGE_CONNECT ? OD_ROAD_NETWORK : road->server;
}

/* Up to the connection a stretch is worked at, from then on the server. */
static void
work_at (OdRoad *road, OdStage stage)
{
  guint place = place_of_stage (road, stage);

  come_to (road, place);
  if (place == road->server)
    {
      road->states[place] = OD_ROAD_WORKING;
      return;
    }
  road->states[place] = OD_ROAD_FINE;
  road->stretches[place] = OD_ROAD_WORKING;
}

static void
pass_server (OdRoad *road, OdRoadState beyond)
{
  come_to (road, road->server);
  road->states[road->server] = OD_ROAD_FINE;
  road->stretches[road->server] = beyond;
}

static void
stop_at (OdRoad *road, OdStage stage)
{
  guint place = place_of_stage (road, stage);

  road->stopped = TRUE;
  come_to (road, place);
  road->states[place] = OD_ROAD_FINE;
}

static void
finish (OdRoad *road, const OdFacts *facts)
{
  static const char *const accepted[] = { "accepted", "accepted-partly", NULL };
  static const char *const broken[] = { "rejected", "failed", NULL };
  const char *outcome = od_facts_get (facts, "outcome");
  OdStage stage = od_stage_from_name (od_facts_get (facts, "stage"));

  road->finished = TRUE;
  if (is_one_of (outcome, accepted))
    pass_server (road, OD_ROAD_HANDED_OVER);
  else if (g_strcmp0 (outcome, "checked") == 0)
    pass_server (road, OD_ROAD_NOT_REACHED);
  else if (g_strcmp0 (outcome, "unknown-delivery") == 0)
    pass_server (road, OD_ROAD_UNKNOWN);
  else if (is_one_of (outcome, broken))
    break_at_stage (road, facts, stage);
  else
    stop_at (road, stage);
}

static OdRoadEncryption
read_encryption (const OdRoad *road, const OdFacts *facts)
{
  if (holds (facts, "tls.verify", "ok") || is (facts, "tls.active", "yes"))
    return OD_ROAD_ENCRYPTED;
  if (road->finished && is (facts, "tls.active", "no") && is (facts, "security", "none"))
    return OD_ROAD_IN_CLEAR;
  return OD_ROAD_ENCRYPTION_UNKNOWN;
}

OdRoad
od_road_read (const OdFacts *facts, OdStage stage, gboolean running)
{
  OdRoad road = make_road (facts != NULL && is (facts, "mode", "direct"));
  gboolean decided = facts != NULL && od_facts_has (facts, "outcome");

  if (running && !decided)
    work_at (&road, stage);
  else if (facts != NULL)
    finish (&road, facts);
  if (facts != NULL)
    road.encryption = read_encryption (&road, facts);
  return road;
}
