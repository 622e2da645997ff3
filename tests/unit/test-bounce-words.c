/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Exactly which words are taken out of a notice: the reason and nothing that is only said around it, for the
 * right recipient. That notices are recognised at all is tested in test-bounce.c. */

#include "od-bounce.h"
#include "od-notice.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *head; /* further fields */
  const char *body;
  const char *expected; /* "recipient|code|status|text" a line; "-" for a fact that is not set */
} Notice;

#define ORIGINAL \
  "\n--- Below this line is a copy of the message.\n\nReceived: from a by b\nSubject: 550 5.7.1 spam\n"

static const Notice notices[] = {
  { "giving up", "",
    "I wasn't able to deliver your message.\n\n<a@example.org>:\n192.0.2.4 does not like recipient.\nRemote "
    "host "
    "said: 550 5.1.1 a who?\nGiving up on 192.0.2.4.\n\n<b@example.org>:\nSorry, nothing answers there. "
    "(#4.4.1)\nI'm not going to try again; this message has been in the queue too long.\n" ORIGINAL,
    "a@example.org|550|5.1.1|a who?\nb@example.org|-|4.4.1|Sorry, nothing answers there.\n" },
  { "nothing but giving up", "",
    "The message could not be delivered to one or more.\n\na@example.org... Deferred\nMessage could not be "
    "delivered for 5 days\nMessage will be deleted from queue\n",
    "a@example.org|-|-|Deferred Message could not be delivered for 5 days\n" },
  { "retry timeout", "",
    "A message that you sent could not be delivered to one or more of its\nrecipients.\n\n  a@example.org\n  "
    "  "
    "mailbox is full: retry timeout exceeded\n  b@example.org\n    retry timeout exceeded\n",
    "a@example.org|-|-|mailbox is full\nb@example.org|-|-|retry timeout exceeded\n" },
  { "lead-in of a sentence", "",
    "Your message to <a@example.org> was automatically rejected:\nNo room left, said the landlord\n",
    "a@example.org|-|-|No room left, said the landlord\n" },
  { "lead-in within a sentence", "",
    "Your message could not be delivered to\n'a@example.org (host: example.org) (queue: local)'\nfor the "
    "following reason:\n' Nobody of this name works here'\n",
    "a@example.org|-|-|Nobody of this name works here\n" },
  { "origin in brackets", "",
    "The message could not be delivered to one or more.\n\n  a@example.org\n    (generated from "
    "all@example.org)\n    the disk of a is used up\n",
    "a@example.org|-|-|the disk of a is used up\n" },
  { "reason announced before the address", "",
    "This message was undeliverable due to the following reason:\n\nThe account of this person sleeps.\n\n"
    "<a@example.org>\n\nPlease reply to <postmaster@relay.example.com>\nif you feel this message to be in "
    "error.\n",
    "a@example.org|-|-|The account of this person sleeps.\n" },
  { "named only in front", "",
    "These addresses had no owner, the mail was not delivered:\n\nSMTP <a@example.org>\n\nPlease "
    "reply "
    "to postmaster@relay.example.com\n",
    "a@example.org|-|-|These addresses had no owner, the mail was not delivered:\n" },
  { "a table called original", "",
    "The mail could not be delivered.\n\nOriginal message:\n  Time: 2024-05-06\n  Recipient: "
    "a@example.org\n\n"
    "Reason:\n550 5.1.1 nobody here\n",
    "a@example.org|550|5.1.1|nobody here\n" },
  { "behind the mark", "",
    "Your message did not reach some or all of the intended recipients.\n\nThe following recipient(s) could "
    "not "
    "be reached:\n\n      Kern, Uwe on 14.03.2003 08:52\n            The box of Uwe overflows.\n            "
    "<ex.example.com #5.2.2>  a@example.org\n\n      b@example.org on 14.03.2003 08:53\n            You may "
    "not "
    "write to b.\n            <ex.example.com #5.7.1>\n",
    "a@example.org|-|5.2.2|The box of Uwe overflows.\nb@example.org|-|5.7.1|You may not write to b.\n" },
  { "transcript of several", "",
    "   ----- The following addresses had permanent fatal errors -----\n<a@example.org>\n<b@example.org>\n\n "
    "  "
    "----- The following addresses had transient non-fatal errors -----\n<c@example.org>\n\n   ----- "
    "Transcript "
    "of session follows -----\n... while talking to mx.example.org.:\n>>> MAIL From:<anna@example.com>\n<<< "
    "552 "
    "far too long\n554 <a@example.org>... Service unavailable\n>>> RCPT To:<b@example.org>\n<<< 571 b hears "
    "nothing\n554 <b@example.org>... Service unavailable\n<c@example.org>... Deferred: Connection reset by "
    "mx.example.org.\n",
    "a@example.org|552|-|far too long\nb@example.org|571|-|b hears nothing\nc@example.org|-|-|Deferred: "
    "Connection reset by mx.example.org.\n" },
  { "transcript with times", "",
    "The attached message had PERMANENT fatal errors, the mail could not be delivered.\n\nFailed address: "
    "a@example.org\n\n--- Session Transcript ---\n Mon 2024-01-01 10:00:00: --> RCPT To:<a@example.org>\n "
    "Mon "
    "2024-01-01 10:00:00: <-- 550 a is shut\n Mon 2024-01-01 10:00:00: --> QUIT\n",
    "a@example.org|550|-|a is shut\n" },
  { "header leaves one out", "X-Failed-Recipients: a@example.org\n",
    "A message that you sent could not be delivered to one or more of its\nrecipients.\n\n  a@example.org\n  "
    "  "
    "nobody of that name\n  b@example.org\n    host mx.example.org [192.0.2.1]: 552 b has enough\n",
    "a@example.org|-|-|nobody of that name\nb@example.org|552|-|b has enough\n" },
  { "named by the mailbox", "X-Failed-Recipients: POST@example.org\n",
    "The message that you sent was undeliverable to the following:\n\tPOST (no room in this box)\n",
    "POST@example.org|-|-|(no room in this box)\n" },
  { "reply within a reply", "",
    "The following message to <a@example.org> was undeliverable.\nThe reason for the problem:\n5.1.0 - "
    "Unknown "
    "address error 550-'5.1.1 a is gone' (delivery attempts: 0)\n",
    "a@example.org|550|5.1.1|a is gone\n" },
  { "delay without reason", "",
    "A message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 "
    "hours on the queue on mx.example.net.\n\nThe address to which the message has not yet been delivered "
    "is:\n\n  a@example.org\n\nNo action is required on your part. Delivery attempts will continue for\nsome "
    "time, and this warning may be repeated.\n",
    "a@example.org|-|-|-\n" },
  { "delay with reason", "",
    "Delivery to the following recipient has been delayed:\n\n     a@example.org\n\nMessage will be retried "
    "for 2 "
    "more day(s)\n\nTechnical details of temporary failure:\nThe name servers were silent.\n",
    "a@example.org|-|-|The name servers were silent.\n" },
  { "warning without the usual phrases", "",
    "The following recipients are strangers here:\n\n   : a@example.org : unknown\n",
    "a@example.org|-|-|unknown\n" },
  { "phrase broken over lines", "",
    "After 3 days your message has not yet been\nfully delivered.\n\nStill pending:\n\n\ta@example.org "
    "(host: example.org) (queue: smtp) (the machine sleeps)\n",
    "a@example.org|-|-|(the machine sleeps)\n" },
  { "nothing but a reply", "", "Taken by nobody:\n\n<a@example.org>:\n550 #5.1.0 enough for today\n",
    "a@example.org|550|5.1.0|enough for today\n" },
  { "curly apostrophe", "",
    "Votre message n’a pas été remis à <a@example.org>.\n\nMotif : personne ne lit ici\n",
    "a@example.org|-|-|personne ne lit ici\n" },
  { "words before the reason", "",
    "Message could not be delivered to some recipients.\nThe following recipient(s) could not be "
    "reached:\n\n\tRecipient: [SMTP:a@example.org]\n\tReason: nobody opens the door\n",
    "a@example.org|-|-|nobody opens the door\n" },
  { "reason before the address", "",
    "The following addresses could not be reached:\n\n  unknown local user: a@example.org -- no alias\n",
    "a@example.org|-|-|unknown local user: a@example.org -- no alias\n" },
  { "way of delivery", "",
    "A message that you sent could not be delivered to one or more of its\nrecipients.\n\n  a@example.org\n "
    "   save to /home/a/box\n      generated by a@example.org\n      the disk is used up\n",
    "a@example.org|-|-|the disk is used up\n" },
  { "named by the original alone", "",
    "Message not delivered to recipients below.\n\n  A. Person@Office@Town\n\nTHE BOX IS FULL\n\n---- "
    "Original "
    "Message Follows ----\nTo: a@example.org\n",
    "a@example.org|-|-|A. Person@Office@Town THE BOX IS FULL\n" },
  { "original to several", "",
    "Message not delivered to recipients below.\n\nTHE BOX IS FULL\n\n---- Original Message Follows "
    "----\nTo: "
    "a@example.org, b@example.org\n",
    "-|-|-|THE BOX IS FULL\n" },
  { "deferred, then another connection", "",
    "   ----- The following addresses had permanent fatal errors -----\n<a@example.org>\n<b@example.org>\n\n "
    "  ----- Transcript of session follows -----\n<a@example.org>... Deferred: No road\n... while talking to "
    "mx.example.org.:\n>>> DATA\n<<< 552 b has no room\n554 <b@example.org>... Service unavailable\n",
    "a@example.org|-|-|Deferred: No road\nb@example.org|552|-|b has no room\n" },
  { "end of time and reason", "",
    "The mail could not be delivered.\n\na@example.org\nServer at mx.example.org returned '400 4.4.7 Message "
    "delayed'\n4/17/2018 - Server at mx.example.org returned '441 4.4.1 Nobody answers'\n",
    "a@example.org|441|4.4.1|Nobody answers\n" },
  { "a mark without words shares the next passage", "",
    "The message could not be delivered to one or more.\n\n-\n<e #5>  a@example.org\n\n\nb@example.org\n550 "
    "5.1.1 b is gone\n",
    "a@example.org|550|5.1.1|b is gone\nb@example.org|550|5.1.1|b is gone\n" },
  { "labels before each number", "",
    "This message was created automatically by mail delivery software.\n\na@example.org, ERROR_CODE :552, "
    "ERROR_CODE :5.2.2 no room for a\n",
    "a@example.org|552|5.2.2|no room for a\n" },
  { "code before a number of a host", "",
    "A message that you sent could not be delivered to one or more of its\nrecipients.\n\n  a@example.org\n "
    "   451-192.0.2.1 is new here\n    451 wait a while\n",
    "a@example.org|451|-|192.0.2.1 is new here wait a while\n" },
};

static const char *
or_dash (const OdCase *this_case, const char *name)
{
  const char *value = od_facts_get (this_case->facts, name);

  return value != NULL ? value : "-";
}

static char *
describe (const GPtrArray *cases)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < cases->len; i++)
    g_string_append_printf (all, "%s|%s|%s|%s\n", or_dash (cases->pdata[i], "recipient"),
                            or_dash (cases->pdata[i], "code"), or_dash (cases->pdata[i], "status"),
                            or_dash (cases->pdata[i], "text"));
  return g_string_free (all, FALSE);
}

static char *
read_mail (const char *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdMail) mail = od_mail_parse (bytes, strlen (bytes), &error);

  g_assert_no_error (error);
  g_autoptr (GPtrArray) cases = od_bounce_read (mail);
  return describe (cases);
}

static void
test_notice (gconstpointer data)
{
  const Notice *notice = data;
  g_autofree char *bytes =
      g_strdup_printf ("From: MAILER-DAEMON@relay.example.com\nTo: anna@example.com\nSubject: "
                       "Returned\n%s\n%s",
                       notice->head, notice->body);
  g_autofree char *read = read_mail (bytes);

  g_assert_cmpstr (read, ==, notice->expected);
}

#define RECEIPT(subject, words)                                                                       \
  "From: postmaster@example.org\nTo: anna@example.com\nSubject: " subject                             \
  "\nMIME-Version: 1.0\nContent-Type: "                                                               \
  "multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: "         \
  "text/plain\n\n" words "\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: " \
  "rfc822; a@example.org\nDisposition: "                                                              \
  "automatic-action/MDN-sent-automatically; deleted\n\n--b--\n"

/* A filter may refuse by a receipt (RFC 5429 §2.1.2); other receipts are none. */
static void
test_receipts (void)
{
  g_autofree char *rejected = read_mail (RECEIPT (
      "Rejected", "Your message to <a@example.org> was automatically rejected:\nPlease write to my office"));
  g_autofree char *deleted = read_mail (RECEIPT (
      "Not read", "Your message to <a@example.org> was deleted without being read, nothing failed."));

  g_assert_cmpstr (rejected, ==, "a@example.org|-|-|Please write to my office\n");
  g_assert_cmpstr (deleted, ==, "");
}

/* A filter of the recipient says so in a field (RFC 5429 §2.2), whatever its language; the address it tells
 * to write to is no recipient. */
static void
test_filter (void)
{
  g_autofree char *read =
      read_mail ("From: postmaster@example.org\nTo: anna@example.com\nSubject: Nope\nAuto-Submitted: "
                 "auto-replied (rejected)\n\nNothing from you for a@example.org.\n\nReason:\nI have moved, "
                 "please write to b@example.org\n");

  g_assert_cmpstr (read, ==, "a@example.org|-|-|I have moved, please write to b@example.org\n");
}

/* The program of a list refuses; that a moderator will look at it is no refusal, nor what people write. */
static void
test_list (void)
{
  static const char format[] =
      "From: %s\nTo: anna@example.com\nSubject: Request to mailing list Choir "
      "rejected\nList-Id: <choir.example.org>\n\nYour request to the Choir mailing "
      "list\n\n  Posting of your message titled \"Song\"\n\n%s by the list moderator.  "
      "The moderator gave the\nfollowing reason for rejecting your request:\n\n\"Only "
      "singers write here.\"\n";
  g_autofree char *refusal = g_strdup_printf (format, "choir-bounces@example.org", "has been rejected");
  g_autofree char *waiting = g_strdup_printf (format, "choir-bounces@example.org", "will be looked at");
  g_autofree char *person = g_strdup_printf (format, "otto@example.org", "has been rejected");
  g_autofree char *refused = read_mail (refusal);
  g_autofree char *waits = read_mail (waiting);
  g_autofree char *written = read_mail (person);

  g_assert_cmpstr (refused, ==, "choir@example.org|-|-|Only singers write here.\n");
  g_assert_cmpstr (waits, ==, "");
  g_assert_cmpstr (written, ==, "");
}

/* Who wants to be taken for a mail system names nobody but the reader. */
static void
test_pretence (void)
{
  g_autofree char *read = read_mail (
      "Return-Path: <news@account.example.net>\nFrom: Mail Delivery System "
      "<mailer-daemon@account.example.net>\nTo: anna@example.com\nSubject: Undelivered "
      "messages\n\nDear anna@example.com,\n7 messages could not be delivered because your mailbox is "
      "full. Release them.\n");

  g_assert_cmpstr (read, ==, "");
}

/* What machines also write, with addresses in it. */
static void
test_no_bounces (void)
{
  static const char *const bodies[] = {
    "Quarantine report. These messages were blocked:\n\n  <seller@example.net>  Buy now\n",
    "Your mailbox is nearly full, new mail will be rejected.\n\nMailbox: anna@example.com\n",
    "The parcel could not be delivered, nobody was home. Please call.\n",
    "Cron error: backup of a@example.org failed\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *bytes =
          g_strdup_printf ("Return-Path: <>\nFrom: Postmaster <postmaster@example.com>\nTo: "
                           "anna@example.com\nSubject: %s\n\n%s",
                           i == 2 ? "Delivery failed" : "Notice", bodies[i]);
      g_autofree char *read = read_mail (bytes);
      g_assert_cmpstr (read, ==, "");
    }
}

#define REPORT                                                                                              \
  "From: MAILER-DAEMON@example.org\nTo: anna@example.com\nSubject: Failure\nMIME-Version: "                 \
  "1.0\nContent-Type: "                                                                                     \
  "multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: "                        \
  "text/plain\n\n<a@example.org>: "                                                                         \
  "550 5.1.1 a is gone for good\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n" \
  "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; "

/* The notice fills in the words that the report leaves out, and its reply is a further reading where the
 * report has other words. */
static void
test_report_and_notice (void)
{
  g_autofree char *bare = read_mail (REPORT "550\n\n--b--\n");
  g_autoptr (OdMail) mail =
      od_mail_parse (REPORT "550 rejected\n\n--b--\n", strlen (REPORT "550 rejected\n\n--b--\n"), NULL);
  g_autoptr (GPtrArray) cases = od_bounce_read (mail);
  const OdCase *this_case = cases->pdata[0];

  g_assert_cmpstr (bare, ==, "a@example.org|550|5.1.1|a is gone for good\n");
  g_assert_cmpstr (od_facts_get (this_case->facts, "text"), ==, "rejected");
  g_assert_true (od_case_is_quoted (this_case->readings->pdata[0]));
  g_assert_cmpstr (od_facts_get (this_case->readings->pdata[0], "text"), ==, "a is gone for good");
  for (guint i = 1; i < this_case->readings->len; i++)
    g_assert_false (od_case_is_quoted (this_case->readings->pdata[i]));
}

static void
test_trim (void)
{
  static const char *const pairs[][2] = {
    { "<a@example.org>: Recipient address rejected: nobody",
      "<a@example.org>: Recipient address rejected: nobody" },
    { "connect to mx.example.org[192.0.2.1]:25: Connection refused",
      "connect to mx.example.org[192.0.2.1]:25: Connection refused" },
    { "Your message went to: a@example.org b@example.org",
      "Your message went to: a@example.org b@example.org" },
    { "Reason: box full", "box full" },
    { "Reason: full", "Reason: full" },
    { "理由：宛先が見つかりません", "宛先が見つかりません" },
    { "Giving up on 192.0.2.1.", "Giving up on 192.0.2.1." },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *line = g_strdup (pairs[i][0]);
      g_assert_cmpstr (od_notice_trim (line), ==, pairs[i][1]);
    }
}

/* White space of every kind, in HTML, comes to an end. */
static void
test_html_white_space (void)
{
  g_autofree char *read =
      read_mail ("From: MAILER-DAEMON@example.org\nTo: anna@example.com\nSubject: Failure\n"
                 "Content-Type: text/html\n\n<p>Could not be delivered:</p><p>a@example.org"
                 "</p><p>550\v5.1.1 \f no\v\vsuch person</p>");

  g_assert_cmpstr (read, ==, "a@example.org|550|5.1.1|no such person\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      g_autofree char *path = g_strdup_printf ("/bounce-words/%s", notices[i].name);
      g_test_add_data_func (path, &notices[i], test_notice);
    }
  g_test_add_func ("/bounce-words/receipts", test_receipts);
  g_test_add_func ("/bounce-words/filter", test_filter);
  g_test_add_func ("/bounce-words/list", test_list);
  g_test_add_func ("/bounce-words/pretence", test_pretence);
  g_test_add_func ("/bounce-words/no-bounces", test_no_bounces);
  g_test_add_func ("/bounce-words/report-and-notice", test_report_and_notice);
  g_test_add_func ("/bounce-words/trim", test_trim);
  g_test_add_func ("/bounce-words/html-white-space", test_html_white_space);
  return g_test_run ();
}
