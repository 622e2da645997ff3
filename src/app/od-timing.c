/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From events to phases. A step that is over tells its duration; a phase of the dialogue lasts from its first
 * line to its last. The tests of the causes are counted apart. One thread. */

#include "od-timing.h"

#include <glib/gi18n-lib.h>

#include "od-event-words.h"
#include "od-probe-words.h"

static void
phase_free (gpointer data)
{
  OdTimingPhase *phase = data;

  g_free (phase->object);
  g_free (phase);
}

OdTiming *
od_timing_new (void)
{
  OdTiming *self = g_new0 (OdTiming, 1);

  self->phases = g_ptr_array_new_with_free_func (phase_free);
  self->tests = g_ptr_array_new_with_free_func (phase_free);
  self->tests_began_us = self->left_out_us = -1;
  return self;
}

void
od_timing_free (OdTiming *self)
{
  g_ptr_array_unref (self->phases);
  g_ptr_array_unref (self->tests);
  g_free (self);
}

static OdTimingPhase *
last_phase (OdTiming *self)
{
  return self->phases->len > 0 ? g_ptr_array_index (self->phases, self->phases->len - 1) : NULL;
}

static OdTimingPhase *
add_to (GPtrArray *phases, OdStage stage, gint64 start_us, const char *object)
{
  OdTimingPhase *phase = g_new0 (OdTimingPhase, 1);

  phase->stage = stage;
  phase->start_us = start_us;
  phase->object = g_strdup (object);
  g_ptr_array_add (phases, phase);
  return phase;
}

static OdTimingPhase *
add_phase (OdTiming *self, OdStage stage, gint64 start_us, const char *object)
{
  return add_to (self->phases, stage, start_us, object);
}

static gboolean
is_connected (OdStage stage)
{
  return stage > OD_STAGE_CONNECT && stage != OD_STAGE_TLS;
}

/* A phase of the dialogue is over when the next one begins. */
static void
close_last (OdTiming *self)
{
  OdTimingPhase *last = last_phase (self);

  if (last != NULL && last->state == OD_TIMING_WORKING && is_connected (last->stage))
    last->state = OD_TIMING_DONE;
}

/* The step of the same object that still goes on. Several connections may be tried at once. */
static OdTimingPhase *
find_working (OdTiming *self, OdStage stage, const char *object)
{
  for (guint i = self->phases->len; i > 0; i--)
    {
      OdTimingPhase *phase = g_ptr_array_index (self->phases, i - 1);

      if (phase->stage != stage || phase->state != OD_TIMING_WORKING)
        continue;
      if (stage != OD_STAGE_CONNECT || g_strcmp0 (phase->object, object) == 0)
        return phase;
    }
  return NULL;
}

static OdTimingState
end_of_step (const OdEvent *event)
{
  if (event->kind == OD_EVENT_PROBLEM)
    return OD_TIMING_FAILED;
  return g_strcmp0 (event->name, "connect-abandoned") == 0 ? OD_TIMING_GIVEN_UP : OD_TIMING_DONE;
}

static void
end_step (OdTiming *self, const OdEvent *event)
{
  OdTimingPhase *phase = find_working (self, event->stage, event->text);
  gint64 duration_us = MAX (event->duration_us, 0);

  if (phase == NULL)
    phase = add_phase (self, event->stage, event->at_us - duration_us, event->text);
  phase->state = end_of_step (event);
  phase->duration_us = MAX (event->at_us - phase->start_us, 0);
}

static void
take_step (OdTiming *self, const OdEvent *event)
{
  static const char *const begins[] = { "lookup", "connect", "tls", NULL };
  static const char *const ends[] = { "lookup-done",    "lookup-failed",     "connected",
                                      "connect-failed", "connect-abandoned", "tls-done",
                                      "tls-unverified", "tls-failed",        NULL };

  if (event->name != NULL && g_strv_contains (begins, event->name))
    {
      close_last (self);
      add_phase (self, event->stage, event->at_us, event->text);
    }
  else if (event->name != NULL && g_strv_contains (ends, event->name))
    end_step (self, event);
}

/* The greeting is the one phase that begins with waiting for the server: when the connection was there. */
static gint64
start_of_line (OdTiming *self, const OdEvent *event, gint64 at_us)
{
  const OdTimingPhase *last = last_phase (self);

  if (event->kind == OD_EVENT_SENT || last == NULL)
    return at_us;
  return last->start_us + last->duration_us;
}

static void
take_line (OdTiming *self, const OdEvent *event, gint64 at_us)
{
  OdTimingPhase *last = last_phase (self);

  if (last == NULL || last->stage != event->stage)
    {
      gint64 start_us = start_of_line (self, event, at_us);

      close_last (self);
      last = add_phase (self, event->stage, start_us, NULL);
    }
  last->duration_us = MAX (at_us - last->start_us, 0);
}

static gboolean
is_failure (const OdEvent *event)
{
  static const char *const failures[] = { "rejected", "failed", "unknown-delivery", NULL };
  const char *outcome = od_event_get_field (event, "outcome");

  return outcome != NULL && g_strv_contains (failures, outcome);
}

/* Where the run ended badly: the last phase of that stage, which a silence may have made long. */
static void
take_outcome (OdTiming *self, const OdEvent *event)
{
  self->finished = TRUE;
  self->decided_us = event->at_us;
  for (guint i = self->phases->len; i > 0; i--)
    {
      OdTimingPhase *phase = g_ptr_array_index (self->phases, i - 1);

      if (phase->state == OD_TIMING_WORKING)
        phase->state = OD_TIMING_DONE;
    }
  for (guint i = self->phases->len; is_failure (event) && i > 0; i--)
    {
      OdTimingPhase *phase = g_ptr_array_index (self->phases, i - 1);

      if (phase->stage != event->stage)
        continue;
      phase->state = OD_TIMING_FAILED;
      if (i == self->phases->len)
        phase->duration_us = MAX (event->at_us - phase->start_us, 0);
      return;
    }
}

/* Several tests run at once; each tells when it began and how long it took. */
static void
take_test (OdTiming *self, const OdEvent *event)
{
  g_autofree char *question = od_probe_words_question (event, OD_WORDS_TRANSLATED);
  OdTimingPhase *test;

  if (self->tests_began_us < 0)
    self->tests_began_us = event->at_us;
  if (question == NULL)
    return;
  test = add_to (self->tests, OD_STAGE_PROBE, MAX (event->at_us - self->tests_began_us, 0), question);
  test->state = OD_TIMING_DONE;
  test->duration_us = MAX (event->duration_us, 0);
  self->tests_us = MAX (self->tests_us, test->start_us + test->duration_us);
}

/* When it would have happened without the tests in the open session: they come before the good-bye. */
static gint64
without_tests (OdTiming *self, const OdEvent *event)
{
  if (!self->finished || self->tests_began_us < 0)
    return event->at_us;
  if (self->left_out_us < 0)
    self->left_out_us = event->at_us - self->decided_us;
  return event->at_us - self->left_out_us;
}

void
od_timing_take (OdTiming *self, const OdEvent *event)
{
  gint64 at_us;

  if (event->stage == OD_STAGE_PROBE)
    {
      take_test (self, event);
      return;
    }
  at_us = without_tests (self, event);
  self->total_us = MAX (self->total_us, at_us);
  if (event->kind == OD_EVENT_OUTCOME)
    take_outcome (self, event);
  else if (!is_connected (event->stage))
    take_step (self, event);
  else if (g_strcmp0 (event->name, "closed") == 0)
    close_last (self);
  else if (event->kind != OD_EVENT_REMARK)
    take_line (self, event, at_us);
}

char *
od_timing_phase_title (const OdTimingPhase *phase)
{
  const char *stage = od_stage_words (phase->stage);

  if (phase->stage == OD_STAGE_PROBE && phase->object != NULL)
    return g_strdup (phase->object);
  if (phase->stage == OD_STAGE_CONNECT && phase->object != NULL)
    return g_strdup_printf ("%s: %s", stage, phase->object);
  return g_strdup (stage);
}

char *
od_timing_duration_words (gint64 duration_us)
{
  double milliseconds = (double) duration_us / 1000;

  if (duration_us < 1000)
    return g_strdup_printf (_ ("%.1f ms"), milliseconds);
  if (duration_us < 999500)
    return g_strdup_printf (_ ("%.0f ms"), milliseconds);
  return g_strdup_printf (duration_us < 10 * G_USEC_PER_SEC ? _ ("%.2f s") : _ ("%.1f s"),
                          milliseconds / 1000);
}

char *
od_timing_phase_sentence (const OdTimingPhase *phase)
{
  static const char *const states[] = {
    [OD_TIMING_WORKING] = N_ ("still going on"),
    [OD_TIMING_DONE] = N_ ("done"),
    [OD_TIMING_GIVEN_UP] = N_ ("given up, another attempt was faster"),
    [OD_TIMING_FAILED] = N_ ("failed"),
  };
  g_autofree char *title = od_timing_phase_title (phase);
  g_autofree char *start = od_timing_duration_words (phase->start_us);
  g_autofree char *duration = od_timing_duration_words (phase->duration_us);

  /* Translators: a phase of the check, how long it took, when it began, how it ended. */
  return g_strdup_printf (_ ("%s: %s, began after %s, %s"), title, duration, start, _ (states[phase->state]));
}
