/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The road of a mail as values: its stations, how far it was travelled, where it is broken, where it is
 * encrypted; and the words for it. Pure functions of facts, any thread; no GTK in here. It names no cause:
 * the diagnosis does. */

#pragma once

#include "od-facts.h"
#include "od-stage.h"

G_BEGIN_DECLS

typedef enum
{
  OD_ROAD_COMPUTER,
  OD_ROAD_NETWORK,
  OD_ROAD_SERVER,
  OD_ROAD_RECIPIENT_SERVER,
  OD_ROAD_MAILBOX,
} OdRoadPlace;

#define OD_ROAD_MAX_PLACES 5

typedef enum
{
  OD_ROAD_NOT_REACHED,
  OD_ROAD_WORKING,     /* the check is here now */
  OD_ROAD_FINE,        /* seen to work */
  OD_ROAD_BROKEN,      /* the mail stopped here */
  OD_ROAD_HANDED_OVER, /* a stretch: left to others, who do not report back */
  OD_ROAD_UNKNOWN,     /* a stretch: it cannot be told whether the mail went on */
} OdRoadState;

typedef enum
{
  OD_ROAD_ENCRYPTION_UNKNOWN,
  OD_ROAD_ENCRYPTED,
  OD_ROAD_IN_CLEAR,
} OdRoadEncryption;

typedef struct
{
  guint n_places;
  OdRoadPlace
      places[OD_ROAD_MAX_PLACES]; /* in the order of the road; a direct run has no mail server between */
  OdRoadState states[OD_ROAD_MAX_PLACES];
  OdRoadState stretches[OD_ROAD_MAX_PLACES]; /* [i]: from place i to place i + 1 */
  guint server;                              /* index of the place this computer spoke with */
  OdRoadEncryption encryption;               /* of the stretches before @server */
  gboolean finished;                         /* the run came to an end */
  gboolean stopped;                          /* it was cut short, by the person or otherwise */
} OdRoad;

/**
 * od_road_read:
 * @facts: (nullable): what is known so far; NULL: nothing has run
 * @stage: what is being worked at, where @running
 *
 * From the outcome on the road stands, while the causes are still being tested.
 */
OdRoad od_road_read (const OdFacts *facts, OdStage stage, gboolean running);

/* In the person's language: "Mail server". Static. */
const char *od_road_place_title (OdRoadPlace place);
/* (transfer full): what is known of the place @index ("mail.example.org:587"), or how it stands with it; may
 * be "". */
char *od_road_place_detail (const OdRoad *road, guint index, const OdFacts *facts);
/* In the person's language: "reached", "the mail stopped here" … Static. */
const char *od_road_state_words (OdRoadState state);
/* (transfer full): the whole road in a sentence or two, for whoever does not see it. */
char *od_road_sentence (const OdRoad *road);

G_END_DECLS
