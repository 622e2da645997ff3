/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How long each phase of a run took: look-up, every attempt to connect, encryption, and the dialogue command
 * by command; and apart from it how long each test of the causes took. Taken from the events as they come;
 * one thread. No GTK in here. */

#pragma once

#include "od-event.h"

G_BEGIN_DECLS

typedef enum
{
  OD_TIMING_WORKING, /* not over yet */
  OD_TIMING_DONE,
  OD_TIMING_GIVEN_UP, /* another attempt was faster */
  OD_TIMING_FAILED,
} OdTimingState;

typedef struct
{
  OdStage stage;
  OdTimingState state;
  char *object;       /* "192.0.2.1 port 587", or NULL; of a test the question */
  gint64 start_us;    /* since the run began; of a test since the tests began */
  gint64 duration_us; /* so far */
} OdTimingPhase;

typedef struct
{
  GPtrArray *phases; /* OdTimingPhase *, in the order they began to show */
  gint64 total_us;   /* from the first event to the last, without the time of the tests */
  gboolean finished; /* the outcome is known */

  GPtrArray *tests;      /* OdTimingPhase *: the probes, in the order they were done */
  gint64 tests_us;       /* from the first one's begin to the last one's end */
  gint64 tests_began_us; /* since the run began; -1: none */
  gint64 left_out_us;    /* time of tests between the outcome and the good-bye; -1: not known yet */
  gint64 decided_us;     /* when the outcome was there */
} OdTiming;

OdTiming *od_timing_new (void);
void od_timing_free (OdTiming *self);
/* Events in the order of the transcript. */
void od_timing_take (OdTiming *self, const OdEvent *event);

/* (transfer full): in the person's language: "Connecting: 192.0.2.1 port 587". */
char *od_timing_phase_title (const OdTimingPhase *phase);
/* (transfer full): "38 ms", "1.25 s" by locale. */
char *od_timing_duration_words (gint64 duration_us);
/* (transfer full): a phase in a sentence, for whoever does not see the bar. */
char *od_timing_phase_sentence (const OdTimingPhase *phase);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdTiming, od_timing_free)

G_END_DECLS
