/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Two runs beside each other: what is a difference, what is none, in which order they stand, and how they are
 * said. Runs are written as lines of a small language, see make_transcript(). */

#include <string.h>

#include "od-compare.h"
#include "od-fact-list.h"
#include "od-fact-words.h"
#include "od-steady-text.h"

static void
add_line (GPtrArray *events, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  const char *text = words[1] != NULL && words[2] != NULL ? words[2] : NULL;

  if (*line == 'f')
    {
      od_event_add_field (g_ptr_array_index (events, events->len - 1), words[1], text);
      return;
    }
  const char *kinds = "tsrp_o";
  OdEvent *event = od_event_new ((OdEventKind) (strchr (kinds, *line) - kinds), od_stage_from_name (words[1]),
                                 g_test_rand_int_range (0, 100000));
  event->duration_us = g_test_rand_int_range (0, 100000);
  event->text = g_strdup (text);
  if (event->kind == OD_EVENT_PROBLEM)
    event->name = g_strdup (text);
  if (event->kind == OD_EVENT_RECEIVED)
    {
      event->code = (guint) g_ascii_strtoull (text, NULL, 10);
      event->more = strlen (text) > 3 && text[3] == '-';
    }
  g_ptr_array_add (events, event);
}

/* "t STAGE TEXT" step, "s" sent, "r" received, "p" problem (TEXT is its name), "o" outcome; "f NAME VALUE"
 * adds a fact to the event before. */
static OdTranscript *
make_transcript (const char *script)
{
  OdTranscript *transcript = od_transcript_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      add_line (events, *line);
  od_transcript_append (transcript, events);
  return transcript;
}

static OdSettings *
make_settings (void)
{
  OdSettings *settings = od_settings_new ();

  od_settings_set_text (&settings->address, "anna@example.org");
  od_settings_set_text (&settings->server, "mail.example.org");
  return settings;
}

static OdResult *
run_with (const char *script, const OdSettings *settings)
{
  g_autoptr (OdTranscript) transcript = make_transcript (script);

  return od_result_new_from_transcript (transcript, settings);
}

static OdResult *
run (const char *script)
{
  g_autoptr (OdSettings) settings = make_settings ();

  return run_with (script, settings);
}

/* "GROUP NAME: BEFORE -> AFTER" a line, "-" for none. */
static char *
describe (const GPtrArray *differences)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < differences->len; i++)
    {
      const OdDifference *self = g_ptr_array_index (differences, i);

      g_assert_cmpstr (self->label, !=, "");
      g_string_append_printf (text, "%s %s: %s -> %s\n", od_difference_group_name (self->group), self->name,
                              self->before != NULL ? self->before : "-",
                              self->after != NULL ? self->after : "-");
    }
  return g_string_free (text, FALSE);
}

static void
check (const OdResult *before, const OdResult *after, const char *expected)
{
  g_autoptr (GPtrArray) differences = od_compare (before, after);
  g_autofree char *found = describe (differences);

  g_assert_cmpstr (found, ==, expected);
}

static void
check_scripts (const char *before, const char *after, const char *expected)
{
  g_autoptr (OdResult) one = run (before);
  g_autoptr (OdResult) other = run (after);

  check (one, other, expected);
}

#define HELLO                                      \
  "t connect 192.0.2.1\nf connect.ipv4 ok\n"       \
  "r greeting 220 mail.example.org ESMTP\n"        \
  "s ehlo EHLO [192.0.2.9]\n"                      \
  "r ehlo 250-mail.example.org\nr ehlo 250 SIZE\n" \
  "f offers SIZE\n"
#define LOGIN     "s auth AUTH PLAIN ••••\nr auth 235 2.7.0 Welcome\n"
#define SENDER    "s mail MAIL FROM:<anna@example.org>\nr mail 250 2.1.0 Ok\n"
#define RECIPIENT "s rcpt RCPT TO:<bert@example.net>\nr rcpt 250 2.1.5 Ok\n"
#define DATA      "s data DATA\nr data 354 Go ahead\ns dot .\n"
#define ACCEPTED  "o dot\nf outcome accepted\nf stage dot\nf code 250\n"

static const char *const accepted = HELLO LOGIN SENDER RECIPIENT DATA
    "r dot 250 2.0.0 Ok: queued as 4F3A2B1C9D\n" ACCEPTED;

static void
test_alike (void)
{
  check_scripts (accepted, accepted, "");
}

/* What is another every time. */
static void
test_passing (void)
{
  static const char *const before =
      "t tls\nf tls.leaf.days-left 60\n"
      "r greeting 220 mx.example.org ESMTP 5b1f17b1804b1-47789fe2f1asm66255e9.3; Tue, 24 Nov 2026 10:00:00 "
      "+0100\n"
      "f greeting mx.example.org ESMTP 5b1f17b1804b1-47789fe2f1asm66255e9.3; Tue, 24 Nov 2026 10:00:00 "
      "+0100\n"
      "s dot .\nr dot 250 2.0.0 Ok: queued as 4F3A2B1C9D\n"
      "o dot\nf outcome accepted\nf stage dot\nf code 250\nf status 2.0.0\n"
      "f text Ok: queued as 4F3A2B1C9D\nf queue-id 4F3A2B1C9D\nf waited 3\nf message.size 512\n"
      "r quit 221 2.0.0 Bye\n";
  static const char *const after =
      "t tls\nf tls.leaf.days-left 12\n"
      "r greeting 220 mx.example.org ESMTP ffacd0b85a97d-429b53f37fdsm9e8f.21; Fri, 1 Jan 2027 09:07:11 "
      "+0100\n"
      "f greeting mx.example.org ESMTP ffacd0b85a97d-429b53f37fdsm9e8f.21; Fri, 1 Jan 2027 09:07:11 +0100\n"
      "s dot .\nr dot 250 2.0.0 Ok: queued as 7C1D9E0A22\n"
      "o dot\nf outcome accepted\nf stage dot\nf code 250\nf status 2.0.0\n"
      "f text Ok: queued as 7C1D9E0A22\nf queue-id 7C1D9E0A22\nf waited 5\nf message.size 514\n"
      "r quit 221 2.0.0 Goodbye\n";

  check_scripts (before, after, "");
}

static void
test_refused_recipient (void)
{
  static const char *const refused = HELLO LOGIN SENDER
      "s rcpt RCPT TO:<bert@example.net>\nr rcpt 550-5.1.1 User unknown\nr rcpt 550 5.1.1 Sorry\n"
      "o rcpt\nf outcome rejected\nf stage rcpt\nf code 550\nf status 5.1.1\nf text User unknown\n";
  g_autoptr (OdResult) one = run (accepted);
  g_autoptr (OdResult) other = run (refused);
  g_autoptr (GPtrArray) differences = od_compare (one, other);
  const OdDifference *first = g_ptr_array_index (differences, 0);
  const OdDifference *last = g_ptr_array_index (differences, differences->len - 1);

  g_assert_cmpuint (differences->len, ==, 3);
  g_assert_cmpstr (first->name, ==, "verdict");
  g_assert_cmpstr (first->before, ==, od_result_get_verdict (one)->title);
  g_assert_cmpstr (first->after, ==, od_result_get_verdict (other)->title);
  g_assert_cmpstr (last->name, ==, "rcpt");
  g_assert_cmpstr (last->label, ==, "Recipient, after “RCPT TO:<bert@example.net>”");
  g_assert_cmpstr (last->before, ==, "250 2.1.5 Ok");
  g_assert_cmpstr (last->after, ==, "550-5.1.1 User unknown\n550 5.1.1 Sorry");
}

/* The finding is the same, the number is not. */
static void
test_numbers (void)
{
#define REFUSED(code)                                                       \
  "s rcpt RCPT TO:<bert@example.net>\nr rcpt " code " 5.1.1 User unknown\n" \
  "o rcpt\nf outcome rejected\nf stage rcpt\nf code " code "\nf status 5.1.1\nf text User unknown\n"
  check_scripts (REFUSED ("550"), REFUSED ("551"),
                 "outcome code: 550 -> 551\n"
                 "dialogue rcpt: 550 5.1.1 User unknown -> 551 5.1.1 User unknown\n");
}

/* The same finding, of which more is known. */
static void
test_causes (void)
{
  g_autoptr (OdResult) one = run (REFUSED ("550"));
  g_autoptr (OdResult) other = run (REFUSED ("550"));
  GPtrArray *causes = od_result_get_verdict (other)->causes;

  g_assert_cmpuint (causes->len, >, 0);
  OdCause *cause = g_ptr_array_index (causes, causes->len - 1);
  cause->state = cause->state == OD_CAUSE_CONFIRMED ? OD_CAUSE_LIKELY : OD_CAUSE_CONFIRMED;
  g_autoptr (GPtrArray) differences = od_compare (one, other);
  const OdDifference *difference = g_ptr_array_index (differences, 0);

  g_assert_cmpuint (differences->len, ==, 1);
  g_assert_true (g_str_has_prefix (difference->name, "cause:"));
  g_assert_cmpstr (difference->label, ==, cause->title);
  g_assert_cmpstr (difference->after, ==, od_cause_state_label (cause->state));
}

/* One run ended without a reply: what went wrong stands in its place. */
static void
test_no_reply (void)
{
  static const char *const silent = "t connect 192.0.2.1\nf connect.ipv4 ok\np greeting time-out\n"
                                    "o greeting\nf outcome failed\nf stage greeting\nf error timed-out\n";
  g_autoptr (OdResult) one = run (silent);
  g_autoptr (OdResult) other = run (accepted);
  g_autoptr (GPtrArray) differences = od_compare (one, other);
  const OdDifference *last = g_ptr_array_index (differences, differences->len - 1);

  g_assert_cmpstr (last->name, ==, "greeting");
  g_assert_cmpstr (last->before, ==, "No answer: time limit reached");
  g_assert_cmpstr (last->after, ==, "220 mail.example.org ESMTP");
}

/* STARTTLS on the one, TLS at once on the other: the settings say so, the dialogues do not part. */
static void
test_other_way (void)
{
  static const char *const switched =
      "r greeting 220 mail.example.org ESMTP\ns ehlo EHLO a\nr ehlo 250 STARTTLS\n"
      "s starttls STARTTLS\nr starttls 220 Go ahead\nt tls\n"
      "s ehlo EHLO a\nr ehlo 250 SIZE\n" LOGIN ACCEPTED;
  static const char *const direct = "t tls\nr greeting 220 mail.example.org ESMTP\n"
                                    "s ehlo EHLO a\nr ehlo 250 SIZE\n" LOGIN ACCEPTED;
  g_autoptr (OdSettings) settings = make_settings ();
  g_autoptr (OdResult) one = run_with (switched, settings);
  settings->security = OD_SECURITY_TLS;
  settings->port = 465;
  g_autoptr (OdResult) other = run_with (direct, settings);

  check (one, other,
         "setting port: 587 -> 465\n"
         "setting security: STARTTLS -> TLS from the start\n");
}

static void
test_refused_on_the_way (void)
{
  static const char *const refused =
      "r greeting 220 mail.example.org ESMTP\ns ehlo EHLO a\nr ehlo 250 STARTTLS\n"
      "s starttls STARTTLS\nr starttls 454 4.7.0 TLS not available\n"
      "o starttls\nf outcome rejected\nf stage starttls\nf code 454\n"
      "f status 4.7.0\nf text TLS not available\n";
  static const char *const direct = "t tls\nr greeting 220 mail.example.org ESMTP\n"
                                    "s ehlo EHLO a\nr ehlo 250 SIZE\n" LOGIN ACCEPTED;
  g_autoptr (OdResult) one = run (refused);
  g_autoptr (OdResult) other = run (direct);
  g_autoptr (GPtrArray) differences = od_compare (one, other);
  const OdDifference *last = g_ptr_array_index (differences, differences->len - 1);

  g_assert_cmpstr (last->name, ==, "starttls");
  g_assert_cmpstr (last->before, ==, "454 4.7.0 TLS not available");
}

/* Only the wording differs, and only of the last reply. */
static void
test_wording (void)
{
  static const char *const other = HELLO LOGIN SENDER RECIPIENT DATA
      "r dot 250 2.0.0 Message taken for delivery\n" ACCEPTED;

  check_scripts (
      accepted, other,
      "dialogue dot: 250 2.0.0 Ok: queued as 4F3A2B1C9D -> 250 2.0.0 Message taken for delivery\n");
}

/* Challenges differ each time; what probes ask after the outcome is no part of the dialogue. */
static void
test_not_of_the_dialogue (void)
{
#define CHALLENGED(challenge, probe)                                                                            \
  HELLO "s auth AUTH SCRAM-SHA-256 ••••\nr auth 334 " challenge "\ns auth ••••\nr auth 235 2.7.0 Yes\n" \
        "o auth\nf outcome checked\nf stage auth\ns probe RCPT TO:<a@example.org>\nr probe " probe "\n"
  check_scripts (CHALLENGED ("cj1hYmM=", "250 Ok"), CHALLENGED ("cj14eXo=", "550 No"), "");
}

static void
test_facts (void)
{
  static const char *const before = "t connect\nf connect.ipv4 ok\nf connect.ipv6 ok\n"
                                    "r ehlo 250 x\nf offers SIZE\nf offers SMTPUTF8\nf offers DSN\n"
                                    "f tls.version TLS1.2\nf tls.leaf.expires 2026-11-24\n";
  static const char *const after = "t connect\nf connect.ipv4 timed-out\n"
                                   "r ehlo 250 x\nf offers DSN\nf offers CHUNKING\nf offers SIZE\n"
                                   "f tls.version TLS1.3\nf tls.leaf.expires 2027-02-22\nf quirk bare-lf\n";
  g_autoptr (OdResult) one = run (before);
  g_autoptr (OdResult) other = run (after);
  g_autoptr (GPtrArray) differences = od_compare (one, other);

  check (one, other,
         "fact quirk: - -> bare-lf\n"
         "fact connect.ipv4: fine -> no answer\n"
         "fact tls.version: TLS1.2 -> TLS1.3\n"
         "fact tls.leaf.expires: 2026-11-24 -> 2027-02-22\n"
         "fact offers: SMTPUTF8 -> CHUNKING\n");
  g_assert_false (((OdDifference *) differences->pdata[1])->some);
  g_assert_true (((OdDifference *) differences->pdata[4])->some);
}

/* What comes after the end of the shorter run is not found otherwise: it was not found out. */
static void
test_not_reached (void)
{
  static const char *const shorter =
      "t connect\nf connect.ipv4 ok\nr greeting 554 No\n"
      "o greeting\nf outcome rejected\nf stage greeting\nf code 554\nf text No\n";
  g_autoptr (OdResult) one = run (accepted);
  g_autoptr (OdResult) other = run (shorter);
  g_autoptr (GPtrArray) differences = od_compare (one, other);

  for (guint i = 0; i < differences->len; i++)
    g_assert_cmpint (((OdDifference *) differences->pdata[i])->group, !=, OD_DIFFERENCE_FACT);
}

/* How it was typed, and what automatic stands for, is no difference. */
static void
test_settings_alike (void)
{
  g_autoptr (OdSettings) one = make_settings ();
  g_autoptr (OdSettings) other = make_settings ();

  od_settings_set_text (&other->server, "MAIL.example.org");
  od_settings_set_text (&other->user, "anna@example.org");
  od_settings_set_text (&other->recipients, "anna@example.org");
  od_settings_set_text (&other->mechanism, "auto");
  other->port = 587;
  other->security = OD_SECURITY_STARTTLS;
  g_autoptr (OdResult) before = run_with (accepted, one);
  g_autoptr (OdResult) after = run_with (accepted, other);

  check (before, after, "");
}

static void
test_settings (void)
{
  g_autoptr (OdSettings) one = make_settings ();
  g_autoptr (OdSettings) other = make_settings ();

  od_settings_set_text (&other->server, "smtp.example.org");
  od_settings_set_text (&other->recipients, "bert@example.net");
  other->login = FALSE;
  other->dry_run = TRUE;
  other->security = OD_SECURITY_NONE;
  other->message_size = 5000000;
  g_autoptr (OdResult) before = run_with (accepted, one);
  g_autoptr (OdResult) after = run_with (accepted, other);

  check (before, after,
         "setting server: mail.example.org -> smtp.example.org\n"
         "setting security: STARTTLS -> no encryption\n"
         "setting user: anna@example.org -> -\n"
         "setting recipients: anna@example.org -> bert@example.net\n"
         "setting dry_run: no -> yes\n"
         "setting message_size: - -> 5000000\n");
}

/* A bare transcript has no settings; its first event tells them. */
static void
test_settings_from_facts (void)
{
#define BEGIN(port, security)                                                                            \
  "t none\nf address anna@example.org\nf server mail.example.org\nf port " port "\nf security " security \
  "\nf mode submission\nf user anna\n"
  g_autoptr (OdTranscript) transcript = make_transcript (BEGIN ("465", "tls"));
  g_autoptr (OdResult) other = od_result_new_from_transcript (transcript, NULL);
  g_autoptr (OdSettings) settings = make_settings ();
  od_settings_set_text (&settings->user, "anna");
  g_autoptr (OdResult) one = run_with (BEGIN ("587", "starttls"), settings);

  check (one, other,
         "setting port: 587 -> 465\n"
         "setting security: STARTTLS -> TLS from the start\n");
}

static void
test_steady_text (void)
{
  static const struct
  {
    const char *one;
    const char *other;
    gboolean same;
  } cases[] = {
    { "Ok: queued as 4F3A2B1C9D", "Ok: queued as 7C1D9E0A22", TRUE },
    { "OK id=1rAbCd-0001xy-2Z", "OK id=1sXyZa-0002ab-3B", TRUE },
    { "OK  1700000000 a1-20020a5d4d8b000000b0sm12wrx.5 - gsmtp", "OK  1700009999 b2-30030c.9 - gsmtp", TRUE },
    { "Ready Tue, 24 Nov 2026 10:00:00 +0100 (CET)", "Ready Wed, 2 Dec 2026 8:00:00 +0000", TRUE },
    { "at 2026-11-24T10:00:00Z", "at 2027-01-01 09:00:00.123+01:00", TRUE },
    { "Rejected [192.0.2.1]", "Rejected [198.51.100.77]", TRUE },
    { "Try again in 300 seconds", "Try again in 12 seconds", TRUE },
    { "5.7.1 Spam", "5.7.26 Spam", FALSE },
    { "Mailbox full", "User unknown", FALSE },
    { "<anna@example.org> unknown", "<bert@example.org> unknown", FALSE },
    { "mx1.example.org", "mx2.example.org", FALSE },
    { "limit 10 recipients", "limit 50 recipients", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *one = od_steady_text (cases[i].one);
      g_autofree char *other = od_steady_text (cases[i].other);

      g_test_message ("%s | %s", one, other);
      g_assert_cmpint (g_str_equal (one, other), ==, cases[i].same);
    }
}

/* Adding a fact means adding its words in od-fact-words.c. */
static void
test_every_fact (void)
{
  gsize count;
  const OdFactInfo *facts = od_fact_list (&count);

  for (gsize i = 0; i < count; i++)
    if (!od_fact_has_words (facts[i].name))
      g_error ("the fact %s has no row in src/history/od-fact-words.c", facts[i].name);
}

static void
test_text (void)
{
  const OdReportStyle style = { FALSE, 60, FALSE, FALSE };
  g_autoptr (OdResult)
      one = run ("t connect\nf connect.ipv4 ok\nr ehlo 250 x\nf offers SIZE\nf offers DSN\n");
  g_autoptr (OdResult) other = run ("t connect\nf connect.ipv4 refused\nr ehlo 451 This is a reply that is "
                                    "longer than a row of sixty columns\n"
                                    "f offers SIZE\n");
  g_autoptr (GPtrArray) differences = od_compare (one, other);
  g_autofree char *text = od_compare_text (differences, &style);

  g_assert_cmpstr (text, ==,
                   "What was found otherwise\n"
                   "  • Connecting by IPv4: fine → refused\n"
                   "  • What the server offers\n"
                   "    no longer: DSN\n"
                   "\n"
                   "Where the dialogues part\n"
                   "  • Introduction\n"
                   "    before: 250 x\n"
                   "    now:\n"
                   "      451 This is a reply that is longer than a row of sixty\n"
                   "      columns\n");
}

static void
test_text_of_none (void)
{
  const OdReportStyle style = { FALSE, 60, FALSE, FALSE };
  g_autoptr (OdResult) one = run (accepted);
  g_autoptr (GPtrArray) differences = od_compare (one, one);
  g_autofree char *text = od_compare_text (differences, &style);

  g_assert_cmpstr (text, ==, "The two runs do not differ.\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compare/alike", test_alike);
  g_test_add_func ("/compare/passing", test_passing);
  g_test_add_func ("/compare/refused-recipient", test_refused_recipient);
  g_test_add_func ("/compare/numbers", test_numbers);
  g_test_add_func ("/compare/causes", test_causes);
  g_test_add_func ("/compare/no-reply", test_no_reply);
  g_test_add_func ("/compare/other-way", test_other_way);
  g_test_add_func ("/compare/refused-on-the-way", test_refused_on_the_way);
  g_test_add_func ("/compare/wording", test_wording);
  g_test_add_func ("/compare/not-of-the-dialogue", test_not_of_the_dialogue);
  g_test_add_func ("/compare/facts", test_facts);
  g_test_add_func ("/compare/not-reached", test_not_reached);
  g_test_add_func ("/compare/settings-alike", test_settings_alike);
  g_test_add_func ("/compare/settings", test_settings);
  g_test_add_func ("/compare/settings-from-facts", test_settings_from_facts);
  g_test_add_func ("/compare/steady-text", test_steady_text);
  g_test_add_func ("/compare/every-fact", test_every_fact);
  g_test_add_func ("/compare/text", test_text);
  g_test_add_func ("/compare/text-of-none", test_text_of_none);
  return g_test_run ();
}
