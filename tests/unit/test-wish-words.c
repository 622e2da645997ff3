/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Consents as texts, wishes in words, and the count of tests. No display, no network. */

#include "od-probe-progress.h"
#include "od-wish-words.h"

static void
test_kinds (void)
{
  static const struct
  {
    const char *consent;
    const char *kinds;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { "portal block-list portal", "block-list portal" },
    { "everybody block-lists", "" },
    { "all", "block-list control-host portal" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) kinds = od_consent_kinds (cases[i].consent);
      g_autofree char *text = g_strjoinv (" ", kinds);

      g_assert_cmpstr (text, ==, cases[i].kinds);
    }
}

static void
test_add_and_take_back (void)
{
  g_autofree char *first = od_consent_with ("", "portal");
  g_autofree char *both = od_consent_with (first, "block-list");
  g_autofree char *twice = od_consent_with (both, "block-list");
  g_autofree char *less = od_consent_without (both, "portal");
  g_autofree char *none = od_consent_without (less, "block-list");
  g_autofree char *not_all = od_consent_without ("all", "portal");
  g_autofree char *unknown = od_consent_with ("", "somebody");

  g_assert_cmpstr (first, ==, "portal");
  g_assert_cmpstr (both, ==, "block-list portal");
  g_assert_cmpstr (twice, ==, both);
  g_assert_cmpstr (less, ==, "block-list");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (not_all, ==, "block-list control-host");
  g_assert_cmpstr (unknown, ==, "");
}

static void
test_wish (void)
{
  char *titles[] = { "One cause", "Another" };
  g_autoptr (GPtrArray) causes = g_ptr_array_new ();
  OdWish wish = { "block-list", "A (a.example), B (b.example)", causes };
  g_autofree char *words = NULL;

  g_ptr_array_add (causes, titles[0]);
  g_ptr_array_add (causes, titles[1]);
  words = od_wish_words (&wish);
  g_assert_cmpstr (words, ==, "Who: A (a.example), B (b.example)\nTo find out: One cause; Another");
  g_assert_cmpstr (od_party_title ("somebody"), ==, "somebody");
  g_assert_cmpstr (od_party_title ("block-list"), !=, "block-list");
}

static void
count_step (OdProbeProgress *progress, const char *name, const char *text)
{
  g_autoptr (OdEvent) event = od_event_new (OD_EVENT_STEP, OD_STAGE_PROBE, 0);

  event->name = g_strdup (name);
  event->text = g_strdup (text);
  od_probe_progress_count (progress, event);
}

static void
test_progress (void)
{
  OdProbeProgress progress = { 0 };
  g_autofree char *words = NULL;
  g_autofree char *more = NULL;

  g_assert_cmpfloat (od_probe_progress_share (&progress), ==, 0);
  count_step (&progress, "connected", "a, b");
  count_step (&progress, "probes", "port 465, port 587, clock");
  count_step (&progress, "probe-port", NULL);
  words = od_probe_progress_words (&progress, NULL);
  g_assert_cmpstr (words, ==, "1 of 3 tests done");
  count_step (&progress, "probes", "resolver");
  g_assert_cmpfloat (od_probe_progress_share (&progress), ==, 0.25);
  more = od_probe_progress_words (&progress, "found");
  g_assert_cmpstr (more, ==, "1 of 4 tests done – found");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wish-words/kinds", test_kinds);
  g_test_add_func ("/wish-words/add-and-take-back", test_add_and_take_back);
  g_test_add_func ("/wish-words/wish", test_wish);
  g_test_add_func ("/wish-words/progress", test_progress);
  return g_test_run ();
}
