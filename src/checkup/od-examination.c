/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The rounds of probes. Within a round the probes run side by side, each in a thread of its own, but those in
 * the open session one after the other in the thread of the run. Every question is asked once. Who may be
 * asked is decided here: nobody but the server and the name service without consent. */

#include "od-examination.h"

#include "od-web-prepare.h"

/* So that no knowledge, however broken, floods a server. */
#define MAX_PROBES 40

/* The step that says what is about to be asked: "port 587, default-route". */
#define ANNOUNCED "probes"

struct _OdExamination
{
  const OdSettings *settings;
  const OdCheckupOptions *options;
  OdEventSink sink;
  gpointer user_data;
  GCancellable *cancellable;
  const OdKnowledge *knowledge;
  OdRecorder *recorder;
  GMutex mutex;
  GPtrArray *events; /* OdEvent *, all so far; probes add to it from their threads */
  GHashTable *asked; /* "port 587", "default-route": what was run, or is about to be */
  OdDeadline deadline;
};

/* One question of a round. */
typedef struct
{
  const OdProbe *probe;
  OdProbeCase probe_case;
  char *arguments;
  OdFacts *facts;
  OdRecorder *recorder;
  GThread *thread; /* NULL: runs in the thread of the run */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->arguments);
  od_facts_unref (question->facts);
  g_free (question);
}

/* (transfer full): "port 587", or the name alone. */
static char *
question_words (const OdProbe *probe, const char *arguments)
{
  return *arguments != '\0' ? g_strconcat (probe->name, " ", arguments, NULL) : g_strdup (probe->name);
}

static void
collect (OdEvent *event, gpointer user_data)
{
  OdExamination *self = user_data;

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->events, od_event_ref (event));
  g_mutex_unlock (&self->mutex);
  if (self->sink != NULL)
    self->sink (event, self->user_data);
}

/* What was announced before is not asked again when a result is gone on from; the same probe may be, about
 * something else. */
static void
remember_asked (OdExamination *self, const OdEvent *event)
{
  g_auto (GStrv) questions = NULL;

  if (g_strcmp0 (event->name, ANNOUNCED) != 0 || event->text == NULL)
    return;
  questions = g_strsplit (event->text, ", ", -1);
  for (char **question = questions; *question != NULL; question++)
    g_hash_table_add (self->asked, g_strdup (*question));
}

OdExamination *
od_examination_new (const OdSettings *settings,
                    const OdCheckupOptions *options,
                    GPtrArray *events,
                    OdEventSink sink,
                    gpointer user_data,
                    GCancellable *cancellable)
{
  OdExamination *self = g_new0 (OdExamination, 1);

  self->settings = settings;
  self->options = options;
  self->sink = sink;
  self->user_data = user_data;
  self->cancellable = cancellable;
  self->knowledge = od_knowledge_get_default ();
  g_mutex_init (&self->mutex);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->recorder = od_recorder_new (collect, self);
  for (guint i = 0; i < events->len; i++)
    {
      remember_asked (self, events->pdata[i]);
      g_ptr_array_add (self->events, od_event_ref (events->pdata[i]));
    }
  if (events->len > 0)
    od_recorder_go_on_at (self->recorder, ((OdEvent *) events->pdata[events->len - 1])->at_us);
  return self;
}

void
od_examination_free (OdExamination *self)
{
  od_recorder_free (self->recorder);
  g_ptr_array_unref (self->events);
  g_hash_table_unref (self->asked);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

OdRecorder *
od_examination_get_recorder (OdExamination *self)
{
  return self->recorder;
}

OdTranscript *
od_examination_get_transcript (OdExamination *self)
{
  OdTranscript *transcript = od_transcript_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->events->len; i++)
    g_ptr_array_add (events, od_event_ref (self->events->pdata[i]));
  g_mutex_unlock (&self->mutex);
  od_transcript_append (transcript, events);
  return transcript;
}

static gboolean
is_practice (const OdSettings *settings)
{
  return settings->practice_ports[0] != 0 || settings->practice_ports[1] != 0 ||
         settings->practice_ports[2] != 0;
}

/* Whether it can be run now and here. */
static gboolean
may_run (OdExamination *self, const OdProbe *probe, OdOpenSession *session)
{
  if (probe->party != NULL && !od_consent_holds (self->options->consent, probe->party))
    return FALSE;
  if (probe->place == OD_PROBE_IN_SESSION && (session == NULL || !od_open_session_is_usable (session)))
    return FALSE;
  return probe->asks_server || !is_practice (self->settings);
}

static Question *
question_new (OdExamination *self,
              const OdProbe *probe,
              const char *arguments,
              OdFacts *facts,
              OdOpenSession *session)
{
  Question *question = g_new0 (Question, 1);

  question->probe = probe;
  question->arguments = g_strdup (arguments);
  question->facts = od_facts_ref (facts);
  question->recorder = self->recorder;
  question->probe_case = (OdProbeCase){
    .settings = self->settings,
    .facts = facts,
    .providers = od_knowledge_providers (self->knowledge),
    .parties = od_third_parties_get_default (),
    .arguments = question->arguments,
    .limits = &self->options->limits,
    .deadline = self->deadline,
    .cancellable = self->cancellable,
    .session = probe->place == OD_PROBE_IN_SESSION ? session : NULL,
  };
  return question;
}

/* One question for each word of the arguments, unless it was asked before. */
static void
add_questions (OdExamination *self,
               const OdProbeWanted *wanted,
               OdFacts *facts,
               OdOpenSession *session,
               GPtrArray *questions)
{
  const OdProbe *probe = od_probe_find (wanted->name);
  g_auto (GStrv) words = g_strsplit (*wanted->arguments != '\0' ? wanted->arguments : " ", " ", -1);

  if (probe == NULL || !may_run (self, probe, session))
    return;
  for (char **word = words; *word != NULL && g_hash_table_size (self->asked) < MAX_PROBES; word++)
    {
      gboolean is_gap = **word == '\0' && word != words;

      if (!is_gap && g_hash_table_add (self->asked, question_words (probe, *word)))
        g_ptr_array_add (questions, question_new (self, probe, *word, facts, session));
    }
}

/* A run that the person stopped has no causes to look for. */
static gboolean
was_cancelled (const OdFacts *facts)
{
  return g_strcmp0 (od_facts_get (facts, "outcome"), "cancelled") == 0;
}

/* (transfer full): Question *: what the open causes of verdict and remarks want to know, and may. */
static GPtrArray *
find_wanted (OdExamination *self, OdOpenSession *session)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func (question_free);
  g_autoptr (OdTranscript) transcript = od_examination_get_transcript (self);
  g_autoptr (OdFacts) facts = od_observe (transcript, self->knowledge);
  g_autoptr (GPtrArray) findings = NULL;

  if (was_cancelled (facts))
    return questions;
  findings = od_diagnose (facts, self->knowledge);
  for (guint i = 0; i < findings->len; i++)
    {
      const OdFinding *finding = findings->pdata[i];

      for (guint j = 0; j < finding->causes->len; j++)
        {
          const OdCause *cause = finding->causes->pdata[j];

          for (guint k = 0; k < cause->probes->len; k++)
            add_questions (self, cause->probes->pdata[k], facts, session, questions);
        }
    }
  return questions;
}

static void
ask (Question *question)
{
  od_probe_run (question->probe, &question->probe_case, question->recorder);
}

static gpointer
work (gpointer data)
{
  ask (data);
  return NULL;
}

static void
announce (OdExamination *self, GPtrArray *questions)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < questions->len; i++)
    {
      const Question *question = questions->pdata[i];
      g_autofree char *words = question_words (question->probe, question->arguments);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", words);
    }
  od_recorder_step (self->recorder, OD_EVENT_STEP, OD_STAGE_PROBE, ANNOUNCED, text->str, -1, NULL, NULL);
}

/* All of them side by side; returns when the last one is done. */
static void
ask_all (OdExamination *self, GPtrArray *questions)
{
  announce (self, questions);
  od_web_prepare ();
  for (guint i = 0; i < questions->len; i++)
    {
      Question *question = questions->pdata[i];

      if (question->probe->place == OD_PROBE_ALONE)
        question->thread = g_thread_new ("probe", work, question);
    }
  for (guint i = 0; i < questions->len; i++)
    {
      Question *question = questions->pdata[i];

      if (question->probe->place == OD_PROBE_IN_SESSION &&
          od_open_session_is_usable (question->probe_case.session))
        ask (question);
    }
  for (guint i = 0; i < questions->len; i++)
    {
      Question *question = questions->pdata[i];

      if (question->thread != NULL)
        g_thread_join (question->thread);
    }
}

static gboolean
time_is_over (OdExamination *self)
{
  return g_cancellable_is_cancelled (self->cancellable) || od_deadline_left_ms (self->deadline) == 0;
}

static void
run_rounds (OdExamination *self, OdOpenSession *session, GPtrArray *first)
{
  g_autoptr (GPtrArray) questions = g_ptr_array_ref (first);

  while (questions->len > 0 && !time_is_over (self))
    {
      ask_all (self, questions);
      g_ptr_array_unref (questions);
      questions = find_wanted (self, session);
    }
}

static gboolean
any_in_session (GPtrArray *questions)
{
  for (guint i = 0; i < questions->len; i++)
    if (((Question *) questions->pdata[i])->probe->place == OD_PROBE_IN_SESSION)
      return TRUE;
  return FALSE;
}

/* What was found but not asked may be found again. */
static void
forget (OdExamination *self, GPtrArray *questions)
{
  for (guint i = 0; i < questions->len; i++)
    {
      const Question *question = questions->pdata[i];
      g_autofree char *key = question_words (question->probe, question->arguments);

      g_hash_table_remove (self->asked, key);
    }
}

static void
begin_time (OdExamination *self)
{
  if (self->deadline == 0)
    self->deadline = od_deadline_in (self->options->limits.probes);
}

void
od_examination_follow_up (OdOpenSession *session, gpointer user_data)
{
  OdExamination *self = user_data;
  g_autoptr (GPtrArray) questions = NULL;

  if (self->options->no_probes || !od_open_session_is_usable (session))
    return;
  begin_time (self);
  questions = find_wanted (self, session);
  if (any_in_session (questions))
    run_rounds (self, session, questions);
  else
    forget (self, questions);
}

/* "webmail-login=yes" as a fact. */
static void
record_answer (OdExamination *self, const char *answer)
{
  g_auto (GStrv) parts = g_strsplit (answer, "=", 2);
  g_autofree char *fact = NULL;

  if (g_strv_length (parts) != 2)
    return;
  fact = g_strconcat ("answer.", parts[0], NULL);
  od_recorder_step (self->recorder, OD_EVENT_STEP, OD_STAGE_PROBE, "answer", answer, -1, NULL, fact, parts[1],
                    NULL);
}

void
od_examination_go_on (OdExamination *self)
{
  g_autoptr (GPtrArray) questions = NULL;

  for (guint i = 0; self->options->answers != NULL && self->options->answers[i] != NULL; i++)
    record_answer (self, self->options->answers[i]);
  if (self->options->no_probes || g_cancellable_is_cancelled (self->cancellable))
    return;
  begin_time (self);
  questions = find_wanted (self, NULL);
  run_rounds (self, NULL, questions);
}
