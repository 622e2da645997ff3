/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Diagnosing with a small knowledge of its own: weights, causes, fixes, placeholders, remarks, lines, purity;
 * and with the real one: the general answers, and the pace for thousands of replies. */

#include <glib/gstdio.h>
#include <string.h>

#include "od-diagnose.h"

static const char *const small =
    "<diagnoses topic='t'>\n"
    "<diagnosis id='last' kind='problem'><when/><title>Last</title><summary>S</summary></diagnosis>\n"
    "<diagnosis id='any-550' kind='problem' actor='you' lasts='until-changed' meaning='unknown'>"
    "<when stage='rcpt' code='550'/><title>Any</title><summary>S</summary></diagnosis>\n"
    "<diagnosis id='unknown-user' kind='problem' actor='you' lasts='until-changed' meaning='address-unknown'>"
    "<when stage='rcpt' status='5.1.1'/><when stage='rcpt' text='/no such user/'/>"
    "<title>No {recipient}</title><summary>Of\n   {recipient.domain}: {waited}, {{so}}</summary>"
    "<detail>One</detail><detail>Two</detail>"
    "<cause id='a'><title>A</title><untested>Not tried</untested></cause>"
    "<cause id='b'><title>B</title><likely code='5*'>Code {code}</likely></cause>"
    "<cause id='c'><title>C</title><ruled-out login='ok'>Logged in</ruled-out>"
    "<confirmed code='550'>It was 550</confirmed></cause>"
    "<cause id='d'><title>D</title></cause>"
    "<fix action='use-recipient' args='{recipient}x'><title>Use</title></fix>"
    "<fix action='again'><when login='ok'/><title>Again</title><text>T</text></fix>"
    "<source>RFC 5321</source></diagnosis>\n"
    "<diagnosis id='same-weight' kind='problem'><when stage='rcpt' status='5.1.1'/><title>S</title>"
    "<summary>S</summary></diagnosis>\n"
    "<diagnosis id='ranked' kind='problem' rank='100'><when stage='rcpt' code='559'/><title>R</title>"
    "<summary>S</summary></diagnosis>\n"
    "<diagnosis id='heavy' kind='problem'><when stage='rcpt' code='559' status='5.9.9'/><title>H</title>"
    "<summary>S</summary></diagnosis>\n"
    "<diagnosis id='weak-login' kind='remark'><when "
    "auth.used='CRAM-MD5'/><title>R</title><summary>S</summary>"
    "</diagnosis>\n"
    "<diagnosis id='line-ok' kind='line'><when line.code='250'/><title>Fine</title><summary>S</summary>"
    "</diagnosis>\n"
    "</diagnoses>";

static const char *const digits = "<digits><digit place='1' value='5'>5 – for good</digit><digit place='2' "
                                  "value='5'>5 – mail</digit></digits>";

static OdKnowledge *
knowledge_from (const char *diagnoses, GError **error)
{
  g_autofree char *path = g_dir_make_tmp ("od-test-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (path, "diagnoses", NULL);
  g_autofree char *first = g_build_filename (folder, "a.xml", NULL);
  g_autofree char *second = g_build_filename (folder, "b.xml", NULL);
  OdKnowledge *knowledge;

  g_mkdir (folder, 0700);
  g_assert_true (g_file_set_contents (first, diagnoses, -1, NULL));
  g_assert_true (g_file_set_contents (second, digits, -1, NULL));
  knowledge = od_knowledge_new_from_folder (path, error);
  g_remove (first);
  g_remove (second);
  g_rmdir (folder);
  g_rmdir (path);
  return knowledge;
}

static OdFacts *
unknown_user (void)
{
  OdFacts *facts = od_facts_new ();

  od_facts_add (facts, "stage", "rcpt", "event:7");
  od_facts_add (facts, "code", "550", "event:8");
  od_facts_add (facts, "status", "5.1.1", "event:8");
  od_facts_add (facts, "text", "No such user", "event:8");
  od_facts_add (facts, "recipient", "bea@example.net", "settings");
  return facts;
}

static const char *
verdict_without (const OdFacts *facts, const OdKnowledge *knowledge, const char *first, const char *second)
{
  g_autoptr (OdFacts) copy = od_facts_copy (facts);

  od_facts_set (copy, first, NULL, NULL);
  od_facts_set (copy, second, NULL, NULL);
  return od_diagnose_pick (copy, knowledge)->id;
}

/* Taking away what decided changes the verdict, step by step down to the last one. */
static void
test_deciding_facts (void)
{
  g_autoptr (OdKnowledge) knowledge = knowledge_from (small, NULL);
  g_autoptr (OdFacts) facts = unknown_user ();

  g_assert_cmpstr (verdict_without (facts, knowledge, "waited", "waited"), ==, "unknown-user");
  g_assert_cmpstr (verdict_without (facts, knowledge, "status", "waited"), ==, "unknown-user");
  g_assert_cmpstr (verdict_without (facts, knowledge, "text", "waited"), ==, "unknown-user");
  g_assert_cmpstr (verdict_without (facts, knowledge, "text", "status"), ==, "any-550");
  g_assert_cmpstr (verdict_without (facts, knowledge, "stage", "waited"), ==, "last");
}

static void
test_rank (void)
{
  g_autoptr (OdKnowledge) knowledge = knowledge_from (small, NULL);
  g_autoptr (OdFacts) facts = od_facts_new ();

  od_facts_add (facts, "stage", "rcpt", "event:1");
  od_facts_add (facts, "code", "559", "event:1");
  od_facts_add (facts, "status", "5.9.9", "event:1");
  g_assert_cmpstr (od_diagnose_pick (facts, knowledge)->id, ==, "ranked");
}

static void
test_finding (void)
{
  g_autoptr (OdKnowledge) knowledge = knowledge_from (small, NULL);
  g_autoptr (OdFacts) facts = unknown_user ();
  g_autoptr (GPtrArray) findings = od_diagnose (facts, knowledge);
  const OdFinding *finding = findings->pdata[0];

  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (finding->id, ==, "unknown-user");
  g_assert_cmpstr (finding->title, ==, "No bea@example.net");
  g_assert_cmpstr (finding->summary, ==, "Of ‹domain›: …, {so}");
  g_assert_cmpuint (g_strv_length (finding->details), ==, 2);
  g_assert_cmpstr (finding->meaning, ==, "address-unknown");
  g_assert_cmpint (finding->actor, ==, OD_ACTOR_YOU);
  g_assert_cmpint (finding->lasts, ==, OD_LASTS_UNTIL_CHANGED);
  g_assert_cmpstr (finding->server_words, ==, "550 5.1.1 No such user");
  g_assert_cmpstr (finding->digits[0], ==, "5 – for good");
  g_assert_cmpuint (g_strv_length (finding->digits), ==, 2);
  g_assert_cmpuint (finding->certainty, ==, 95);
  g_assert_cmpuint (finding->fixes->len, ==, 1);
  g_assert_cmpstr (((OdFix *) finding->fixes->pdata[0])->arguments, ==, "bea@example.netx");
}

static void
assert_cause (const OdFinding *finding, guint place, const char *id, OdCauseState state, const char *evidence)
{
  const OdCause *cause = finding->causes->pdata[place];

  g_assert_cmpstr (cause->id, ==, id);
  g_assert_cmpint (cause->state, ==, state);
  if (evidence != NULL)
    g_assert_cmpstr (cause->evidence, ==, evidence);
}

static void
test_causes (void)
{
  g_autoptr (OdKnowledge) knowledge = knowledge_from (small, NULL);
  g_autoptr (OdFacts) facts = unknown_user ();
  g_autoptr (GPtrArray) findings = od_diagnose (facts, knowledge);
  g_autoptr (GPtrArray) after_login = NULL;
  const OdFinding *finding = findings->pdata[0];
  char **sources = ((OdCause *) finding->causes->pdata[0])->sources;

  assert_cause (finding, 0, "c", OD_CAUSE_CONFIRMED, "It was 550");
  assert_cause (finding, 1, "b", OD_CAUSE_LIKELY, "Code 550");
  assert_cause (finding, 2, "a", OD_CAUSE_NOT_TESTED, "Not tried");
  assert_cause (finding, 3, "d", OD_CAUSE_NOT_TESTED, NULL);
  g_assert_cmpstr (sources[0], ==, "event:8");
  g_assert_null (sources[1]);

  od_facts_add (facts, "login", "ok", "event:5");
  after_login = od_diagnose (facts, knowledge);
  finding = after_login->pdata[0];
  assert_cause (finding, 0, "b", OD_CAUSE_LIKELY, NULL);
  assert_cause (finding, 3, "c", OD_CAUSE_RULED_OUT, "Logged in");
  g_assert_cmpuint (finding->fixes->len, ==, 2);
}

static void
test_remarks_and_lines (void)
{
  g_autoptr (OdKnowledge) knowledge = knowledge_from (small, NULL);
  g_autoptr (OdFacts) facts = unknown_user ();
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (OdFinding) line = NULL;

  od_facts_add (facts, "auth.used", "CRAM-MD5", "event:3");
  findings = od_diagnose (facts, knowledge);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_cmpstr (((OdFinding *) findings->pdata[1])->id, ==, "weak-login");
  g_assert_null (od_diagnose_line (facts, knowledge));
  od_facts_add (facts, "line.code", "250", "event:3");
  line = od_diagnose_line (facts, knowledge);
  g_assert_cmpstr (line->id, ==, "line-ok");
  g_assert_cmpstr (line->server_words, ==, "250");
}

static char *
print_finding (const OdFinding *finding)
{
  g_autofree char *details = g_strjoinv ("|", finding->details);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s|%s|%s|%s|%s|%u", finding->id, finding->title, finding->summary, details,
                          finding->server_words, finding->certainty);
  for (guint i = 0; i < finding->causes->len; i++)
    {
      const OdCause *cause = finding->causes->pdata[i];
      g_string_append_printf (text, "|%s %d %s %s", cause->id, cause->state, cause->evidence,
                              cause->sources[0] != NULL ? cause->sources[0] : "");
    }
  return g_string_free (text, FALSE);
}

/* The same facts, a hundred times, also in a copy: the same answer; and the facts stay as they were. */
static void
test_pure (void)
{
  g_autoptr (OdFacts) facts = unknown_user ();
  g_autoptr (GPtrArray) first = od_diagnose (facts, od_knowledge_get_default ());
  g_autofree char *wanted = print_finding (first->pdata[0]);
  guint count = od_facts_list (facts)->len;

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (OdFacts) copy = od_facts_copy (facts);
      g_autoptr (GPtrArray) again = od_diagnose (i % 2 ? copy : facts, od_knowledge_get_default ());
      g_autofree char *got = print_finding (again->pdata[0]);

      g_assert_cmpuint (again->len, ==, first->len);
      g_assert_cmpstr (got, ==, wanted);
    }
  g_assert_cmpuint (od_facts_list (facts)->len, ==, count);
}

static void
test_broken_knowledge (void)
{
  static const char *const broken[][2] = {
    { "<diagnoses>\n<diagnosis id='x' kind='problem'><when "
      "code='5'/><title>T</title><summary>S</summary></diagnosis>"
      "</diagnoses>",
      "no diagnosis always holds" },
    { "<diagnoses>\n<diagnosis id='x' kind='what'><when/><title>T</title></diagnosis></diagnoses>",
      "a.xml:2: “what” is no word for kind" },
    { "<diagnoses>\n<diagnosis id='x' kind='problem'><when/><title>T</title></diagnosis></diagnoses>",
      "a.xml:2: <diagnosis> has no summary" },
    { "<other/>", "a.xml:1: <other> is not known here" },
    { "<diagnoses>\n<diagnosis", "a.xml:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (knowledge_from (broken[i][0], &error));
      g_assert_nonnull (strstr (error->message, broken[i][1]));
    }
}

/* Where a run leaves only what a code at its stage means in general, clear words decide; for facts that are
 * no run's, and words that are not clear, all stays as it was. */
static void
test_clear_words_of_a_run (void)
{
  static const struct
  {
    const char *text;
    gboolean of_run;
    const char *meaning;
    guint certainty;
  } rows[] = {
    { "quota of this user is used up", FALSE, "address-unknown", 70 },
    { "quota of this user is used up", TRUE, "mailbox-full", 95 },
    { "not this one", TRUE, "address-unknown", 70 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdFacts) facts = od_facts_new ();
      g_autoptr (GPtrArray) findings = NULL;
      g_autofree char *said = NULL;
      const OdFinding *verdict;

      od_facts_add (facts, "stage", "rcpt", "event:1");
      od_facts_add (facts, "code", "550", "event:1");
      od_facts_add (facts, "text", rows[i].text, "event:1");
      if (rows[i].of_run)
        od_facts_add (facts, "outcome", "rejected", "event:1");
      findings = od_diagnose (facts, od_knowledge_get_default ());
      verdict = findings->pdata[0];
      g_assert_cmpstr (verdict->meaning, ==, rows[i].meaning);
      g_assert_cmpuint (verdict->certainty, ==, rows[i].certainty);
      said = g_strjoinv ("|", verdict->words);
      g_assert_true ((strstr (said, "quota") != NULL) == (rows[i].certainty == 95));
      g_assert_false (od_facts_has (facts, "given"));
    }
}

/* A mailbox of bounces: how long judging takes (make-believe replies of all kinds). */
static void
test_pace (void)
{
  static const char *const texts[] = { "User unknown in virtual mailbox table", "mailbox is over quota",
                                       "Message rejected due to content restrictions", "try again later" };
  const OdKnowledge *knowledge = od_knowledge_get_default ();
  guint count = g_test_perf () ? 100000 : 2000;

  g_test_timer_start ();
  for (guint i = 0; i < count; i++)
    {
      g_autoptr (OdFacts) facts = od_facts_new ();

      od_facts_add (facts, "stage", i % 3 ? "rcpt" : "dot", "example");
      od_facts_addf (facts, "example", "code", "%u", (i % 2 ? 400 : 500) + i % 60);
      od_facts_add (facts, "text", texts[i % G_N_ELEMENTS (texts)], "example");
      g_assert_nonnull (od_diagnose_pick (facts, knowledge));
    }
  g_test_minimized_result (g_test_timer_elapsed (), "%u replies in %.2f s", count, g_test_timer_last ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnose/deciding-facts", test_deciding_facts);
  g_test_add_func ("/diagnose/rank", test_rank);
  g_test_add_func ("/diagnose/finding", test_finding);
  g_test_add_func ("/diagnose/causes", test_causes);
  g_test_add_func ("/diagnose/remarks-and-lines", test_remarks_and_lines);
  g_test_add_func ("/diagnose/pure", test_pure);
  g_test_add_func ("/diagnose/broken-knowledge", test_broken_knowledge);
  g_test_add_func ("/diagnose/clear-words-of-a-run", test_clear_words_of_a_run);
  g_test_add_func ("/diagnose/pace", test_pace);
  return g_test_run ();
}
