/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines of the logs of mail servers, in the forms their writers give them, with heads of syslog and without.
 */

#include "od-pasted.h"

#include <string.h>

typedef struct
{
  const char *line;
  const char *recipient, *code, *status, *stage, *action, *remote, *text; /* NULL: must not be there */
} Row;

#define HEAD  "Nov 24 10:00:01 mail postfix/smtp[4711]: "
#define ISO   "2026-11-24T10:00:01.123456+01:00 mail postfix/smtp[4711]: "
#define EXIM  "2026-11-24 10:00:01 1vNqXy-0003Ab-2C "
#define NEWX  "2026-11-24 10:00:01.123 [4711] 1vNqXy-00000000Ab1-2CdE "
#define SMTPD "Nov 24 10:00:01 mail smtpd[4711]: "
#define SEND  "Nov 24 10:00:01 mail sm-mta[4711]: 5AOA01xx004711: "

static const Row rows[] = {
  { HEAD "4ABC1: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1.2, delays=0.1/0/0.6/0.5, "
         "dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 <a@example.org>: No such "
         "user (in reply to RCPT TO command))",
    "a@example.org", "550", "5.1.1", "rcpt", "failed", "mx.example.org", "<a@example.org>: No such user" },
  { ISO
    "4ABC1: to=<a@example.org>, orig_to=<b@example.org>, relay=mx.example.org[2001:db8::1]:25, delay=3, "
    "dsn=4.7.1, status=deferred (host mx.example.org[2001:db8::1] said: 450 4.7.1 Come again (in reply to "
    "end of DATA command))",
    "a@example.org", "450", "4.7.1", "dot", "delayed", "mx.example.org", "Come again" },
  { HEAD "4ABC1: to=<a@example.org>, relay=none, delay=30, dsn=4.4.1, status=deferred (connect to "
         "mx.example.org[192.0.2.1]:25: Connection refused)",
    "a@example.org", NULL, "4.4.1", "connect", "delayed", NULL,
    "connect to mx.example.org[192.0.2.1]:25: Connection refused" },
  { HEAD
    "4ABC1: to=<a@example.org>, relay=none, delay=30, dsn=5.4.4, status=bounced (Host or domain name not "
    "found. Name service error for name=example.org type=A: Host not found)",
    "a@example.org", NULL, "5.4.4", "lookup", "failed", NULL,
    "Host or domain name not found. Name service error for name=example.org type=A: Host not found" },
  { "Nov 24 10:00:01 mail postfix/local[1]: 4ABC1: to=<a@example.org>, relay=local, delay=0.1, dsn=5.1.1, "
    "status=bounced (unknown user: \"a\")",
    "a@example.org", NULL, "5.1.1", NULL, "failed", NULL, "unknown user: \"a\"" },
  { "Nov 24 10:00:01 mail postfix/virtual[1]: 4ABC1: to=<a@example.org>, relay=virtual, dsn=2.0.0, "
    "status=sent (delivered to maildir)",
    "a@example.org", NULL, "2.0.0", NULL, "delivered", NULL, "delivered to maildir" },
  { HEAD
    "4ABC1: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1, dsn=2.0.0, status=sent (250 "
    "2.0.0 Ok: queued as 4XYZ)",
    "a@example.org", "250", "2.0.0", NULL, "delivered", "mx.example.org", "Ok: queued as 4XYZ" },
  { "Nov 24 10:00:01 mail postfix/lmtp[1]: 4ABC1: to=<a@example.org>, "
    "relay=mail.example.org[private/dovecot-lmtp], delay=0.1, dsn=5.2.2, status=bounced (host "
    "mail.example.org[private/dovecot-lmtp] said: 552 5.2.2 <a@example.org> Quota exceeded (in reply to end "
    "of "
    "DATA command))",
    "a@example.org", "552", "5.2.2", "dot", "failed", "mail.example.org", "<a@example.org> Quota exceeded" },
  { "postfix/error[1]: 4ABC1: to=<a@example.org>, relay=none, dsn=4.4.2, status=deferred (delivery "
    "temporarily "
    "suspended: lost connection with mx.example.org[192.0.2.1] while sending RCPT TO)",
    "a@example.org", NULL, "4.4.2", "rcpt", "delayed", NULL,
    "delivery temporarily suspended: lost connection with mx.example.org[192.0.2.1] while sending RCPT TO" },
  { HEAD "4ABC1: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.7.5, status=deferred (Server "
         "certificate not trusted)",
    "a@example.org", NULL, "4.7.5", "tls", "delayed", "mx.example.org", "Server certificate not trusted" },
  { "Nov 24 10:00:01 mail postfix/smtpd[2]: NOQUEUE: reject: RCPT from client.example.net[192.0.2.7]: 550 "
    "5.1.1 <a@example.org>: Recipient address rejected: User unknown; from=<s@example.net> "
    "to=<a@example.org> "
    "proto=ESMTP helo=<client>",
    "a@example.org", "550", "5.1.1", "rcpt", "failed", NULL,
    "<a@example.org>: Recipient address rejected: User unknown" },
  { "postfix/smtpd[2]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 554 5.7.1 Service unavailable; Client "
    "host [192.0.2.7] blocked using bl.example.net; from=<s@example.net> to=<a@example.org> proto=ESMTP",
    "a@example.org", "554", "5.7.1", "rcpt", "failed", NULL,
    "Service unavailable; Client host [192.0.2.7] blocked using bl.example.net" },
  { "postfix/smtpd[2]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 450 4.2.0 <a@example.org>: Recipient "
    "address rejected: Greylisted; from=<> to=<a@example.org> proto=SMTP",
    "a@example.org", "450", "4.2.0", "rcpt", "delayed", NULL,
    "<a@example.org>: Recipient address rejected: Greylisted" },
  { "postfix/smtpd[2]: NOQUEUE: reject: MAIL from x.example.net[192.0.2.7]: 452 4.3.1 Insufficient system "
    "storage; from=<s@example.net> proto=ESMTP",
    NULL, "452", "4.3.1", "mail", "delayed", NULL, "Insufficient system storage" },
  { "postfix/postscreen[2]: NOQUEUE: reject: RCPT from [192.0.2.7]:4711: 550 5.7.1 Service unavailable; "
    "client "
    "[192.0.2.7] blocked; from=<s@example.net>, to=<a@example.org>, proto=ESMTP",
    "a@example.org", "550", "5.7.1", "rcpt", "failed", NULL,
    "Service unavailable; client [192.0.2.7] blocked" },
  { "postfix/cleanup[2]: 4ABC1: milter-reject: END-OF-MESSAGE from x.example.net[192.0.2.7]: 5.7.1 Spam "
    "found; "
    "from=<s@example.net> to=<a@example.org> proto=ESMTP",
    "a@example.org", NULL, "5.7.1", "dot", "failed", NULL, "Spam found" },
  { "postfix/cleanup[2]: 4ABC1: reject: header Subject: Win from x.example.net[192.0.2.7]; "
    "from=<s@example.net> to=<a@example.org> proto=ESMTP helo=<x>: 5.7.1 Content rejected",
    "a@example.org", NULL, "5.7.1", "dot", "failed", NULL, "Content rejected" },
  { "> " HEAD "4ABC1: to=<a@example.org>,\n> relay=mx.example.org[192.0.2.1]:25, delay=1, dsn=5.7.1,\n> "
    "status=bounced (host mx.example.org[192.0.2.1] said: 554 5.7.1 Not\n> wanted (in reply to end of DATA "
    "command))",
    "a@example.org", "554", "5.7.1", "dot", "failed", "mx.example.org", "Not wanted" },
  { "4ABC1: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.0.0, status=deferred (host "
    "mx.example.org[192.0.2.1] refused to talk to me: 421 Too many connections)",
    "a@example.org", "421", "4.0.0", NULL, "delayed", "mx.example.org", "Too many connections" },
  { EXIM
    "** a@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.1] X=TLS1.3 CV=yes: SMTP error "
    "from remote mail server after RCPT TO:<a@example.org>: 550 5.1.1 No such user",
    "a@example.org", "550", "5.1.1", "rcpt", "failed", "mx.example.org", "No such user" },
  { NEWX
    "** a@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.1]: SMTP error from remote mail "
    "server after end of data: 554-5.7.1 One\\n554 5.7.1 two",
    "a@example.org", "554", "5.7.1", "dot", "failed", "mx.example.org", "One two" },
  { EXIM
    "== a@example.org R=dnslookup T=remote_smtp defer (-44) H=mx.example.org [192.0.2.1]: SMTP error from "
    "remote mail server after RCPT TO:<a@example.org>: 451 4.7.1 Greylisted",
    "a@example.org", "451", "4.7.1", "rcpt", "delayed", "mx.example.org", "Greylisted" },
  { EXIM "== a@example.org R=dnslookup T=remote_smtp defer (111): Connection refused", "a@example.org", NULL,
    NULL, "connect", "delayed", NULL, "Connection refused" },
  { EXIM "== a@example.org routing defer (-51): retry time not reached", "a@example.org", NULL, NULL, NULL,
    "delayed", NULL, "retry time not reached" },
  { EXIM "** a@example.org: retry timeout exceeded", "a@example.org", NULL, NULL, NULL, "failed", NULL,
    "retry timeout exceeded" },
  { EXIM "** a@example.org: Unrouteable address", "a@example.org", NULL, NULL, NULL, "failed", NULL,
    "Unrouteable address" },
  { EXIM "** a <a@example.org> R=local_user T=local_delivery: mailbox is full", "a@example.org", NULL, NULL,
    NULL, "failed", NULL, "mailbox is full" },
  { EXIM "=> a@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.1] C=\"250 2.0.0 OK id=1\"",
    "a@example.org", "250", "2.0.0", NULL, "delivered", "mx.example.org", "OK id=1" },
  { EXIM "-> b@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.1] C=\"250 OK\"",
    "b@example.org", "250", NULL, NULL, "delivered", "mx.example.org", "OK" },
  { "2026-11-24 10:00:01 H=(client) [192.0.2.7] F=<s@example.net> rejected RCPT <a@example.org>: Unknown "
    "user",
    "a@example.org", NULL, NULL, "rcpt", "failed", NULL, "Unknown user" },
  { "2026-11-24 10:00:01 H=c.example.net [192.0.2.7] F=<s@example.net> temporarily rejected RCPT "
    "<a@example.org>: greylisted",
    "a@example.org", NULL, NULL, "rcpt", "delayed", NULL, "greylisted" },
  { EXIM "H=c.example.net [192.0.2.7] F=<s@example.net> rejected after DATA: This message scored 12 points",
    NULL, NULL, NULL, "dot", "failed", NULL, "This message scored 12 points" },
  { EXIM "H=mx.example.org [192.0.2.1]: SMTP error from remote mail server after initial connection: 421 "
         "busy",
    NULL, "421", NULL, "greeting", NULL, "mx.example.org", "busy" },
  { SMTPD "11aa22bb33cc44dd mta delivery evpid=1 from=<s@example.net> to=<a@example.org> rcpt=<-> "
          "source=\"192.0.2.7\" relay=\"192.0.2.1 (mx.example.org)\" delay=1s result=\"PermFail\" stat=\"550 "
          "5.1.1 No such user\"",
    "a@example.org", "550", "5.1.1", NULL, "failed", "mx.example.org", "No such user" },
  { SMTPD
    "11aa mta event=delivery evpid=1 from=<> to=<a@example.org> rcpt=<-> source=\"-\" relay=\"192.0.2.1 "
    "(mx.example.org)\" delay=2s result=\"TempFail\" stat=\"451 Try later\"",
    "a@example.org", "451", NULL, NULL, "delayed", "mx.example.org", "Try later" },
  { SMTPD
    "11aa mta delivery evpid=1 from=<> to=<a@example.org> rcpt=<-> relay=\"192.0.2.1 (mx.example.org)\" "
    "delay=2s result=\"Ok\" stat=\"250 2.0.0 Ok\"",
    "a@example.org", "250", "2.0.0", NULL, "delivered", "mx.example.org", "Ok" },
  { SMTPD "11aa mta delivery evpid=1 from=<> to=<a@example.org> rcpt=<-> relay=\"-\" delay=4d "
          "result=\"PermFail\" stat=\"No MX found for domain\"",
    "a@example.org", NULL, NULL, NULL, "failed", NULL, "No MX found for domain" },
  { SMTPD "11aa smtp failed-command address=192.0.2.7 host=c.example.net command=\"RCPT TO:<a@example.org>\" "
          "result=\"550 Invalid recipient: <a@example.org>\"",
    "a@example.org", "550", NULL, "rcpt", "failed", NULL, "Invalid recipient: <a@example.org>" },
  { SMTPD "smtp event=failed-command address=192.0.2.7 host=x command=\"MAIL FROM:<s@example.net>\" "
          "result=\"421 4.3.0 Temporary Error\"",
    NULL, "421", "4.3.0", "mail", "delayed", NULL, "Temporary Error" },
  { SEND "to=<a@example.org>, ctladdr=<s@example.net> (1000/1000), delay=00:00:02, xdelay=00:00:02, "
         "mailer=esmtp, pri=30000, relay=mx.example.org. [192.0.2.1], dsn=5.1.1, stat=User unknown",
    "a@example.org", NULL, "5.1.1", NULL, "failed", "mx.example.org", "User unknown" },
  { SEND "to=a@example.org, delay=00:00:02, mailer=esmtp, relay=mx.example.org. [192.0.2.1], dsn=4.0.0, "
         "stat=Deferred: Connection refused by mx.example.org.",
    "a@example.org", NULL, "4.0.0", "connect", "delayed", "mx.example.org",
    "Deferred: Connection refused by mx.example.org." },
  { SEND "to=<a@example.org>, delay=00:00:02, relay=mx.example.org. [192.0.2.1], dsn=2.0.0, stat=Sent (4XYZ "
         "Message accepted for delivery)",
    "a@example.org", NULL, "2.0.0", NULL, "delivered", "mx.example.org",
    "Sent (4XYZ Message accepted for delivery)" },
  { SEND "ruleset=check_rcpt, arg1=<a@example.org>, relay=c.example.net [192.0.2.7], reject=550 5.7.1 "
         "<a@example.org>... Relaying denied",
    "a@example.org", "550", "5.7.1", "rcpt", "failed", NULL, "<a@example.org>... Relaying denied" },
  { SEND "ruleset=check_mail, arg1=<s@example.net>, relay=c.example.net [192.0.2.7], reject=451 4.1.8 Domain "
         "of sender address s@example.net does not resolve",
    NULL, "451", "4.1.8", "mail", "delayed", NULL,
    "Domain of sender address s@example.net does not resolve" },
  { "@400000006 delivery 7: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_5.1.1_No_such_"
    "user/Giving_up_on_192.0.2.1./",
    NULL, "550", "5.1.1", NULL, "failed", NULL, "No such user" },
  { "Nov 24 10:00:01 host=smtp.example.net tls=on auth=on user=s from=s@example.net recipients=a@example.org "
    "smtpstatus=550 smtpmsg='550 5.1.1 Unknown' errormsg='recipient refused' exitcode=EX_DATAERR",
    "a@example.org", "550", "5.1.1", NULL, "failed", "smtp.example.net", "Unknown" },
};

static void
check (OdCase *this_case, const char *name, const char *expected)
{
  g_test_message ("%s", name);
  g_assert_cmpstr (od_facts_get (this_case->facts, name), ==, expected);
}

static void
test_lines (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autoptr (OdCase) this_case = od_log_line_read (row->line, strlen (row->line));

      g_test_message ("%s", row->line);
      g_assert_nonnull (this_case);
      check (this_case, "given", "log");
      check (this_case, "recipient", row->recipient);
      check (this_case, "code", row->code);
      check (this_case, "status", row->status);
      check (this_case, "stage", row->stage);
      check (this_case, "action", row->action);
      check (this_case, "remote-mta", row->remote);
      check (this_case, "text", row->text);
      g_assert_cmpuint (this_case->length, >, 0);
      g_assert_cmpuint (this_case->start + this_case->length, <=, strlen (row->line));
    }
}

static void
test_other_lines (void)
{
  static const char *const lines[] = {
    "",
    "Nov 24 10:00:01 mail postfix/qmgr[1]: 4ABC1: from=<s@example.net>, size=500, nrcpt=1 (queue active)",
    "Nov 24 10:00:01 mail postfix/qmgr[1]: 4ABC1: removed",
    "Nov 24 10:00:01 mail postfix/smtpd[1]: connect from unknown[192.0.2.7]",
    "Nov 24 10:00:01 mail postfix/cleanup[1]: 4ABC1: message-id=<550@example.net>",
    EXIM "<= s@example.net H=c.example.net [192.0.2.7] P=esmtps S=550",
    EXIM "Completed",
    SMTPD "11aa smtp connected address=192.0.2.7 host=c.example.net",
    SEND "from=<s@example.net>, size=550, class=0, nrcpts=1, msgid=<1@example.net>",
    "The message was rejected by the server: 550 no",
    "He wrote to=<a@example.org> and nothing more",
    "a -> b ** c == d => e",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_test_message ("%s", lines[i]);
      g_assert_null (od_log_line_read (lines[i], strlen (lines[i])));
    }
}

static void
test_span_and_readings (void)
{
  const char *line = "> " HEAD
                     "4ABC1: to=<a@example.org>, dsn=5.1.1, status=bounced (host mx said: 550 5.1.1 Nobody "
                     "(in reply to RCPT TO command))";
  g_autoptr (OdCase) this_case = od_log_line_read (line, strlen (line));
  OdFacts *reading;

  g_assert_true (g_str_has_prefix (line + this_case->start, "550 5.1.1 Nobody"));
  g_assert_cmpuint (this_case->length, ==, strlen ("550 5.1.1 Nobody"));
  g_assert_cmpuint (this_case->readings->len, ==, 1);
  reading = g_ptr_array_index (this_case->readings, 0);
  g_assert_cmpstr (od_facts_get (reading, "code"), ==, "550");
  g_assert_cmpstr (od_facts_get (reading, "recipient"), ==, "a@example.org");
  g_assert_true (g_str_has_prefix (od_facts_get (reading, "text"), "host mx said:"));
}

/* Every line cut short at every byte, and with a NUL there: no reading beyond the end. */
static void
test_cut (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize length = 0; length < strlen (rows[i].line); length++)
      {
        g_autofree char *copy = g_memdup2 (rows[i].line, length + 1);
        g_autoptr (OdCase) cut = od_log_line_read (copy, length);

        copy[length / 2] = '\0';
        g_autoptr (OdCase) holed = od_log_line_read (copy, length);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log-line/lines", test_lines);
  g_test_add_func ("/log-line/other-lines", test_other_lines);
  g_test_add_func ("/log-line/span-and-readings", test_span_and_readings);
  g_test_add_func ("/log-line/cut", test_cut);
  return g_test_run ();
}
