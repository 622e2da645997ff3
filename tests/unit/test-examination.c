/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The loop of a checkup, with a small knowledge and probes of its own that the linker puts in the place of
 * the real ones (--wrap): which probes run, when, how often, with whose consent, and what comes of their
 * facts. Sessions come from the practice server or from a transcript; nobody outside this program is asked.
 */

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "od-checkup.h"
#include "od-practice.h"
#include "od-report.h"

/* A probe that waits for the other one gives up after this. */
#define PATIENCE_US (10 * G_USEC_PER_SEC)

/* --- the knowledge */

static const char *const diagnoses =
    "<diagnoses topic='t'>\n"
    "<diagnosis id='last' kind='problem'><when/><title>Last</title><summary>S</summary></diagnosis>\n"
    "<diagnosis id='fine' kind='success'><when outcome='accepted'/><title>Fine</title><summary>S</summary>"
    "</diagnosis>\n"
    "<diagnosis id='refused' kind='problem'><when error='refused'/><title>Refused</title><summary>S</summary>"
    "<cause id='port'><title>Port</title><confirmed port.587='starttls'>587 is open</confirmed>"
    "<ruled-out port.587='refused' port.465='refused'>Neither is</ruled-out>"
    "<probe name='port' args='465 587'/></cause>"
    "<cause id='clock'><title>Clock</title><confirmed clock='fast'>Ahead</confirmed><ruled-out "
    "clock='right'>"
    "Right</ruled-out><probe name='clock'/></cause>"
    "<cause id='again'><title>Again</title><probe name='clock'/><probe name='port' args='587'/></cause>"
    "<cause id='listed'><title>Listed</title><confirmed block-list='listed'>Listed</confirmed>"
    "<probe name='block-list'/><untested>Not asked</untested></cause>"
    "<cause id='hotel'><title>Hotel</title><confirmed portal='yes'>Login page</confirmed>"
    "<probe name='captive-portal'/></cause>"
    "<cause id='told'><title>Told</title><confirmed answer.webmail-login='yes'>You said so</confirmed>"
    "<ruled-out answer.webmail-login='no'>You said no</ruled-out></cause>"
    "<question fact='answer.webmail-login'><text>Does it?</text></question>"
    "</diagnosis>\n"
    "<diagnosis id='slow-clock' kind='problem' rank='500'><when error='refused' clock='slow'/>"
    "<title>Slow</title><summary>S</summary>"
    "<cause id='second'><title>Second</title><probe name='resolver'/><probe name='clock'/></cause>"
    "</diagnosis>\n"
    "<diagnosis id='after-answer' kind='problem' rank='500'><when error='refused' answer.two-factor='no'/>"
    "<title>After</title><summary>S</summary>"
    "<cause id='third'><title>Third</title><probe name='port' args='587 25'/><probe name='clock'/></cause>"
    "</diagnosis>\n"
    "<diagnosis id='many' kind='problem'><when error='timed-out'/><title>Many</title><summary>S</summary>"
    "<cause id='many'><title>Many</title><probe name='port' args='1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 "
    "18 "
    "19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 "
    "45'/></cause></diagnosis>\n"
    "</diagnoses>";

static const char *const party_list =
    "<third-parties><block-list name='List' host='bl.example' role='address'/>"
    "<portal name='Page' host='page.example' url='http://page.example/'/></third-parties>";

static OdKnowledge *knowledge; /* NULL: the real one */
static OdThirdParties *parties;
static gboolean with_real_probes;

static OdKnowledge *
knowledge_new (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_dir_make_tmp ("od-test-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (path, "diagnoses", NULL);
  g_autofree char *file = g_build_filename (folder, "a.xml", NULL);
  OdKnowledge *made;

  g_mkdir (folder, 0700);
  g_assert_true (g_file_set_contents (file, diagnoses, -1, NULL));
  made = od_knowledge_new_from_folder (path, &error);
  g_assert_no_error (error);
  g_remove (file);
  g_rmdir (folder);
  g_rmdir (path);
  return made;
}

/* --- the probes */

typedef enum
{
  AT_ONCE,
  WAITS_FOR_OTHERS, /* until as many have begun as are expected */
  WAITS_FOR_CANCEL,
  WAITS_FOR_DEADLINE,
} Manner;

static struct
{
  GMutex mutex;
  GCond cond;
  GPtrArray *asked; /* char *: "port 587" */
  guint expected;   /* for WAITS_FOR_OTHERS */
  guint n_alone;    /* those that met nobody */
  Manner manner;
  const char *clock; /* what the probe "clock" finds */
  const char *block_list;
} world;

static void
note (const char *name, const char *arguments)
{
  g_mutex_lock (&world.mutex);
  g_ptr_array_add (world.asked, g_strdup_printf ("%s%s%s", name, *arguments != '\0' ? " " : "", arguments));
  g_cond_broadcast (&world.cond);
  g_mutex_unlock (&world.mutex);
}

static void
wait_for_others (void)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  g_mutex_lock (&world.mutex);
  while (world.asked->len < world.expected)
    if (!g_cond_wait_until (&world.cond, &world.mutex, end))
      {
        world.n_alone++;
        break;
      }
  g_mutex_unlock (&world.mutex);
}

/* Until cancelled, or the probe's time is over. */
static void
wait_as_told (const OdProbeCase *self)
{
  GPollFD nothing = { 0 };
  guint n = g_cancellable_make_pollfd (self->cancellable, &nothing) ? 1 : 0;

  g_poll (&nothing, n, (int) od_deadline_left_ms (od_probe_deadline (self)));
  if (n > 0)
    g_cancellable_release_fd (self->cancellable);
}

static void
begin (const OdProbeCase *self, OdEvent *event, const char *name)
{
  event->text = g_strdup (name);
  g_assert_nonnull (od_facts_get (self->facts, "error"));
  note (name, self->arguments);
  if (world.manner == WAITS_FOR_OTHERS)
    wait_for_others ();
  else if (world.manner != AT_ONCE)
    wait_as_told (self);
}

static void
run_port (const OdProbeCase *self, OdEvent *event)
{
  begin (self, event, "port");
  od_probe_add_of (event, "port", self->arguments, "starttls");
}

static void
run_clock (const OdProbeCase *self, OdEvent *event)
{
  begin (self, event, "clock");
  od_probe_add (event, "clock", world.clock);
}

static void
run_block_list (const OdProbeCase *self, OdEvent *event)
{
  begin (self, event, "block-list");
  od_probe_add (event, "block-list", world.block_list);
}

static void
run_portal (const OdProbeCase *self, OdEvent *event)
{
  begin (self, event, "captive-portal");
  od_probe_add (event, "portal", "no");
}

static void
run_resolver (const OdProbeCase *self, OdEvent *event)
{
  g_assert_cmpstr (od_facts_get (self->facts, "clock"), ==, "slow");
  begin (self, event, "resolver");
}

static const char *const no_facts[] = { NULL };
static const OdProbe probes[] = {
  { .name = "port", .facts = no_facts, .asks_server = TRUE, .run = run_port },
  { .name = "clock", .facts = no_facts, .run = run_clock },
  { .name = "block-list", .facts = no_facts, .party = OD_PARTY_BLOCK_LIST, .run = run_block_list },
  { .name = "captive-portal", .facts = no_facts, .party = OD_PARTY_PORTAL, .run = run_portal },
  { .name = "resolver", .facts = no_facts, .run = run_resolver },
};

/* --- in the place of the real ones */

const OdKnowledge *__real_od_knowledge_get_default (void);
const OdKnowledge *__wrap_od_knowledge_get_default (void);
const OdThirdParties *__wrap_od_third_parties_get_default (void);
const OdProbe *__wrap_od_probe_find (const char *name);
const OdProbe *__real_od_probe_find (const char *name);

const OdKnowledge *
__wrap_od_knowledge_get_default (void)
{
  return knowledge != NULL ? knowledge : __real_od_knowledge_get_default ();
}

const OdThirdParties *
__wrap_od_third_parties_get_default (void)
{
  return parties;
}

const OdProbe *
__wrap_od_probe_find (const char *name)
{
  if (with_real_probes)
    return __real_od_probe_find (name);
  for (guint i = 0; i < G_N_ELEMENTS (probes); i++)
    if (g_str_equal (probes[i].name, name))
      return &probes[i];
  return NULL;
}

/* --- a run */

static void
set_up (void)
{
  g_clear_pointer (&world.asked, g_ptr_array_unref);
  world.asked = g_ptr_array_new_with_free_func (g_free);
  world.expected = 0;
  world.n_alone = 0;
  world.manner = AT_ONCE;
  world.clock = "right";
  world.block_list = "not-listed";
}

/* A session that ended with @error, as it is saved. */
static OdResult *
failed_session (const char *error)
{
  g_autoptr (OdTranscript) transcript = od_transcript_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  OdEvent *event = od_event_new (OD_EVENT_OUTCOME, OD_STAGE_CONNECT, 1000);

  od_event_add_field (event, "outcome", "failed");
  od_event_add_field (event, "stage", "connect");
  od_event_add_field (event, "error", error);
  g_ptr_array_add (events, event);
  od_transcript_append (transcript, events);
  return od_result_new_from_transcript (transcript, NULL);
}

static OdResult *
go_on (const OdResult *before, const char *consent, const char *answer)
{
  const char *const answers[] = { answer, NULL };
  const OdCheckupOptions options = { .limits = od_limits_default, .consent = consent, .answers = answers };

  return od_checkup_continue (before, &options, NULL, NULL, NULL);
}

static OdResult *
examine (const char *consent)
{
  g_autoptr (OdResult) session = failed_session ("refused");

  return go_on (session, consent, NULL);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All that was asked since set_up(), in alphabetical order; forgets it. */
static void
assert_asked (const char *wanted)
{
  g_autofree char *all = NULL;

  g_ptr_array_sort (world.asked, compare);
  g_ptr_array_add (world.asked, NULL);
  all = g_strjoinv (", ", (char **) world.asked->pdata);
  g_assert_cmpstr (all, ==, wanted);
  g_ptr_array_set_size (world.asked, 0);
}

static OdCause *
cause_of (const OdResult *result, const char *id)
{
  const OdFinding *verdict = od_result_get_verdict (result);

  for (guint i = 0; i < verdict->causes->len; i++)
    if (g_str_equal (((OdCause *) verdict->causes->pdata[i])->id, id))
      return verdict->causes->pdata[i];
  g_error ("no cause %s of %s", id, verdict->id);
}

static const char *
state_of (const OdResult *result, const char *id)
{
  return od_cause_state_name (cause_of (result, id)->state);
}

static guint
count_events (const OdResult *result, const char *name)
{
  guint count = 0;

  for (guint i = 0; i < od_transcript_get_length (result->transcript); i++)
    count += g_strcmp0 (od_transcript_get_event (result->transcript, i)->name, name) == 0;
  return count;
}

/* --- which questions are asked */

/* Each waits until all three have begun: one after the other they would never end. */
static void
test_side_by_side (void)
{
  g_autoptr (OdResult) result = NULL;

  set_up ();
  world.manner = WAITS_FOR_OTHERS;
  world.expected = 3;
  result = examine (NULL);
  g_assert_cmpuint (world.n_alone, ==, 0);
  assert_asked ("clock, port 465, port 587");
}

/* Causes that want the same share the answer. */
static void
test_asked_once (void)
{
  g_autoptr (OdResult) result = NULL;
  g_autoptr (OdResult) again = NULL;

  set_up ();
  result = examine (NULL);
  assert_asked ("clock, port 465, port 587");
  g_assert_cmpuint (count_events (result, "probe-port"), ==, 2);
  g_assert_cmpuint (count_events (result, "probe-clock"), ==, 1);
  g_assert_cmpuint (count_events (result, "probes"), ==, 1);
  again = go_on (result, NULL, NULL);
  assert_asked ("");
  g_assert_cmpuint (od_transcript_get_length (again->transcript), ==,
                    od_transcript_get_length (result->transcript));
}

/* What the first round found leads to another verdict, whose causes ask further. */
static void
test_second_round (void)
{
  g_autoptr (OdResult) result = NULL;

  set_up ();
  world.clock = "slow";
  result = examine (NULL);
  g_assert_cmpstr (od_result_get_verdict (result)->id, ==, "slow-clock");
  assert_asked ("clock, port 465, port 587, resolver");
  g_assert_cmpuint (count_events (result, "probes"), ==, 2);
}

static void
test_not_too_many (void)
{
  g_autoptr (OdResult) session = failed_session ("timed-out");
  g_autoptr (OdResult) result = NULL;

  set_up ();
  result = go_on (session, NULL, NULL);
  g_assert_cmpuint (world.asked->len, ==, 40);
}

static void
test_facts_decide (void)
{
  g_autoptr (OdResult) result = NULL;

  set_up ();
  world.clock = "fast";
  result = examine (NULL);
  g_assert_cmpstr (state_of (result, "port"), ==, "confirmed");
  g_assert_cmpstr (state_of (result, "clock"), ==, "confirmed");
  world.clock = "right";
  g_clear_pointer (&result, od_result_unref);
  result = examine (NULL);
  g_assert_cmpstr (state_of (result, "clock"), ==, "ruled-out");
  g_assert_cmpstr (state_of (result, "again"), ==, "not-tested");
}

static void
test_no_probes (void)
{
  const OdCheckupOptions options = { .limits = od_limits_default, .no_probes = TRUE, .consent = "all" };
  g_autoptr (OdResult) session = failed_session ("refused");
  g_autoptr (OdResult) result = NULL;

  set_up ();
  result = od_checkup_continue (session, &options, NULL, NULL, NULL);
  assert_asked ("");
  g_assert_cmpstr (state_of (result, "port"), ==, "not-tested");
}

/* On the practice server nobody but the server is asked, whatever was consented to. */
static void
test_practice (void)
{
  g_autoptr (OdResult) session = failed_session ("refused");
  g_autoptr (OdResult) result = NULL;

  set_up ();
  session->settings->practice_ports[1] = 5870;
  result = go_on (session, "all", NULL);
  assert_asked ("port 465, port 587");
}

/* --- consent */

static const OdWish *
wish_of (const OdResult *result, const char *party)
{
  for (guint i = 0; i < result->wishes->len; i++)
    if (g_str_equal (((OdWish *) result->wishes->pdata[i])->party, party))
      return result->wishes->pdata[i];
  return NULL;
}

static void
test_without_consent (void)
{
  g_autoptr (OdResult) result = NULL;
  const OdWish *wish;

  set_up ();
  result = examine (NULL);
  assert_asked ("clock, port 465, port 587");
  g_assert_cmpuint (result->wishes->len, ==, 2);
  wish = wish_of (result, "block-list");
  g_assert_cmpstr (wish->names, ==, "List (bl.example)");
  g_assert_cmpuint (wish->causes->len, ==, 1);
  g_assert_cmpstr (wish->causes->pdata[0], ==, "Listed");
  g_assert_nonnull (wish_of (result, "portal"));
  g_assert_cmpstr (state_of (result, "listed"), ==, "not-tested");
  g_assert_nonnull (strstr (cause_of (result, "listed")->evidence, "bl.example"));
}

static void
test_with_consent (void)
{
  g_autoptr (OdResult) one = NULL;
  g_autoptr (OdResult) all = NULL;

  set_up ();
  world.block_list = "listed";
  one = examine ("block-list");
  assert_asked ("block-list, clock, port 465, port 587");
  g_assert_cmpstr (state_of (one, "listed"), ==, "confirmed");
  g_assert_cmpuint (one->wishes->len, ==, 1);
  g_assert_nonnull (wish_of (one, "portal"));
  all = examine ("all");
  assert_asked ("block-list, captive-portal, clock, port 465, port 587");
  g_assert_cmpuint (all->wishes->len, ==, 0);
}

/* Going on asks what is open and nothing else, and begins with what was known. */
static void
test_consent_afterwards (void)
{
  g_autoptr (OdResult) first = NULL;
  g_autoptr (OdResult) second = NULL;
  guint length;

  set_up ();
  world.block_list = "listed";
  first = examine (NULL);
  length = od_transcript_get_length (first->transcript);
  assert_asked ("clock, port 465, port 587");
  second = go_on (first, "block-list", NULL);
  assert_asked ("block-list");
  g_assert_cmpstr (state_of (second, "listed"), ==, "confirmed");
  g_assert_cmpstr (state_of (first, "listed"), ==, "not-tested");
  g_assert_cmpuint (od_transcript_get_length (first->transcript), ==, length);
  for (guint i = 0; i < length; i++)
    g_assert_true (od_transcript_get_event (first->transcript, i) ==
                   od_transcript_get_event (second->transcript, i));
  g_assert_cmpint (od_transcript_get_event (second->transcript, length)->at_us, >=,
                   od_transcript_get_event (second->transcript, length - 1)->at_us);
}

/* What an answer leads to may be the same probe about something else. */
static void
test_other_argument_afterwards (void)
{
  g_autoptr (OdResult) first = NULL;
  g_autoptr (OdResult) second = NULL;

  set_up ();
  first = examine (NULL);
  assert_asked ("clock, port 465, port 587");
  second = go_on (first, NULL, "two-factor=no");
  assert_asked ("port 25");
}

/* A list that gave no answer was asked all the same: it is not wished for again. */
static void
test_asked_in_vain (void)
{
  g_autoptr (OdResult) result = NULL;

  set_up ();
  world.block_list = NULL;
  result = examine ("block-list");
  g_assert_null (wish_of (result, "block-list"));
  g_assert_cmpstr (cause_of (result, "listed")->evidence, ==, "Not asked");
}

/* --- answers of the person */

static void
test_answers (void)
{
  g_autoptr (OdResult) open = NULL;
  g_autoptr (OdResult) yes = NULL;
  g_autoptr (OdResult) no = NULL;

  set_up ();
  world.clock = NULL;
  open = examine ("all");
  g_assert_cmpuint (od_result_get_verdict (open)->questions->len, ==, 1);
  g_assert_cmpstr (state_of (open, "told"), ==, "not-tested");
  g_ptr_array_set_size (world.asked, 0);
  yes = go_on (open, "all", "webmail-login=yes");
  assert_asked ("");
  g_assert_cmpstr (state_of (yes, "told"), ==, "confirmed");
  g_assert_cmpuint (od_result_get_verdict (yes)->questions->len, ==, 0);
  no = go_on (open, "all", "webmail-login=no");
  g_assert_cmpstr (state_of (no, "told"), ==, "ruled-out");
}

static const char *
first_cause (const OdResult *result)
{
  return ((OdCause *) od_result_get_verdict (result)->causes->pdata[0])->id;
}

/* The answer moves the ranking. */
static void
test_answer_moves (void)
{
  const OdCheckupOptions options = { .limits = od_limits_default,
                                     .no_probes = TRUE,
                                     .answers = (const char *const[]){ "webmail-login=yes", NULL } };
  g_autoptr (OdResult) session = failed_session ("refused");
  g_autoptr (OdResult) yes = NULL;

  set_up ();
  g_assert_cmpstr (first_cause (session), !=, "told");
  yes = od_checkup_continue (session, &options, NULL, NULL, NULL);
  g_assert_cmpstr (first_cause (yes), ==, "told");
}

static void
test_broken_answers (void)
{
  static const char *const answers[] = { "", "webmail-login", "=", "no-such-fact=yes" };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (OdResult) session = failed_session ("refused");
      g_autoptr (OdResult) result = NULL;

      set_up ();
      result = go_on (session, NULL, answers[i]);
      g_assert_cmpstr (state_of (result, "told"), ==, "not-tested");
    }
}

/* --- time */

static void
cancel_when_asked (OdEvent *event, gpointer cancellable)
{
  if (g_strcmp0 (event->name, "probes") == 0)
    g_cancellable_cancel (cancellable);
}

static gpointer
cancel_when_all_wait (gpointer cancellable)
{
  wait_for_others ();
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Probes that would wait for long end at once, and nothing of them is told. */
static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (OdResult) session = failed_session ("refused");
  g_autoptr (OdResult) result = NULL;
  GThread *thread;
  gint64 began = g_get_monotonic_time ();

  set_up ();
  world.manner = WAITS_FOR_CANCEL;
  world.expected = 3;
  thread = g_thread_new ("cancel", cancel_when_all_wait, cancellable);
  result = od_checkup_continue (session, &od_checkup_options_default, NULL, NULL, cancellable);
  g_thread_join (thread);
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC);
  g_assert_cmpuint (world.n_alone, ==, 0);
  g_assert_cmpuint (count_events (result, "probe-clock"), ==, 0);
  g_assert_cmpstr (state_of (result, "port"), ==, "not-tested");
}

/* Nothing begins after the end: a second round would want the resolver. */
static void
test_cancel_between (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const OdCheckupOptions options = { .limits = od_limits_default };
  g_autoptr (OdResult) session = failed_session ("refused");
  g_autoptr (OdResult) result = NULL;

  set_up ();
  world.clock = "slow";
  result = od_checkup_continue (session, &options, cancel_when_asked, cancellable, cancellable);
  g_assert_cmpuint (count_events (result, "probes"), ==, 1);
}

static void
test_cancelled_before (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const OdCheckupOptions options = { .limits = od_limits_default };
  g_autoptr (OdResult) session = failed_session ("refused");
  g_autoptr (OdResult) result = NULL;

  set_up ();
  g_cancellable_cancel (cancellable);
  result = od_checkup_continue (session, &options, NULL, NULL, cancellable);
  assert_asked ("");
  g_assert_cmpstr (od_result_get_verdict (result)->id, ==, "refused");
}

/* All probes together have one deadline: after it no round begins. */
static void
test_deadline (void)
{
  OdCheckupOptions options = { .limits = od_limits_default };
  g_autoptr (OdResult) session = failed_session ("refused");
  g_autoptr (OdResult) result = NULL;

  set_up ();
  world.manner = WAITS_FOR_DEADLINE;
  world.clock = "slow";
  options.limits.probes = 50;
  result = od_checkup_continue (session, &options, NULL, NULL, NULL);
  assert_asked ("clock, port 465, port 587");
  g_assert_cmpstr (od_result_get_verdict (result)->id, ==, "slow-clock");
}

/* --- saved runs */

static char *
findings_json (const OdResult *result)
{
  g_autoptr (JsonNode) root = od_report_json (result);

  return json_to_string (json_object_get_member (json_node_get_object (root), "findings"), TRUE);
}

static void
assert_same_when_read (const OdResult *result)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "od-examination-XXXXXX", NULL);
  int fd = g_mkstemp (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdResult) read = NULL;
  g_autofree char *before = findings_json (result);
  g_autofree char *after = NULL;

  g_close (fd, NULL);
  g_assert_true (od_report_save_json (result, file, NULL, &error));
  read = od_report_read (file, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  after = findings_json (read);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (read->wishes->len, ==, result->wishes->len);
}

static void
test_saved (void)
{
  static const char *const consents[] = { NULL, "block-list", "all" };
  static const char *const clocks[] = { "right", "fast", "slow", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (consents); i++)
    for (guint j = 0; j < G_N_ELEMENTS (clocks); j++)
      {
        g_autoptr (OdResult) result = NULL;
        g_autoptr (OdResult) answered = NULL;

        set_up ();
        world.clock = clocks[j];
        result = examine (consents[i]);
        assert_same_when_read (result);
        answered = go_on (result, NULL, "webmail-login=yes");
        assert_same_when_read (answered);
      }
}

/* --- real sessions, with the real knowledge */

static OdResult *
visit (const char *illness)
{
  const OdCheckupOptions options = { .limits = od_limits_scaled (20), .consent = "all" };
  g_autoptr (OdPractice) practice = od_practice_start (illness, NULL);
  g_autoptr (OdSettings) settings = od_practice_get_settings (practice);
  g_autoptr (OdSecret) secret = od_practice_get_secret (practice);

  return od_checkup_run (settings, secret, &options, NULL, NULL, NULL);
}

static guint
count_probes (const OdResult *result)
{
  guint count = 0;

  for (guint i = 0; i < od_transcript_get_length (result->transcript); i++)
    {
      const OdEvent *event = od_transcript_get_event (result->transcript, i);

      count += od_probe_is_event (event) || g_strcmp0 (event->name, "probes") == 0;
    }
  return count;
}

/* A healthy run asks nothing and wishes nothing, also where everything would be allowed. */
static void
test_healthy (void)
{
  g_autoptr (OdKnowledge) small = g_steal_pointer (&knowledge);
  g_autoptr (OdResult) result = NULL;
  g_autoptr (OdResult) free_to_ask = NULL;

  set_up ();
  result = visit ("healthy");
  g_assert_cmpstr (od_result_get_outcome (result), ==, "accepted");
  g_assert_cmpuint (count_probes (result), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (result->settings->practice_ports); i++)
    result->settings->practice_ports[i] = 0;
  free_to_ask = go_on (result, "all", NULL);
  assert_asked ("");
  g_assert_cmpuint (count_probes (free_to_ask), ==, 0);
  g_assert_cmpuint (free_to_ask->wishes->len, ==, 0);
  knowledge = g_steal_pointer (&small);
}

static void
test_visits_saved (void)
{
  static const char *const illnesses[] = { "healthy", "wrong-password", "port-closed", "no-encryption",
                                           "550",     "spam",           "421",         "too-big" };
  g_autoptr (OdKnowledge) small = g_steal_pointer (&knowledge);

  with_real_probes = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (illnesses); i++)
    {
      g_autoptr (OdResult) result = NULL;

      set_up ();
      result = visit (illnesses[i]);
      g_test_message ("%s", illnesses[i]);
      assert_same_when_read (result);
    }
  with_real_probes = FALSE;
  knowledge = g_steal_pointer (&small);
}

/* --- the checkup of the window */

static gboolean
stop (gpointer checkup)
{
  g_mutex_lock (&world.mutex);
  gboolean all_wait = world.asked->len >= world.expected;
  g_mutex_unlock (&world.mutex);
  if (all_wait)
    od_checkup_stop (checkup);
  return all_wait ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
wait_until_finished (OdCheckup *checkup)
{
  while (od_checkup_is_running (checkup))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_window_goes_on (void)
{
  g_autoptr (OdCheckup) checkup = od_checkup_new ();
  g_autoptr (OdResult) session = failed_session ("refused");

  set_up ();
  world.block_list = "listed";
  od_checkup_show (checkup, session);
  od_checkup_go_on (checkup, "block-list", "webmail-login=no");
  wait_until_finished (checkup);
  assert_asked ("block-list, clock, port 465, port 587");
  g_assert_cmpstr (state_of (od_checkup_get_result (checkup), "listed"), ==, "confirmed");
  g_assert_cmpstr (state_of (od_checkup_get_result (checkup), "told"), ==, "ruled-out");
  g_assert_true (od_checkup_get_transcript (checkup) == od_checkup_get_result (checkup)->transcript);
  g_assert_cmpuint (count_events (od_checkup_get_result (checkup), "probe-clock"), ==, 1);
}

static void
test_window_stops (void)
{
  g_autoptr (OdCheckup) checkup = od_checkup_new ();
  g_autoptr (OdResult) session = failed_session ("refused");
  gint64 began = g_get_monotonic_time ();

  set_up ();
  world.manner = WAITS_FOR_CANCEL;
  world.expected = 3;
  od_checkup_show (checkup, session);
  od_checkup_go_on (checkup, NULL, NULL);
  g_idle_add (stop, checkup);
  wait_until_finished (checkup);
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC);
  g_assert_cmpuint (count_events (od_checkup_get_result (checkup), "probe-clock"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  knowledge = knowledge_new ();
  parties = od_third_parties_parse ("list", party_list, strlen (party_list), NULL);
  g_test_add_func ("/examination/side-by-side", test_side_by_side);
  g_test_add_func ("/examination/asked-once", test_asked_once);
  g_test_add_func ("/examination/second-round", test_second_round);
  g_test_add_func ("/examination/not-too-many", test_not_too_many);
  g_test_add_func ("/examination/facts-decide", test_facts_decide);
  g_test_add_func ("/examination/no-probes", test_no_probes);
  g_test_add_func ("/examination/practice", test_practice);
  g_test_add_func ("/examination/without-consent", test_without_consent);
  g_test_add_func ("/examination/with-consent", test_with_consent);
  g_test_add_func ("/examination/consent-afterwards", test_consent_afterwards);
  g_test_add_func ("/examination/other-argument-afterwards", test_other_argument_afterwards);
  g_test_add_func ("/examination/asked-in-vain", test_asked_in_vain);
  g_test_add_func ("/examination/answers", test_answers);
  g_test_add_func ("/examination/answer-moves", test_answer_moves);
  g_test_add_func ("/examination/broken-answers", test_broken_answers);
  g_test_add_func ("/examination/cancel", test_cancel);
  g_test_add_func ("/examination/cancel-between", test_cancel_between);
  g_test_add_func ("/examination/cancelled-before", test_cancelled_before);
  g_test_add_func ("/examination/deadline", test_deadline);
  g_test_add_func ("/examination/saved", test_saved);
  g_test_add_func ("/examination/healthy", test_healthy);
  g_test_add_func ("/examination/visits-saved", test_visits_saved);
  g_test_add_func ("/examination/window-goes-on", test_window_goes_on);
  g_test_add_func ("/examination/window-stops", test_window_stops);
  return g_test_run ();
}
