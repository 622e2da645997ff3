/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a checkup found, and the checkup as one blocking call. The blocking call runs in the thread of its
 * caller; a result may be read in any thread. */

#include "od-checkup.h"

#include "od-examination.h"
#include "od-session.h"
#include "od-wish.h"

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
  g_clear_pointer (&self->wishes, g_ptr_array_unref);
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
  self->wishes = od_wishes_find (self->findings, transcript);
  self->when = g_date_time_new_now_local ();
  return self;
}

const OdCheckupOptions od_checkup_options_default = {
  .limits = OD_LIMITS_DEFAULT,
};

static OdResult *
finish (OdExamination *examination, const OdSettings *settings, GDateTime *when)
{
  g_autoptr (OdTranscript) transcript = od_examination_get_transcript (examination);
  OdResult *result = od_result_new_from_transcript (transcript, settings);

  g_date_time_unref (result->when);
  result->when = g_date_time_ref (when);
  return result;
}

OdResult *
od_checkup_run (const OdSettings *settings,
                OdSecret *secret,
                const OdCheckupOptions *options,
                OdEventSink sink,
                gpointer user_data,
                GCancellable *cancellable)
{
  const OdCheckupOptions *chosen = options ? options : &od_checkup_options_default;
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GDateTime) when = g_date_time_new_now_local ();
  g_autoptr (OdExamination)
      examination = od_examination_new (settings, chosen, nothing, sink, user_data, cancellable);

  od_session_run (settings, secret, &chosen->limits, od_examination_get_recorder (examination),
                  od_examination_follow_up, examination, cancellable);
  od_examination_go_on (examination);
  return finish (examination, settings, when);
}

OdResult *
od_checkup_continue (const OdResult *before,
                     const OdCheckupOptions *options,
                     OdEventSink sink,
                     gpointer user_data,
                     GCancellable *cancellable)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  for (guint i = 0; i < od_transcript_get_length (before->transcript); i++)
    g_ptr_array_add (events, od_transcript_get_event (before->transcript, i));

  g_autoptr (OdExamination) examination =
      od_examination_new (before->settings, options != NULL ? options : &od_checkup_options_default, events,
                          sink, user_data, cancellable);
  od_examination_go_on (examination);
  return finish (examination, before->settings, before->when);
}
