/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a checkup found, and the checkup as one blocking call. The blocking call runs in the thread of its
 * caller; a result may be read in any thread. */

#include "od-checkup.h"

#include "od-session.h"

G_DEFINE_BOXED_TYPE (OdResult, od_result, od_result_ref, od_result_unref)

OdResult *
od_result_ref (OdResult *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
od_result_unref (OdResult *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_clear_pointer (&self->settings, od_settings_unref);
  g_clear_object (&self->transcript);
  g_clear_pointer (&self->facts, od_facts_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->when, g_date_time_unref);
  g_free (self);
}

OdFinding *
od_result_get_verdict (const OdResult *self)
{
  return g_ptr_array_index (self->findings, 0);
}

const char *
od_result_get_outcome (const OdResult *self)
{
  const char *outcome = od_facts_get (self->facts, "outcome");

  return outcome ? outcome : "failed";
}

OdResult *
od_result_new_from_transcript (OdTranscript *transcript, const OdSettings *settings)
{
  const OdKnowledge *knowledge = od_knowledge_get_default ();
  OdResult *self = g_new0 (OdResult, 1);

  self->ref_count = 1;
  self->settings = settings ? od_settings_copy (settings) : od_settings_new ();
  self->transcript = g_object_ref (transcript);
  self->facts = od_observe (transcript, knowledge);
  self->findings = od_diagnose (self->facts, knowledge);
  self->when = g_date_time_new_now_local ();
  return self;
}

typedef struct
{
  GPtrArray *events;
  OdEventSink sink;
  gpointer user_data;
} Collector;

static void
collect (OdEvent *event, gpointer user_data)
{
  Collector *collector = user_data;

  g_ptr_array_add (collector->events, od_event_ref (event));
  if (collector->sink)
    collector->sink (event, collector->user_data);
}

OdResult *
od_checkup_run (const OdSettings *settings,
                OdSecret *secret,
                const OdLimits *limits,
                OdEventSink sink,
                gpointer user_data,
                GCancellable *cancellable)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  g_autoptr (GDateTime) when = g_date_time_new_now_local ();
  g_autoptr (OdTranscript) transcript = od_transcript_new ();
  Collector collector = { events, sink, user_data };
  g_autoptr (OdRecorder) recorder = od_recorder_new (collect, &collector);

  od_session_run (settings, secret, limits ? limits : &od_limits_default, recorder, cancellable);
  od_transcript_append (transcript, events);

  OdResult *result = od_result_new_from_transcript (transcript, settings);
  g_date_time_unref (result->when);
  result->when = g_steal_pointer (&when);
  return result;
}
