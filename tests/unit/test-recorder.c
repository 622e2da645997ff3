/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The recorder: no secret gets through in any form, no byte gets through unsafe, and past the cap there is a
 * marker. */

#include <string.h>

#include "od-mask.h"
#include "od-recorder.h"

#define CANARY "k4nari%envogel"

static void
keep (OdEvent *event, gpointer data)
{
  g_ptr_array_add (data, od_event_ref (event));
}

static GPtrArray *
list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
}

static OdRecorder *
recorder_with_canary (GPtrArray *events)
{
  OdRecorder *recorder = od_recorder_new (keep, events);

  od_recorder_add_secret (recorder, CANARY, strlen (CANARY));
  return recorder;
}

static char *
hex (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    g_string_append_printf (out, "%02x", (guchar) *text);
  return g_string_free (out, FALSE);
}

static void
check_event_text (const OdEvent *event, const char *needle)
{
  g_assert_nonnull (event->text);
  g_assert_null (strstr (event->text, needle));
  g_assert_nonnull (strstr (event->text, OD_MASK_TEXT));
}

static void
test_canary (void)
{
  g_autoptr (GPtrArray) events = list_new ();
  g_autoptr (OdRecorder) recorder = recorder_with_canary (events);
  g_autofree char *plain64 = g_base64_encode ((const guchar *) CANARY, strlen (CANARY));
  g_autofree char *hexed = hex (CANARY);
  const char *forms[] = { CANARY, plain64, hexed, "k4nari%25envogel" };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *line = g_strconcat ("535 wrong: ", forms[i], " was it", NULL);
      const OdEvent *event;

      od_recorder_sent (recorder, OD_STAGE_AUTH, line);
      od_recorder_received (recorder, OD_STAGE_AUTH, line, strlen (line), 535, FALSE, 0);
      od_recorder_step (recorder, OD_EVENT_STEP, OD_STAGE_AUTH, "login", line, -1, NULL, "text", line, NULL);
      check_event_text (g_ptr_array_index (events, events->len - 3), forms[i]);
      check_event_text (g_ptr_array_index (events, events->len - 2), forms[i]);
      event = g_ptr_array_index (events, events->len - 1);
      check_event_text (event, forms[i]);
      g_assert_null (strstr (od_event_get_field (event, "text"), forms[i]));
    }
}

static void
test_safe (void)
{
  g_autoptr (GPtrArray) events = list_new ();
  g_autoptr (OdRecorder) recorder = od_recorder_new (keep, events);
  const OdEvent *event;

  od_recorder_received (recorder, OD_STAGE_GREETING, "220 a\0\033[2J\n", 11, 220, FALSE, 5);
  event = g_ptr_array_index (events, 0);
  g_assert_cmpstr (event->text, ==, "220 a\\x00\\x1b[2J\\x0a");
  g_assert_cmpuint (event->code, ==, 220);
  g_assert_cmpint (event->duration_us, ==, 5);
}

/* The text of a reply of several lines stays one. */
static void
test_lines (void)
{
  g_autoptr (GPtrArray) events = list_new ();
  g_autoptr (OdRecorder) recorder = od_recorder_new (keep, events);

  od_recorder_step (recorder, OD_EVENT_STEP, OD_STAGE_RCPT, "x", NULL, -1, NULL, "text", "one\ntwo\033",
                    NULL);
  g_assert_cmpstr (od_event_get_field (g_ptr_array_index (events, 0), "text"), ==, "one\ntwo\\x1b");
}

static guint
count_cuts (GPtrArray *events, gsize *octets)
{
  guint cuts = 0;

  *octets = 0;
  for (guint i = 0; i < events->len; i++)
    {
      const OdEvent *event = g_ptr_array_index (events, i);

      cuts += g_strcmp0 (event->name, "cut") == 0;
      *octets += event->text != NULL ? strlen (event->text) : 0;
    }
  return cuts;
}

static void
test_cap (void)
{
  g_autoptr (GPtrArray) events = list_new ();
  g_autoptr (OdRecorder) recorder = od_recorder_new (keep, events);
  g_autofree char *line = g_strnfill (1024 * 1024, 'x');
  const OdEvent *marker;
  gsize octets;

  for (guint i = 0; i < 6; i++)
    od_recorder_received (recorder, OD_STAGE_EHLO, line, strlen (line), 250, TRUE, -1);
  g_assert_cmpuint (count_cuts (events, &octets), ==, 1);
  g_assert_cmpuint (octets, <=, OD_RECORDER_CAP);
  od_recorder_take (recorder, od_event_new (OD_EVENT_OUTCOME, OD_STAGE_EHLO, 0));
  g_assert_cmpuint (count_cuts (events, &octets), ==, 2);
  marker = g_ptr_array_index (events, events->len - 2);
  g_assert_cmpstr (marker->text, ==, "2097152");
  g_assert_cmpint (((OdEvent *) g_ptr_array_index (events, events->len - 1))->kind, ==, OD_EVENT_OUTCOME);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recorder/canary", test_canary);
  g_test_add_func ("/recorder/safe", test_safe);
  g_test_add_func ("/recorder/lines", test_lines);
  g_test_add_func ("/recorder/cap", test_cap);
  return g_test_run ();
}
