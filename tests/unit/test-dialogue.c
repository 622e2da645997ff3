/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Recorded dialogues with servers: of swaks, openssl, curl, msmtp, smtplib, mail programs, and our own. */

#include "od-pasted.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *in;
  const char *code, *status, *stage, *recipient, *outcome, *text;
} Row;

#define HELLO  "220 mx.example.org ESMTP\nEHLO c.example.net\n250-mx.example.org\n250 SIZE 1000\n"
#define SENDER "MAIL FROM:<s@example.net>\n250 2.1.0 Ok\n"

static const Row rows[] = {
  { "telnet", HELLO SENDER "RCPT TO:<a@example.org>\n550 5.1.1 Unknown\nQUIT\n221 Bye\n", "550", "5.1.1",
    "rcpt", "a@example.org", "rejected", "Unknown" },
  { "telnet in small letters",
    "Trying 192.0.2.1...\nConnected to mx.example.org.\nEscape character is '^]'.\n"
    "220 mx.example.org\nhelo x\n250 hi\nmail from:<s@example.net>\n250 ok\nrcpt to: <a@example.org>\n554 "
    "no\n",
    "554", NULL, "rcpt", "a@example.org", "rejected", "no" },
  { "openssl s_client",
    "CONNECTED(00000003)\ndepth=2 C = XX, O = Example, CN = Root\nverify return:1\n---\n"
    "Certificate chain\n 0 s:CN = mx.example.org\n---\nSSL handshake has read 4502 bytes and written 500 "
    "bytes\n"
    "Verify return code: 0 (ok)\n---\n250 SMTPUTF8\nAUTH PLAIN AGEAYg==\n535 5.7.8 Bad credentials\n",
    "535", "5.7.8", "auth", NULL, "rejected", "Bad credentials" },
  { "swaks",
    "=== Trying mx.example.org:25...\n=== Connected to mx.example.org.\n<-  220 mx.example.org ESMTP\n"
    " -> EHLO c.example.net\n<-  250-mx.example.org\n<-  250 SIZE\n -> MAIL FROM:<s@example.net>\n<-  250 "
    "ok\n"
    " -> RCPT TO:<a@example.org>\n<** 450 4.2.0 Greylisted\n -> QUIT\n<-  221 Bye\n=== Connection closed.\n",
    "450", "4.2.0", "rcpt", "a@example.org", "rejected", "Greylisted" },
  { "swaks over TLS",
    "<-  220 mx.example.org ESMTP\n -> EHLO x\n<-  250 STARTTLS\n -> STARTTLS\n<-  220 Go\n"
    "=== TLS started with cipher TLSv1.3\n ~> EHLO x\n<~  250 AUTH PLAIN\n ~> AUTH LOGIN\n<~  334 "
    "VXNlcm5hbWU6\n"
    " ~> YQ==\n<~  334 UGFzc3dvcmQ6\n ~> Yg==\n<~* 535 5.7.8 No\n*** No authentication type succeeded\n"
    " ~> QUIT\n<~  221 Bye\n",
    "535", "5.7.8", "auth", NULL, "rejected", "No" },
  { "swaks, message refused",
    "<-  220 mx.example.org\n -> EHLO x\n<-  250 ok\n -> MAIL FROM:<s@example.net>\n"
    "<-  250 ok\n -> RCPT TO:<a@example.org>\n<-  250 ok\n -> DATA\n<-  354 go\n -> Subject: 550 no\n -> \n"
    " -> QUIT\n -> .\n<** 554 5.7.1 Spam\n",
    "554", "5.7.1", "dot", "a@example.org", "rejected", "Spam" },
  { "swaks, closed",
    "<-  220 mx.example.org\n -> EHLO x\n<-  250 ok\n"
    "*** Remote host closed connection unexpectedly.\n",
    NULL, NULL, NULL, NULL, "failed", "Remote host closed connection unexpectedly." },
  { "accepted",
    HELLO SENDER "RCPT TO:<a@example.org>\n250 ok\nDATA\n354 go\nSubject: x\n\nhello\n.\n"
                 "250 2.0.0 Ok: queued as 4XYZ\nQUIT\n221 Bye\n",
    "250", "2.0.0", "dot", "a@example.org", "accepted", "Ok: queued as 4XYZ" },
  { "refused QUIT",
    HELLO SENDER "RCPT TO:<a@example.org>\n250 ok\nDATA\n354 go\n.\n250 2.0.0 Ok\nQUIT\n"
                 "502 5.5.2 What\n",
    "250", "2.0.0", "dot", "a@example.org", "accepted", "Ok" },
  { "optional command refused",
    HELLO "VRFY a\n502 5.5.1 No\n" SENDER "RCPT TO:<a@example.org>\n"
          "551 5.1.6 Moved\n",
    "551", "5.1.6", "rcpt", "a@example.org", "rejected", "Moved" },
  { "EHLO refused, HELO taken",
    "220 mx\nEHLO x\n502 no\nHELO x\n250 ok\n" SENDER "DATA\n503 5.5.1 RCPT first\n", "503", "5.5.1", "data",
    NULL, "rejected", "RCPT first" },
  { "second login works",
    HELLO "AUTH PLAIN AAA=\n535 5.7.8 No\nAUTH PLAIN AAB=\n235 ok\n"
          "MAIL FROM:<s@example.net>\n553 5.7.1 Not yours\n",
    "553", "5.7.1", "mail", NULL, "rejected", "Not yours" },
  { "pipelined",
    HELLO "MAIL FROM:<s@example.net>\nRCPT TO:<a@example.org>\nRCPT TO:<b@example.org>\nDATA\n"
          "250 ok\n550 5.1.1 Not a\n550 5.1.1 Not b\n554 5.5.1 No valid recipients\n",
    "550", "5.1.1", "rcpt", "b@example.org", "rejected", "Not b" },
  { "greeting refuses", "220-mx\n220 mx.example.org\nEHLO x\n421 4.7.0 Busy\n", "421", "4.7.0", "ehlo", NULL,
    "rejected", "Busy" },
  { "greeting 554", "554 5.7.1 mx.example.org No\nQUIT\n221 Bye\n", "554", "5.7.1", "greeting", NULL,
    "rejected", "mx.example.org No" },
  { "several lines", HELLO SENDER "RCPT TO:<a@example.org>\n550-5.7.1 One\n550-5.7.1 two\n550 5.7.1 three\n",
    "550", "5.7.1", "rcpt", "a@example.org", "rejected", "One two three" },
  { "curl",
    "*   Trying 192.0.2.1:587...\n* Connected to mx.example.org (192.0.2.1) port 587 (#0)\n"
    "< 220 mx.example.org ESMTP\n> EHLO c\n< 250-mx.example.org\n< 250 AUTH PLAIN\n> AUTH PLAIN\n< 334 \n"
    "> AGEAYg==\n< 535 5.7.8 Error: failed\n* Closing connection 0\ncurl: (67) Login denied\n",
    "535", "5.7.8", "auth", NULL, "rejected", "Error: failed" },
  { "msmtp",
    "loaded user configuration file /home/s/.msmtprc\n<-- 220 mx.example.org ESMTP\n--> EHLO localhost\n"
    "<-- 250-mx.example.org\n<-- 250 PIPELINING\n--> MAIL FROM:<s@example.net>\n--> RCPT TO:<a@example.org>\n"
    "--> DATA\n<-- 250 2.1.0 Ok\n<-- 554 5.7.1 Relay denied\n<-- 554 5.5.1 No valid recipients\n",
    "554", "5.7.1", "rcpt", "a@example.org", "rejected", "Relay denied" },
  { "smtplib",
    "send: 'ehlo [192.0.2.7]\\r\\n'\nreply: b'250-mx.example.org\\r\\n'\nreply: b'250 SIZE\\r\\n'\n"
    "reply: retcode (250); Msg: b'mx.example.org\\nSIZE'\nsend: 'mail FROM:<s@example.net> size=500\\r\\n'\n"
    "reply: b'250 2.1.0 Ok\\r\\n'\nreply: retcode (250); Msg: b'2.1.0 Ok'\nsend: 'rcpt "
    "TO:<a@example.org>\\r\\n'\n"
    "reply: b'550 5.1.1 Nobody\\r\\n'\nreply: retcode (550); Msg: b'5.1.1 Nobody'\n",
    "550", "5.1.1", "rcpt", "a@example.org", "rejected", "Nobody" },
  { "Thunderbird",
    "mailnews.smtp: Connecting to smtp://mx.example.org:587\nmailnews.smtp: S: 220 mx.example.org\n"
    "mailnews.smtp: C: EHLO [192.0.2.7]\nmailnews.smtp: S: 250-mx.example.org\n250 AUTH LOGIN\n"
    "mailnews.smtp: C: MAIL FROM:<s@example.net>\nmailnews.smtp: S: 530 5.7.0 Log in first\n",
    "530", "5.7.0", "mail", NULL, "rejected", "Log in first" },
  { "Thunderbird, old",
    "[Main Thread]: I/SMTP SMTP Response: 220 mx.example.org\n"
    "[Main Thread]: I/SMTP SMTP Send: EHLO x\n[Main Thread]: I/SMTP SMTP Response: 250 ok\n"
    "[Main Thread]: I/SMTP SMTP Send: MAIL FROM:<s@example.net>\n"
    "[Main Thread]: I/SMTP SMTP Response: 552 5.3.4 Too big\n",
    "552", "5.3.4", "mail", NULL, "rejected", "Too big" },
  { "S and C",
    "S: 220 mx.example.org\nC: EHLO x\nS: 250 ok\nC: MAIL FROM:<s@example.net>\nS: 250 ok\n"
    "C: RCPT TO:<a@example.org>\nS: 452 4.2.2 Full\n",
    "452", "4.2.2", "rcpt", "a@example.org", "rejected", "Full" },
  { "S and C with times",
    "[10:00:01] S: 220 mx.example.org\n[10:00:01] C: EHLO x\n[10:00:02] S: 250 ok\n"
    "[10:00:02] C: MAIL FROM:<s@example.net>\n[10:00:03] S: 550 5.7.1 No\n",
    "550", "5.7.1", "mail", NULL, "rejected", "No" },
  { "quoted in a mail",
    "> 220 mx.example.org\n> EHLO x\n> 250 ok\n> MAIL FROM:<s@example.net>\n> 250 ok\n"
    "> RCPT TO:<a@example.org>\n> 550 5.1.1 Gone\n",
    "550", "5.1.1", "rcpt", "a@example.org", "rejected", "Gone" },
  { "our own",
    "     0.000 s  •  Checkup of s@example.net begins\n     0.102 s  •  Connecting to mx …\n"
    "     0.201 s  ←  220 mx.example.org ESMTP\n     0.202 s  →  EHLO c.example.net\n"
    "     0.301 s  ←  250-mx.example.org\n     0.301 s  ←  250 SIZE\n     0.302 s  →  MAIL "
    "FROM:<s@example.net>\n"
    "     0.400 s  ←  250 2.1.0 Ok\n     0.401 s  →  RCPT TO:<a@example.org>\n"
    "     0.500 s  ←  550 5.1.1 Not here\n     0.501 s  →  QUIT\n     0.6 s  •  The server refused\n",
    "550", "5.1.1", "rcpt", "a@example.org", "rejected", "Not here" },
  { "our own, login",
    "     0.201 s  ←  220 mx.example.org ESMTP\n     0.202 s  →  EHLO c\n"
    "     0.301 s  ←  250 AUTH PLAIN\n     0.302 s  •  Logging in by PLAIN …\n     0.302 s  →  AUTH PLAIN "
    "••••••\n"
    "     0.400 s  ←  535 5.7.8 Wrong\n     0.401 s  ✗  Login refused\n",
    "535", "5.7.8", "auth", NULL, "rejected", "Wrong" },
  { "our own in JSON",
    "{ \"events\" : [ { \"kind\" : \"received\", \"stage\" : \"greeting\", \"text\" : \"220 "
    "mx.example.org\" }, { \"kind\" : \"sent\", \"stage\" : \"mail\", \"text\" : \"MAIL "
    "FROM:<s@example.net>\" }, {"
    " \"kind\" : \"received\", \"stage\" : \"mail\", \"text\" : \"550 5.7.1 Not \\\"yours\\\" \\u00e9\" } ] "
    "}",
    "550", "5.7.1", "mail", NULL, "rejected", "Not \"yours\" é" },
  { "Postfix to postmaster",
    "Transcript of session follows.\n\n Out: 220 mx.example.org ESMTP Postfix\n In:  EHLO c\n"
    " Out: 250-mx.example.org\n Out: 250 SIZE\n In:  MAIL FROM:<s@example.net>\n Out: 250 2.1.0 Ok\n"
    " In:  RCPT TO:<a@example.org>\n Out: 451 4.3.0 <a@example.org>: Temporary lookup failure\n",
    "451", "4.3.0", "rcpt", "a@example.org", "rejected", "<a@example.org>: Temporary lookup failure" },
  { "nothing sent", HELLO "QUIT\n221 Bye\n", "250", NULL, "ehlo", NULL, "checked", NULL },
};

static void
check (const OdCase *this_case, const char *name, const char *expected)
{
  g_test_message ("%s", name);
  g_assert_cmpstr (od_facts_get (this_case->facts, name), ==, expected);
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autoptr (OdCase) this_case = od_pasted_dialogue_read (row->in, strlen (row->in));

      g_test_message ("%s", row->name);
      g_assert_nonnull (this_case);
      check (this_case, "given", "transcript");
      check (this_case, "code", row->code);
      check (this_case, "status", row->status);
      check (this_case, "stage", row->stage);
      check (this_case, "recipient", row->recipient);
      check (this_case, "outcome", row->outcome);
      if (row->text != NULL)
        check (this_case, "text", row->text);
    }
}

static void
test_recipients (void)
{
  const char *text = HELLO SENDER
      "RCPT TO:<a@example.org>\n550 5.1.1 Not a\nRCPT TO:<b@example.org>\n250 ok\n"
      "RCPT TO:<c@example.org>\n452 4.2.2 Full\nDATA\n354 go\n.\n250 2.0.0 Ok: queued\n";
  g_autoptr (GPtrArray) cases = od_pasted_dialogue_cases (text, strlen (text));
  static const char *const expected[][3] = { { "a@example.org", "550", "rejected" },
                                             { "c@example.org", "452", "rejected" },
                                             { "b@example.org", "250", "accepted" } };

  g_assert_cmpuint (cases->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < cases->len; i++)
    {
      OdCase *this_case = g_ptr_array_index (cases, i);

      check (this_case, "recipient", expected[i][0]);
      check (this_case, "code", expected[i][1]);
      check (this_case, "outcome", expected[i][2]);
      check (this_case, "remote-mta", "mx.example.org");
      g_assert_true (g_str_has_prefix (text + this_case->start, expected[i][1]));
    }
}

static void
test_no_dialogue (void)
{
  static const char *const cases[] = {
    "",
    "550 5.1.1 Unknown",
    "The mail server said: 550 no",
    "EHLO x\nQUIT\n",
    "Please say DATA to me\nand help me quit\n",
    "RCPT TO:<a@example.org>\n550 5.1.1 Unknown",
    "250 g of flour\n500 ml of milk\n",
    "{ \"kind\" : 1 }",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i]);
      g_assert_null (od_pasted_dialogue_read (cases[i], strlen (cases[i])));
    }
}

static void
test_cut (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize length = 0; length < strlen (rows[i].in); length++)
      {
        g_autofree char *copy = g_memdup2 (rows[i].in, MAX (length, 1));
        g_autoptr (GPtrArray) cut = od_pasted_dialogue_cases (copy, length);

        if (length > 2)
          copy[length / 2] = '\0';
        g_autoptr (GPtrArray) holed = od_pasted_dialogue_cases (copy, length);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialogue/rows", test_rows);
  g_test_add_func ("/dialogue/recipients", test_recipients);
  g_test_add_func ("/dialogue/no-dialogue", test_no_dialogue);
  g_test_add_func ("/dialogue/cut", test_cut);
  return g_test_run ();
}
