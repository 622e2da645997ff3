/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Phases of a run out of its events, and the search in a transcript. */

#include "od-timing.h"
#include "od-transcript-search.h"

static void
take (OdTiming *timing, OdEventKind kind, OdStage stage, gint64 at_ms, const char *name, const char *text)
{
  OdEvent *event = od_event_new (kind, stage, at_ms * 1000);

  event->name = g_strdup (name);
  event->text = g_strdup (text);
  if (kind == OD_EVENT_OUTCOME)
    od_event_add_field (event, "outcome", "failed");
  od_timing_take (timing, event);
  od_event_unref (event);
}

static void
assert_phase (OdTiming *timing,
              guint index,
              OdStage stage,
              OdTimingState state,
              gint64 start_ms,
              gint64 length_ms)
{
  const OdTimingPhase *phase = g_ptr_array_index (timing->phases, index);

  g_assert_cmpint (phase->stage, ==, stage);
  g_assert_cmpint (phase->state, ==, state);
  g_assert_cmpint (phase->start_us, ==, start_ms * 1000);
  g_assert_cmpint (phase->duration_us, ==, length_ms * 1000);
}

/* Two attempts at once; the slower one is given up after the faster one was there. */
static void
test_attempts (void)
{
  g_autoptr (OdTiming) timing = od_timing_new ();

  take (timing, OD_EVENT_STEP, OD_STAGE_CONNECT, 10, "connect", "2001:db8::1 port 587");
  take (timing, OD_EVENT_STEP, OD_STAGE_CONNECT, 260, "connect", "192.0.2.1 port 587");
  take (timing, OD_EVENT_STEP, OD_STAGE_CONNECT, 300, "connected", "192.0.2.1 port 587");
  take (timing, OD_EVENT_STEP, OD_STAGE_CONNECT, 301, "connect-abandoned", "2001:db8::1 port 587");
  g_assert_cmpuint (timing->phases->len, ==, 2);
  assert_phase (timing, 0, OD_STAGE_CONNECT, OD_TIMING_GIVEN_UP, 10, 291);
  assert_phase (timing, 1, OD_STAGE_CONNECT, OD_TIMING_DONE, 260, 40);
}

/* The greeting is waited for from the connection on; a silence at the end makes its phase long. */
static void
test_dialogue (void)
{
  g_autoptr (OdTiming) timing = od_timing_new ();

  take (timing, OD_EVENT_STEP, OD_STAGE_CONNECT, 0, "connect", "192.0.2.1 port 587");
  take (timing, OD_EVENT_STEP, OD_STAGE_CONNECT, 40, "connected", "192.0.2.1 port 587");
  take (timing, OD_EVENT_RECEIVED, OD_STAGE_GREETING, 90, NULL, "220 hello");
  take (timing, OD_EVENT_SENT, OD_STAGE_EHLO, 91, NULL, "EHLO [192.0.2.9]");
  take (timing, OD_EVENT_RECEIVED, OD_STAGE_EHLO, 120, NULL, "250-hello");
  take (timing, OD_EVENT_OUTCOME, OD_STAGE_EHLO, 5120, NULL, NULL);
  g_assert_cmpuint (timing->phases->len, ==, 3);
  assert_phase (timing, 1, OD_STAGE_GREETING, OD_TIMING_DONE, 40, 50);
  assert_phase (timing, 2, OD_STAGE_EHLO, OD_TIMING_FAILED, 91, 5029);
  g_assert_cmpint (timing->total_us, ==, 5120 * 1000);
  g_assert_true (timing->finished);
}

static void
take_probe (OdTiming *timing, gint64 at_ms, gint64 length_ms, const char *name, const char *text)
{
  OdEvent *event = od_event_new (OD_EVENT_STEP, OD_STAGE_PROBE, at_ms * 1000);

  event->name = g_strdup (name);
  event->text = g_strdup (text);
  event->duration_us = length_ms * 1000;
  od_timing_take (timing, event);
  od_event_unref (event);
}

/* Before the good-bye in the open session, and after it side by side: the run's own line of time stays as it
 * is. */
static void
test_tests_stand_apart (void)
{
  g_autoptr (OdTiming) timing = od_timing_new ();
  const OdTimingPhase *test;

  take (timing, OD_EVENT_SENT, OD_STAGE_RCPT, 100, NULL, "RCPT TO:<a@example.org>");
  take (timing, OD_EVENT_RECEIVED, OD_STAGE_RCPT, 150, NULL, "550 no");
  take (timing, OD_EVENT_OUTCOME, OD_STAGE_RCPT, 151, NULL, NULL);
  take (timing, OD_EVENT_STEP, OD_STAGE_PROBE, 160, "probes", "recipient");
  take (timing, OD_EVENT_SENT, OD_STAGE_PROBE, 161, NULL, "RSET");
  take (timing, OD_EVENT_RECEIVED, OD_STAGE_PROBE, 800, NULL, "250 ok");
  take_probe (timing, 160, 2000, "probe-recipient", "RCPT TO:<b@example.org>");
  take (timing, OD_EVENT_SENT, OD_STAGE_QUIT, 2200, NULL, "QUIT");
  take (timing, OD_EVENT_RECEIVED, OD_STAGE_QUIT, 2240, NULL, "221 bye");
  take (timing, OD_EVENT_STEP, OD_STAGE_QUIT, 2241, "closed", NULL);
  take_probe (timing, 2300, 5000, "probe-port", "mail.example.org port 465");

  g_assert_cmpuint (timing->phases->len, ==, 2);
  assert_phase (timing, 0, OD_STAGE_RCPT, OD_TIMING_FAILED, 100, 51);
  assert_phase (timing, 1, OD_STAGE_QUIT, OD_TIMING_DONE, 151, 40);
  g_assert_cmpint (timing->total_us, ==, 192 * 1000);
  g_assert_cmpuint (timing->tests->len, ==, 2);
  test = g_ptr_array_index (timing->tests, 1);
  g_assert_cmpint (test->start_us, ==, 2140 * 1000);
  g_assert_cmpint (test->duration_us, ==, 5000 * 1000);
  g_assert_cmpint (timing->tests_us, ==, 7140 * 1000);
}

static void
test_title_of_test (void)
{
  g_autoptr (OdTiming) timing = od_timing_new ();
  g_autofree char *title = NULL;

  take_probe (timing, 0, 1, "probe-port", "mail.example.org port 465");
  title = od_timing_phase_title (g_ptr_array_index (timing->tests, 0));
  g_assert_cmpstr (title, ==, "Tried another port of the server: mail.example.org port 465");
}

static void
assert_words (gint64 duration_us, const char *expected)
{
  g_autofree char *words = od_timing_duration_words (duration_us);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_words (void)
{
  assert_words (0, "0.0 ms");
  assert_words (38200, "38 ms");
  assert_words (999600, "1.00 s");
  assert_words (12345678, "12.3 s");
}

static OdTranscript *
make_transcript (guint lines)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  OdTranscript *transcript = od_transcript_new ();

  for (guint i = 0; i < lines; i++)
    {
      OdEvent *event = od_event_new (OD_EVENT_RECEIVED, OD_STAGE_EHLO, i);

      event->text = g_strdup (i % 3 == 1 ? "250-AUTH PLAIN" : "250-SIZE");
      g_ptr_array_add (events, event);
    }
  od_transcript_append (transcript, events);
  return transcript;
}

static void
test_search (void)
{
  g_autoptr (OdTranscript) transcript = make_transcript (6);
  g_autoptr (OdTranscriptSearch) search = od_transcript_search_new (transcript, "auth", NULL, NULL);
  guint index, nth;

  g_assert_cmpuint (od_transcript_search_count (search), ==, 2);
  g_assert_true (od_transcript_search_next (search, 1, TRUE, TRUE, &index, &nth));
  g_assert_cmpuint (index, ==, 1);
  g_assert_true (od_transcript_search_next (search, 1, TRUE, FALSE, &index, &nth));
  g_assert_cmpuint (index, ==, 4);
  g_assert_cmpuint (nth, ==, 2);
  g_assert_true (od_transcript_search_next (search, 4, TRUE, FALSE, &index, &nth));
  g_assert_cmpuint (index, ==, 1);
  g_assert_true (od_transcript_search_next (search, 1, FALSE, FALSE, &index, &nth));
  g_assert_cmpuint (index, ==, 4);
}

static void
test_search_nothing (void)
{
  g_autoptr (OdTranscript) transcript = make_transcript (3);
  g_autoptr (OdTranscriptSearch) none = od_transcript_search_new (transcript, "imap", NULL, NULL);
  g_autoptr (OdTranscriptSearch) blank = od_transcript_search_new (transcript, "", NULL, NULL);
  guint index, nth;

  g_assert_false (od_transcript_search_next (none, 0, TRUE, TRUE, &index, &nth));
  g_assert_cmpuint (od_transcript_search_count (blank), ==, 0);
}

static void
count_call (gpointer calls)
{
  (*(guint *) calls)++;
}

/* Read piece by piece from the main loop: what is found first is known before all is. */
static void
test_search_long (void)
{
  g_autoptr (OdTranscript) transcript = make_transcript (30000);
  guint calls = 0;
  g_autoptr (OdTranscriptSearch) search = od_transcript_search_new (transcript, "Plain", count_call, &calls);
  guint index, nth;

  g_assert_false (od_transcript_search_is_done (search));
  g_assert_cmpuint (calls, ==, 0);
  g_assert_true (od_transcript_search_next (search, 0, TRUE, TRUE, &index, &nth));
  g_assert_cmpuint (index, ==, 1);
  od_transcript_search_update (search);
  while (!od_transcript_search_is_done (search))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (calls, >, 1);
  g_assert_cmpuint (od_transcript_search_count (search), ==, 10000);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
}

/* While it is still reading it may be let go; nothing is told then. */
static void
test_search_given_up (void)
{
  g_autoptr (OdTranscript) transcript = make_transcript (30000);
  guint calls = 0;

  od_transcript_search_free (od_transcript_search_new (transcript, "auth", count_call, &calls));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (calls, ==, 0);
}

/* Letters outside ASCII in any case, in the words and in what is looked for. */
static void
test_search_letters (void)
{
  g_autoptr (OdTranscript) transcript = od_transcript_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  OdEvent *event = od_event_new (OD_EVENT_RECEIVED, OD_STAGE_RCPT, 0);

  event->text = g_strdup ("550 POSTFACH ÜBERFÜLLT");
  g_ptr_array_add (events, event);
  od_transcript_append (transcript, events);

  g_autoptr (OdTranscriptSearch) small = od_transcript_search_new (transcript, "überfüllt", NULL, NULL);
  g_autoptr (OdTranscriptSearch) plain = od_transcript_search_new (transcript, "postfach", NULL, NULL);
  g_assert_cmpuint (od_transcript_search_count (small), ==, 1);
  g_assert_cmpuint (od_transcript_search_count (plain), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timing/attempts", test_attempts);
  g_test_add_func ("/timing/dialogue", test_dialogue);
  g_test_add_func ("/timing/tests", test_tests_stand_apart);
  g_test_add_func ("/timing/title-of-test", test_title_of_test);
  g_test_add_func ("/timing/words", test_words);
  g_test_add_func ("/search/next", test_search);
  g_test_add_func ("/search/nothing", test_search_nothing);
  g_test_add_func ("/search/long", test_search_long);
  g_test_add_func ("/search/given-up", test_search_given_up);
  g_test_add_func ("/search/letters", test_search_letters);
  return g_test_run ();
}
