/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the road is broken, and what is claimed of the places behind it. A table: facts, and the road as a
 * line of signs. */

#include "od-road.h"

#include <string.h>

/* "outcome=failed stage=connect error=refused" */
static OdFacts *
make_facts (const char *text)
{
  OdFacts *facts = od_facts_new ();
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (char **word = words; *word != NULL; word++)
    {
      g_auto (GStrv) pair = g_strsplit (*word, "=", 2);

      if (pair[0] != NULL && pair[1] != NULL)
        od_facts_add (facts, pair[0], pair[1], "example");
    }
  return facts;
}

/* Places and stretches in turn: . not reached, > being checked, + works, x broken, ~ handed over, ? unknown.
 */
static char *
draw (const OdRoad *road)
{
  static const char signs[] = ".>+x~?";
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < road->n_places; i++)
    {
      g_string_append_c (text, signs[road->states[i]]);
      if (i + 1 < road->n_places)
        g_string_append_c (text, signs[road->stretches[i]]);
    }
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *facts;
  const char *road;
} ends[] = {
  { "outcome=failed stage=lookup error=no-network", "+x......." },
  { "outcome=failed stage=lookup error=name-timed-out", "++x......" },
  { "outcome=failed stage=lookup error=name-not-found", "+++x....." },
  { "outcome=failed stage=connect error=network-unreachable", "++x......" },
  { "outcome=failed stage=connect error=permission-denied", "x........" },
  { "outcome=failed stage=connect error=timed-out", "+++x....." },
  { "outcome=failed stage=connect error=host-unreachable", "+++x....." },
  { "outcome=failed stage=connect error=refused", "++++x...." },
  { "outcome=failed stage=tls error=tls-certificate", "++++x...." },
  { "outcome=failed stage=greeting error=timed-out", "++++x...." },
  { "outcome=failed stage=ehlo error=internal", "x........" },
  { "outcome=rejected stage=auth code=535", "++++x...." },
  { "outcome=rejected stage=mail code=550 status=5.1.8", "++++x...." },
  { "outcome=rejected stage=rcpt code=550", "+++++...x" },
  { "outcome=rejected stage=rcpt code=550 status=5.1.1", "+++++...x" },
  { "outcome=rejected stage=rcpt code=452 status=4.2.2", "+++++...x" },
  { "outcome=rejected stage=rcpt code=450 status=4.4.1", "+++++.x.." },
  { "outcome=rejected stage=rcpt code=571 status=5.7.1", "++++x...." },
  { "outcome=failed stage=rcpt error=closed", "++++x...." },
  { "outcome=rejected stage=dot code=554 status=5.7.1", "++++x...." },
  { "outcome=rejected stage=dot code=552 status=5.2.2", "+++++...x" },
  { "outcome=accepted stage=dot", "+++++~..." },
  { "outcome=accepted-partly stage=dot", "+++++~..." },
  { "outcome=checked stage=quit", "+++++...." },
  { "outcome=unknown-delivery stage=dot error=timed-out", "+++++?..." },
  { "outcome=cancelled stage=connect", "+++......" },
  { "outcome=cancelled stage=auth", "+++++...." },
  { "mode=direct outcome=rejected stage=rcpt code=550 status=5.1.1", "+++++.x" },
  { "mode=direct outcome=rejected stage=dot code=554", "++++x.." },
  { "mode=direct outcome=accepted stage=dot", "+++++~." },
  { "mode=direct outcome=failed stage=connect error=timed-out", "+++x..." },
};

static void
test_ends (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (OdFacts) facts = make_facts (ends[i].facts);
      OdRoad road = od_road_read (facts, OD_STAGE_NONE, FALSE);
      g_autofree char *drawn = draw (&road);

      g_test_message ("%s", ends[i].facts);
      g_assert_cmpstr (drawn, ==, ends[i].road);
      g_assert_true (road.finished);
    }
}

static const struct
{
  OdStage stage;
  const char *road;
} running[] = {
  { OD_STAGE_NONE, "+>......." }, { OD_STAGE_LOOKUP, "+>......." }, { OD_STAGE_CONNECT, "+++>....." },
  { OD_STAGE_TLS, "++++>...." },  { OD_STAGE_DOT, "++++>...." },
};

static void
test_running (void)
{
  g_autoptr (OdFacts) facts = make_facts ("mode=submission");

  for (gsize i = 0; i < G_N_ELEMENTS (running); i++)
    {
      OdRoad road = od_road_read (facts, running[i].stage, TRUE);
      g_autofree char *drawn = draw (&road);

      g_assert_cmpstr (drawn, ==, running[i].road);
      g_assert_false (road.finished);
    }
}

/* The causes are still being tested, or good-bye is said: the break stays where it is. */
static void
test_decided (void)
{
  static const OdStage stages[] = { OD_STAGE_QUIT, OD_STAGE_PROBE };

  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      g_autoptr (OdFacts) facts = make_facts ("outcome=rejected stage=rcpt code=550 status=5.1.1");
      OdRoad road = od_road_read (facts, stages[i], TRUE);
      g_autofree char *drawn = draw (&road);

      g_assert_cmpstr (drawn, ==, "+++++...x");
      g_assert_true (road.finished);
    }
}

static void
test_nothing (void)
{
  OdRoad road = od_road_read (NULL, OD_STAGE_NONE, FALSE);
  g_autofree char *drawn = draw (&road);
  g_autofree char *detail = od_road_place_detail (&road, 0, NULL);

  g_assert_cmpstr (drawn, ==, ".........");
  g_assert_cmpstr (detail, ==, "");
}

static OdRoadEncryption
encryption_of (const char *text)
{
  g_autoptr (OdFacts) facts = make_facts (text);

  return od_road_read (facts, OD_STAGE_NONE, FALSE).encryption;
}

static void
test_lock (void)
{
  g_assert_cmpint (encryption_of ("outcome=accepted stage=dot tls.active=yes"), ==, OD_ROAD_ENCRYPTED);
  g_assert_cmpint (encryption_of ("outcome=accepted stage=dot security=none tls.active=no"), ==,
                   OD_ROAD_IN_CLEAR);
  g_assert_cmpint (encryption_of ("outcome=failed stage=tls tls.version=TLS1.3 tls.verify=expired"), ==,
                   OD_ROAD_ENCRYPTION_UNKNOWN);
}

static void
test_details (void)
{
  g_autoptr (OdFacts) facts = make_facts ("outcome=accepted stage=dot server=2001:db8::1 port=587 "
                                          "ehlo.name=[IPv6:2001:db8::7] client.address=192.0.2.9 "
                                          "recipient=anna@example.org recipient.domain=example.org");
  static const char *const expected[] = { "2001:db8::7", "192.0.2.9", "[2001:db8::1]:587", "not known yet",
                                          "not known yet" };
  OdRoad road = od_road_read (facts, OD_STAGE_NONE, FALSE);

  for (guint i = 0; i < road.n_places; i++)
    {
      g_autofree char *detail = od_road_place_detail (&road, i, facts);

      g_assert_cmpstr (detail, ==, expected[i]);
    }
}

static void
test_sentence (void)
{
  g_autoptr (OdFacts) facts = make_facts ("outcome=failed stage=connect error=timed-out");
  OdRoad broken = od_road_read (facts, OD_STAGE_NONE, FALSE);
  g_autofree char *sentence = od_road_sentence (&broken);

  g_assert_nonnull (strstr (sentence, "Your network – Mail server"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/road/ends", test_ends);
  g_test_add_func ("/road/running", test_running);
  g_test_add_func ("/road/decided", test_decided);
  g_test_add_func ("/road/nothing", test_nothing);
  g_test_add_func ("/road/lock", test_lock);
  g_test_add_func ("/road/details", test_details);
  g_test_add_func ("/road/sentence", test_sentence);
  return g_test_run ();
}
