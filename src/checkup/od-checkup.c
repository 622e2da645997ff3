/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The checkup as the window sees it: the blocking run in a GTask worker, its events brought to the main
 * context in batches. Every public function belongs to the main thread; on_event() alone runs in the worker.
 */

#include "od-checkup.h"

#include "od-event-queue.h"

/* What worker and main thread share of one run. */
typedef struct
{
  int ref_count;
  OdEventQueue *queue;
  OdCheckup *checkup; /* weak: NULL when the window let go; main thread only */
  OdTranscript *transcript;
  OdSettings *settings;
  OdSecret *secret;
  OdLimits limits;
  char *consent;
  char *answers[2];
  OdResult *before; /* goes on from it; NULL: a run of its own */
} Run;

struct _OdCheckup
{
  GObject parent_instance;

  OdTranscript *transcript;
  OdResult *result;
  OdStage stage;
  OdLimits limits;
  char *consent; /* always given */
  Run *run;      /* the one in progress, or NULL */
  GCancellable *cancellable;
  OdSettings *next_settings; /* wanted as soon as the run in progress has ended */
  OdSecret *next_secret;
};

G_DEFINE_FINAL_TYPE (OdCheckup, od_checkup, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_RUNNING,
  PROP_STAGE,
  PROP_TRANSCRIPT,
  PROP_RESULT,
  N_PROPS
};

enum
{
  EVENTS,
  FINISHED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void bring_over (GPtrArray *events, gpointer user_data);

static Run *
run_new (OdCheckup *checkup, const OdSettings *settings, OdSecret *secret)
{
  Run *run = g_new0 (Run, 1);

  run->ref_count = 1;
  run->queue = od_event_queue_new (bring_over, run);
  run->transcript = g_object_ref (checkup->transcript);
  run->settings = od_settings_copy (settings);
  run->secret = secret ? od_secret_ref (secret) : NULL;
  run->limits = checkup->limits;
  run->consent = g_strdup (checkup->consent);
  g_set_weak_pointer (&run->checkup, checkup);
  return run;
}

static Run *
run_ref (Run *run)
{
  g_atomic_int_inc (&run->ref_count);
  return run;
}

static void
run_unref (Run *run)
{
  if (!g_atomic_int_dec_and_test (&run->ref_count))
    return;
  g_clear_weak_pointer (&run->checkup);
  g_clear_pointer (&run->queue, od_event_queue_free);
  g_clear_object (&run->transcript);
  g_clear_pointer (&run->settings, od_settings_unref);
  g_clear_pointer (&run->secret, od_secret_unref);
  g_clear_pointer (&run->before, od_result_unref);
  g_free (run->consent);
  g_free (run->answers[0]);
  g_free (run);
}

static void
set_stage (OdCheckup *self, OdStage stage)
{
  if (stage == OD_STAGE_NONE || stage == self->stage)
    return;
  self->stage = stage;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

/* Main thread: appends a batch. */
static void
bring_over (GPtrArray *events, gpointer user_data)
{
  Run *run = user_data;
  guint from = od_transcript_get_length (run->transcript);

  od_transcript_append (run->transcript, events);
  if (!run->checkup || run->checkup->run != run)
    return;

  const OdEvent *last = g_ptr_array_index (events, events->len - 1);
  set_stage (run->checkup, last->stage);
  g_signal_emit (run->checkup, signals[EVENTS], 0, from, events->len);
}

/* Worker thread. */
static void
on_event (OdEvent *event, gpointer user_data)
{
  Run *run = user_data;

  od_event_queue_push (run->queue, event);
}

/* Worker thread. */
static void
work (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Run *run = task_data;
  const OdCheckupOptions options = {
    .limits = run->limits,
    .consent = run->consent,
    .answers = (const char *const *) run->answers,
  };
  OdResult *result;

  if (run->before)
    result = od_checkup_continue (run->before, &options, on_event, run, cancellable);
  else
    result = od_checkup_run (run->settings, run->secret, &options, on_event, run, cancellable);
  g_task_return_pointer (task, result, (GDestroyNotify) od_result_unref);
}

static void begin_run (OdCheckup *self, const OdSettings *settings, OdSecret *secret);

static void
begin_next (OdCheckup *self)
{
  g_autoptr (OdSettings) settings = g_steal_pointer (&self->next_settings);
  g_autoptr (OdSecret) secret = g_steal_pointer (&self->next_secret);

  begin_run (self, settings, secret);
}

static void
finish_run (OdCheckup *self, OdResult *result)
{
  g_clear_pointer (&self->run, run_unref);
  g_clear_object (&self->cancellable);
  self->result = od_result_ref (result);
  /* The window has shown this transcript as it grew: it stays the same object. */
  g_set_object (&self->result->transcript, self->transcript);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT]);
  g_signal_emit (self, signals[FINISHED], 0);
}

static void
on_done (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (OdCheckup) self = user_data;
  g_autoptr (OdResult) result = g_task_propagate_pointer (G_TASK (async_result), NULL);

  od_event_queue_flush (self->run->queue);
  finish_run (self, result);
  if (self->next_settings && !self->run)
    begin_next (self);
}

/* Takes @run to the worker; result and stage are new from here. */
static void
send_to_worker (OdCheckup *self, Run *run, OdStage stage)
{
  g_clear_pointer (&self->result, od_result_unref);
  self->stage = stage;
  self->cancellable = g_cancellable_new ();
  self->run = run;

  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, on_done, g_object_ref (self));
  g_task_set_task_data (task, run_ref (self->run), (GDestroyNotify) run_unref);
  g_task_set_check_cancellable (task, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  g_task_run_in_thread (task, work);
}

static void
begin_run (OdCheckup *self, const OdSettings *settings, OdSecret *secret)
{
  g_set_object (&self->transcript, NULL);
  self->transcript = od_transcript_new ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRANSCRIPT]);
  send_to_worker (self, run_new (self, settings, secret), OD_STAGE_LOOKUP);
}

/* The worker must not read the transcript that grows here. */
static OdResult *
result_for_worker (OdCheckup *self)
{
  g_autoptr (OdTranscript) copy = od_transcript_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  OdResult *result;

  for (guint i = 0; i < od_transcript_get_length (self->transcript); i++)
    g_ptr_array_add (events, od_transcript_get_event (self->transcript, i));
  od_transcript_append (copy, events);
  result = od_result_new_from_transcript (copy, self->result->settings);
  g_date_time_unref (result->when);
  result->when = g_date_time_ref (self->result->when);
  return result;
}

void
od_checkup_go_on (OdCheckup *self, const char *consent, const char *answer)
{
  g_return_if_fail (OD_IS_CHECKUP (self));

  if (self->run || !self->result)
    return;

  Run *run = run_new (self, self->result->settings, NULL);
  if (consent)
    {
      g_free (run->consent);
      run->consent = g_strjoin (" ", consent, self->consent, NULL);
    }
  run->answers[0] = g_strdup (answer);
  run->before = result_for_worker (self);
  send_to_worker (self, run, OD_STAGE_PROBE);
}

void
od_checkup_set_consent (OdCheckup *self, const char *consent)
{
  g_free (self->consent);
  self->consent = g_strdup (consent);
}

void
od_checkup_start (OdCheckup *self, const OdSettings *settings, OdSecret *secret)
{
  g_return_if_fail (OD_IS_CHECKUP (self));

  if (!self->run)
    {
      begin_run (self, settings, secret);
      return;
    }
  g_clear_pointer (&self->next_settings, od_settings_unref);
  g_clear_pointer (&self->next_secret, od_secret_unref);
  self->next_settings = od_settings_copy (settings);
  self->next_secret = secret ? od_secret_ref (secret) : NULL;
  g_cancellable_cancel (self->cancellable);
}

void
od_checkup_stop (OdCheckup *self)
{
  g_return_if_fail (OD_IS_CHECKUP (self));

  g_clear_pointer (&self->next_settings, od_settings_unref);
  g_clear_pointer (&self->next_secret, od_secret_unref);
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
}

void
od_checkup_show (OdCheckup *self, OdResult *result)
{
  g_return_if_fail (OD_IS_CHECKUP (self));
  g_return_if_fail (!self->run);

  g_set_object (&self->transcript, result->transcript);
  g_clear_pointer (&self->result, od_result_unref);
  self->result = od_result_ref (result);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRANSCRIPT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT]);
}

gboolean
od_checkup_is_running (OdCheckup *self)
{
  return self->run != NULL;
}

OdStage
od_checkup_get_stage (OdCheckup *self)
{
  return self->stage;
}

OdTranscript *
od_checkup_get_transcript (OdCheckup *self)
{
  return self->transcript;
}

OdResult *
od_checkup_get_result (OdCheckup *self)
{
  return self->result;
}

void
od_checkup_set_limits (OdCheckup *self, const OdLimits *limits)
{
  self->limits = *limits;
}

OdCheckup *
od_checkup_new (void)
{
  return g_object_new (OD_TYPE_CHECKUP, NULL);
}

static void
od_checkup_dispose (GObject *object)
{
  OdCheckup *self = OD_CHECKUP (object);

  od_checkup_stop (self);
  g_clear_pointer (&self->run, run_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->transcript);
  g_clear_pointer (&self->result, od_result_unref);
  g_clear_pointer (&self->consent, g_free);
  G_OBJECT_CLASS (od_checkup_parent_class)->dispose (object);
}

static void
od_checkup_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OdCheckup *self = OD_CHECKUP (object);

  if (id == PROP_RUNNING)
    g_value_set_boolean (value, self->run != NULL);
  else if (id == PROP_STAGE)
    g_value_set_uint (value, self->stage);
  else if (id == PROP_TRANSCRIPT)
    g_value_set_object (value, self->transcript);
  else if (id == PROP_RESULT)
    g_value_set_boxed (value, self->result);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
od_checkup_class_init (OdCheckupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = od_checkup_dispose;
  object_class->get_property = od_checkup_get_property;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_STAGE] = g_param_spec_uint ("stage", NULL, NULL, 0, OD_N_STAGES - 1, OD_STAGE_NONE, flags);
  properties[PROP_TRANSCRIPT] = g_param_spec_object ("transcript", NULL, NULL, OD_TYPE_TRANSCRIPT, flags);
  properties[PROP_RESULT] = g_param_spec_boxed ("result", NULL, NULL, OD_TYPE_RESULT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[EVENTS] = g_signal_new ("events", OD_TYPE_CHECKUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[FINISHED] =
      g_signal_new ("finished", OD_TYPE_CHECKUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
od_checkup_init (OdCheckup *self)
{
  self->transcript = od_transcript_new ();
  self->limits = od_limits_default;
}
