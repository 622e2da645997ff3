/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One small bounce of every kind, written for this test: delivery reports as they are and as they are broken,
 * notices of the systems that write their own, in several languages, and mails that are no bounces. */

#include "od-bounce.h"

#include <string.h>

/* What one case must say; NULL: the fact is not set; "*": whatever. */
typedef struct
{
  const char *recipient;
  const char *action;
  const char *code;
  const char *status;
  const char *stage;
  const char *text; /* a part of it */
} Expected;

typedef struct
{
  const char *name;
  const char *head; /* before the body, without MIME-Version */
  const char *body;
  Expected cases[4];
} Kind;

#define DAEMON(subject)                                                                                   \
  "Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@relay.example.com>\nTo: anna@example.com\n" \
  "Subject: " subject "\n"
#define REPORT(subject) \
  DAEMON (subject) "Content-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"b/1\"\n"
#define TEXT   "--b/1\nContent-Type: text/plain; charset=us-ascii\n\n"
#define STATUS "\n--b/1\nContent-Type: message/delivery-status\n\n"
#define MTA    "Reporting-MTA: dns; relay.example.com\n\n"
#define ORIGINAL                                                                                            \
  "\n--b/1\nContent-Type: message/rfc822\n\nFrom: anna@example.com\nTo: x@example.net\nSubject: 550 5.7.1 " \
  "spam\n\n550 5.2.2 not the reason\n\n--b/1--\n"

static const Kind reports[] = {
  { "postfix",
    REPORT ("Undelivered Mail Returned to Sender"),
    TEXT
    "This is the mail system at host relay.example.com.\n\nI'm sorry to have to inform you that your message "
    "could not\nbe delivered to one or more recipients. It's attached below.\n\n                   The mail "
    "system\n\n<otto@example.org>: host mx.example.org[192.0.2.7] said: 550 5.1.1\n    <otto@example.org>: "
    "Recipient address rejected: no such person here (in\n    reply to RCPT TO command)\n" STATUS MTA
    "Final-Recipient: rfc822; otto@example.org\nOriginal-Recipient: rfc822;otto@example.org\nAction: "
    "failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.example.org\nDiagnostic-Code: smtp; 550 5.1.1 "
    "<otto@example.org>: Recipient address rejected:\n    no such person here\n" ORIGINAL,
    { { "otto@example.org", "failed", "550", "5.1.1", "rcpt", "no such person here" } } },
  { "two recipients",
    REPORT ("Undelivered Mail"),
    TEXT
    "<a@example.org>: host mx.example.org[192.0.2.7] said: 452 4.2.2 Over quota (in reply to RCPT TO "
    "command)\n\n<b@example.net>: Host or domain name not found. Name service error for\n    "
    "name=example.net "
    "type=A: Host not found\n" STATUS MTA
    "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 4.2.2\nDiagnostic-Code: smtp; 452 4.2.2 "
    "Over quota\n\nFinal-Recipient: rfc822; b@example.net\nAction: failed\nStatus: 5.4.4\nDiagnostic-Code: "
    "X-Postfix; Host not found\n" ORIGINAL,
    { { "a@example.org", "failed", "452", "4.2.2", "rcpt", "Over quota" },
      { "b@example.net", "failed", NULL, "5.4.4", NULL, "Host not found" } } },
  { "delayed",
    REPORT ("Delayed Mail (still being retried)"),
    TEXT
    "Your message could not be delivered yet.\n" STATUS MTA
    "Final-Recipient: rfc822; a@example.org\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; "
    "connect to mx.example.org[192.0.2.9]:25: Connection timed out\nWill-Retry-Until: Wed, 2 Dec 2026 "
    "10:00:00 "
    "+0000\n" ORIGINAL,
    { { "a@example.org", "delayed", NULL, "4.4.1", NULL, "Connection timed out" } } },
  { "delivered",
    REPORT ("Successful Mail Delivery Report"),
    TEXT "Your message was delivered.\n" STATUS MTA
         "Final-Recipient: rfc822; a@example.org\nAction: delivered\nStatus: 2.0.0\nDiagnostic-Code: smtp; "
         "250 2.0.0 "
         "Ok: queued as 4XyZ\n" ORIGINAL,
    { { "a@example.org", "delivered", "250", "2.0.0", NULL, "queued as" } } },
  { "relayed without diagnostic",
    REPORT ("Relayed"),
    TEXT "relayed to a system that sends no notices\n" STATUS MTA
         "Final-Recipient: rfc822; a@example.org\nAction: relayed (to mx)\nStatus: 2.1.9\n" ORIGINAL,
    { { "a@example.org", "relayed", "250", "2.1.9", NULL, NULL } } },
  { "status in brackets and wrong case",
    REPORT ("failure"),
    TEXT "it failed\n" STATUS
         "REPORTING-MTA: DNS; relay.example.com\n\nFINAL-RECIPIENT: RFC822; a@example.org\nACTION: "
         "Failed\nSTATUS: 5.1.1 (bad destination mailbox)\n" ORIGINAL,
    { { "a@example.org", "failed", NULL, "5.1.1", NULL, "bad destination mailbox" } } },
  { "status of the diagnostic wins",
    REPORT ("failure"),
    TEXT
    "it failed\n" STATUS MTA
    "Final-Recipient: rfc822;a@example.org\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp;552 5.2.2 "
    "That mailbox is full\n" ORIGINAL,
    { { "a@example.org", "failed", "552", "5.2.2", NULL, "mailbox is full" } } },
  { "no blank lines",
    REPORT ("failure"),
    TEXT
    "it failed\n" STATUS
    "Reporting-MTA: dns; relay.example.com\nFinal-Recipient: rfc822;a@example.org\nAction: failed\nStatus: "
    "5.1.2\nFinal-Recipient: rfc822;b@example.org\nAction: failed\nStatus: 5.1.3\n" ORIGINAL,
    { { "a@example.org", "failed", NULL, "5.1.2", NULL, "it failed" },
      { "b@example.org", "failed", NULL, "5.1.3", NULL, "it failed" } } },
  { "a blank line everywhere",
    REPORT ("failure"),
    TEXT
    "it failed\n" STATUS
    "Reporting-MTA: dns; relay.example.com\n\nOriginal-Recipient: rfc822;old@example.org\n\nFinal-Recipient: "
    "rfc822;a@example.org\n\nAction: failed\n\nStatus: 5.1.6\n" ORIGINAL,
    { { "a@example.org", "failed", NULL, "5.1.6", NULL, "it failed" } } },
  { "no block for the message",
    REPORT ("failure"),
    TEXT "it failed\n" STATUS
         "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.2.1\n" ORIGINAL,
    { { "a@example.org", "failed", NULL, "5.2.1", NULL, "it failed" } } },
  { "original recipient only",
    REPORT ("failure"),
    TEXT "it failed\n" STATUS MTA
         "Original-Recipient: rfc822; <a@example.org>\nAction: failed\nStatus: 5.2.1\n" ORIGINAL,
    { { "a@example.org", "failed", NULL, "5.2.1", NULL, "it failed" } } },
  { "value broken without indentation",
    REPORT ("failure"),
    TEXT
    "it failed\n" STATUS MTA
    "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 554 5.7.1 "
    "The client address is\nlisted by bl.example.net\n" ORIGINAL,
    { { "a@example.org", "failed", "554", "5.7.1", NULL, "is listed by bl.example.net" } } },
  { "reply of several lines",
    REPORT ("failure"),
    TEXT "it failed\n" STATUS MTA "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: "
         "5.7.0\nDiagnostic-Code: smtp; 550-5.7.26 "
         "This mail is not signed\n 550-5.7.26 and its sender is not allowed by SPF.\n 550 5.7.26 "
         "Sorry\n" ORIGINAL,
    { { "a@example.org", "failed", "550", "5.7.26", NULL, "not signed and its sender" } } },
  { "base64 report",
    REPORT ("failure"),
    TEXT "it failed\n\n--b/1\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
         "UmVwb3J0aW5nLU1UQTogZG5zOyByZWxheS5leGFtcGxlLmNvbQoKRmluYWwtUmVjaXBpZW50OiBy\nZmM4MjI7IGFAZXhhbXBsZ"
         "S5vcmcKQWN0aW9uOiBmYWlsZWQKU3RhdHVzOiA1LjEuMQo=\n" ORIGINAL,
    { { "a@example.org", "failed", NULL, "5.1.1", NULL, "it failed" } } },
  { "global report",
    REPORT ("failure"),
    TEXT
    "it failed\n\n--b/1\nContent-Type: message/global-delivery-status\nContent-Transfer-Encoding: 8bit\n\n"
    "Reporting-MTA: dns; relay.example.com\n\nFinal-Recipient: utf-8; jürgen@example.org\nAction: "
    "failed\nStatus: 5.1.1\n" ORIGINAL,
    { { "jürgen@example.org", "failed", NULL, "5.1.1", NULL, "it failed" } } },
  { "unitext",
    REPORT ("failure"),
    TEXT "it failed\n" STATUS MTA
         "Final-Recipient: utf-8; j\\x{FC}rgen@example.org\nAction: failed\nStatus: 5.1.1\n" ORIGINAL,
    { { "jürgen@example.org", "failed", NULL, "5.1.1", NULL, "it failed" } } },
  { "report as plain text",
    DAEMON ("Delivery failure") "Content-Type: text/plain\n",
    "Your mail failed.\n\nReporting-MTA: dns; relay.example.com\n\nFinal-Recipient: rfc822; "
    "a@example.org\nAction: "
    "failed\nStatus: 5.4.7\nDiagnostic-Code: smtp; delivery time expired\n",
    { { "a@example.org", "failed", NULL, "5.4.7", NULL, "delivery time expired" } } },
  { "lmtp, no mailbox",
    REPORT ("failure"),
    TEXT
    "it failed\n" STATUS MTA
    "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: LMTP; 552 5.2.2 "
    "<a@example.org> Quota exceeded\n" ORIGINAL,
    { { "a@example.org", "failed", "552", "5.2.2", NULL, "Quota exceeded" } } },
  { "x-unix",
    REPORT ("failure"),
    TEXT
    "it failed\n" STATUS MTA
    "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.3.0\nDiagnostic-Code: x-unix; mailbox "
    "program ended with exit code 75\n" ORIGINAL,
    { { "a@example.org", "failed", NULL, "5.3.0", NULL, "mailbox program ended" } } },
  { "microsoft 365",
    REPORT ("Undeliverable: hello"),
    TEXT "Your message to otto@example.org couldn't be delivered.\n\notto wasn't found at "
         "example.org.\n\nDiagnostic information for administrators:\n\nGenerating server: "
         "SRV1.example.com\n\notto@example.org\nRemote server returned '550 5.1.10 "
         "RESOLVER.ADR.RecipientNotFound; "
         "Recipient not found by SMTP address lookup'\n\nOriginal message headers:\n\nReceived: from "
         "a.example.com\n by b.example.com; Tue, 24 Nov 2026 10:00:00 +0000\n" STATUS MTA
         "Final-Recipient: rfc822;otto@example.org\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: "
         "smtp;550 5.1.10 "
         "RESOLVER.ADR.RecipientNotFound; Recipient not\n found by SMTP address lookup\n" ORIGINAL,
    { { "otto@example.org", "failed", "550", "5.1.10", "*", "Recipient not found" } } },
  { "nothing in the report",
    REPORT ("Undelivered"),
    TEXT "<a@example.org>: host mx.example.org[192.0.2.7] said: 554 5.7.1 Message looks like spam (in reply "
         "to end "
         "of DATA command)\n" STATUS MTA
         "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.0.0\n" ORIGINAL,
    { { "a@example.org", "failed", "554", "5.7.1", "dot", "looks like spam" } } },
};

static const Kind notices[] = {
  { "qmail",
    DAEMON ("failure notice"),
    "Hi. This is the qmail-send program at example.com.\nI'm afraid I wasn't able to deliver your message to "
    "the "
    "following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work "
    "out.\n\n<a@example.org>:\n"
    "192.0.2.7 does not like recipient.\nRemote host said: 550 5.1.1 nobody here by that name\nGiving up on "
    "192.0.2.7.\n\n<b@example.net>:\nSorry, I couldn't find any host named example.net. (#5.1.2)\n\n--- "
    "Below this "
    "line is a copy of the message.\n\nReturn-Path: <anna@example.com>\nTo: c@example.org\n\n550 5.2.2 "
    "full\n",
    { { "a@example.org", "failed", "550", "5.1.1", "*", "nobody here" },
      { "b@example.net", "failed", NULL, "5.1.2", NULL, "find any host" } } },
  { "exim",
    DAEMON ("Mail delivery failed: returning message to sender") "X-Failed-Recipients: a@example.org\n",
    "This message was created automatically by mail delivery software.\n\nA message that you sent could not "
    "be "
    "delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) "
    "failed:\n\n  "
    "a@example.org\n    host mx.example.org [192.0.2.7]\n    SMTP error from remote mail server after RCPT "
    "TO:<a@example.org>:\n    550 unknown person\n\n------ This is a copy of the message, including all the "
    "headers. "
    "------\n\nReturn-path: <anna@example.com>\n",
    { { "a@example.org", "failed", "550", NULL, "rcpt", "unknown person" } } },
  { "exim, words only",
    DAEMON ("Mail delivery failed"),
    "This message was created automatically by mail delivery software.\n\nA message that you sent could not "
    "be "
    "delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) "
    "failed:\n\n  "
    "a@example.org\n    all relevant MX records point to non-existent hosts\n  b@example.org\n    mailbox is "
    "full: retry "
    "timeout exceeded\n",
    { { "a@example.org", "failed", NULL, NULL, NULL, "non-existent hosts" },
      { "b@example.org", "failed", NULL, NULL, NULL, "mailbox is full" } } },
  { "exim warning",
    DAEMON ("Warning: message 1abc delayed 24 hours"),
    "This message was created automatically by mail delivery software.\nA message that you sent has not yet "
    "been "
    "delivered to one or more of its\nrecipients after more than 24 hours on the queue.\n\nThe address to "
    "which the "
    "message has not yet been delivered is:\n\n  a@example.org\n    host mx.example.org [192.0.2.7]\n    "
    "Delay reason: "
    "SMTP error from remote mail server after initial connection:\n    421 too many connections\n\nNo action "
    "is required "
    "on your part. Delivery attempts will continue for\nsome time. The warning message may be repeated.\n",
    { { "a@example.org", "delayed", "421", NULL, "*", "too many connections" } } },
  { "sendmail",
    DAEMON ("Returned mail: see transcript for details"),
    "The original message was received at Tue, 24 Nov 2026 10:00:00 GMT\nfrom localhost [127.0.0.1]\n\n   "
    "----- The "
    "following addresses had permanent fatal errors -----\n<a@example.org>\n    (reason: 550 5.1.1 "
    "<a@example.org>... User unknown)\n<b@example.net>\n    (reason: 553 sorry, your mail was "
    "administratively "
    "denied)\n\n   ----- Transcript of session follows -----\n... while talking to mx.example.org.:\n>>> "
    "RCPT "
    "To:<a@example.org>\n<<< 550 5.1.1 <a@example.org>... User unknown\n550 5.1.1 <a@example.org>... User "
    "unknown\n... "
    "while talking to mx.example.net.:\n>>> RCPT To:<b@example.net>\n<<< 553 sorry, your mail was "
    "administratively "
    "denied\n",
    { { "a@example.org", "failed", "550", "5.1.1", "*", "User unknown" },
      { "b@example.net", "failed", "553", NULL, "*", "administratively denied" } } },
  { "sendmail, transcript only",
    DAEMON ("Returned mail: User unknown"),
    "   ----- The following addresses had permanent fatal errors -----\n<a@example.org>\n<b@example.net>\n\n "
    "  ----- "
    "Transcript of session follows -----\n... while talking to mx.example.net.:\n>>> RCPT "
    "To:<b@example.net>\n<<< 552 "
    "over quota\n... while talking to mx.example.org.:\n>>> RCPT To:<a@example.org>\n<<< 550 nobody\n",
    { { "a@example.org", "failed", "550", NULL, "rcpt", "nobody" },
      { "b@example.net", "failed", "552", NULL, "rcpt", "over quota" } } },
  { "exchange 2000",
    DAEMON ("Undeliverable: hello"),
    "Your message\n\n  To:      otto@example.org\n  Subject: hello\n  Sent:    Tue, 24 Nov 2026 10:00:00 "
    "+0100\n\ndid not "
    "reach the following recipient(s):\n\notto@example.org on Tue, 24 Nov 2026 10:00:02 +0100\n    The "
    "e-mail account "
    "does not exist at the organization this message was sent to.\n    <mx.example.com #5.1.1 smtp;550 5.1.1 "
    "otto@example.org... no such user>\n",
    { { "otto@example.org", "failed", "550", "5.1.1", NULL, "no such user" } } },
  { "exchange 2007",
    DAEMON ("Undeliverable: hello"),
    "Delivery has failed to these recipients or groups:\n\nOtto Beispiel (otto@example.org)\nThe recipient's "
    "mailbox "
    "is full and can't accept messages now.\n\nDiagnostic information for administrators:\n\nGenerating "
    "server: "
    "ex1.example.com\n\notto@example.org\n#554 5.2.2 mailbox full ##\n\nOriginal message "
    "headers:\n\nReceived: from "
    "ex2.example.com\n by ex1.example.com\n",
    { { "otto@example.org", "failed", "554", "5.2.2", NULL, "mailbox full" } } },
  { "domino",
    DAEMON ("DELIVERY FAILURE: User otto (otto@example.org) not listed in Domino Directory"),
    "Your message\n\n  Subject: hello\n\nwas not delivered to:\n\n  otto@example.org\n\nbecause:\n\n  User "
    "otto "
    "(otto@example.org) not listed in Domino Directory\n",
    { { "otto@example.org", "failed", NULL, NULL, NULL, "not listed in Domino Directory" } } },
  { "gmail, old",
    "Return-Path: <>\nFrom: Mail Delivery Subsystem <mailer-daemon@mail.example.com>\nTo: anna@example.com\n"
    "Subject: Delivery Status Notification (Failure)\nX-Failed-Recipients: a@example.org\n",
    "Delivery to the following recipient failed permanently:\n\n     a@example.org\n\nTechnical details of "
    "permanent "
    "failure: \nWe tried to deliver your message, but it was rejected by the server for the recipient domain "
    "example.org by mx.example.org. [192.0.2.7].\n\nThe error that the other server returned was:\n550 5.1.1 "
    "No such "
    "address\n\n\n----- Original message -----\n\nSubject: 550 5.2.2 x\n",
    { { "a@example.org", "failed", "550", "5.1.1", NULL, "No such address" } } },
  { "gmail, new, html only",
    DAEMON ("Delivery Status Notification (Failure)") "Content-Type: text/html; charset=UTF-8\n",
    "<html><head><style>p{}</style></head><body><h2>Address not found</h2><p>Your message wasn't delivered "
    "to "
    "<b>a@example.org</b> because the address couldn't be found.</p><p>The response from the remote server "
    "was:</p><p>550 5.1.1 &lt;a@example.org&gt; nobody of this name</p></body></html>",
    { { "a@example.org", "failed", "550", "5.1.1", NULL, "nobody of this name" } } },
  { "yahoo",
    DAEMON ("Failure Notice"),
    "Sorry, we were unable to deliver your message to the following address.\n\n<a@example.org>:\nRemote "
    "host said: "
    "554 delivery error: dd This user doesn't have an account here\n\n--- Below this line is a copy of the "
    "message.\n\nReceived: from x\n",
    { { "a@example.org", "failed", "554", NULL, NULL, "doesn't have an account" } } },
  { "gmx",
    DAEMON ("Mail delivery failed: returning message to sender"),
    "This message was created automatically by mail delivery software.\n\nA message that you sent could not "
    "be "
    "delivered to\none or more of its recipients. This is a permanent error.\n\nThe following address "
    "failed:\n\n\"a@example.org\":\nSMTP error from remote server after RCPT command:\nhost: "
    "mx.example.org\n5.1.1 No "
    "mailbox by that name\n\n--- The header of the original message is following. ---\n\nReceived: from x\n",
    { { "a@example.org", "failed", NULL, "5.1.1", "rcpt", "No mailbox by that name" } } },
  { "mmdf",
    DAEMON ("Failed mail  (msg.aa01234)"),
    "    Your message could not be delivered to\n'a@example.org (host: mx.example.org) (queue: smtp)' for "
    "the "
    "following\nreason:  '<a@example.org>... no account of that name here'\n\n    Your message "
    "follows:\n\nReceived: from x\n",
    { { "a@example.org", "failed", NULL, NULL, NULL, "no account of that name" } } },
  { "courier",
    DAEMON ("NOTICE: mail delivery status."),
    "This is a delivery status notification from relay.example.com,\nrunning the Courier mail server.\n\nThe "
    "original "
    "message was received on Tue, 24 Nov 2026 10:00:00 +0000\nfrom localhost\n\n---\n\n                      "
    "     "
    "UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be "
    "delivered:\n\n<a@example.org>:\n    "
    "mx.example.org [192.0.2.7]:\n>>> RCPT TO:<a@example.org>\n<<< 550 User is not there\n\n---\n",
    { { "a@example.org", "failed", "550", NULL, "rcpt", "User is not there" } } },
  { "imail",
    "From: postmaster@relay.example.com\nTo: anna@example.com\nSubject: Undeliverable Mail\n",
    "User mailbox exceeds allowed size: otto@example.org\n\nOriginal message follows.\n\nReceived: from x\n "
    "by y\n",
    { { "otto@example.org", "failed", NULL, NULL, NULL, "exceeds allowed size" } } },
  { "communigate",
    DAEMON ("Undeliverable mail"),
    "Failed to deliver to '<a@example.org>'\nSMTP module(domain example.org) reports:\n host mx.example.org "
    "says:\n 550 "
    "5.7.1 no permission\n",
    { { "a@example.org", "failed", "550", "5.7.1", NULL, "no permission" } } },
  { "mdaemon",
    "From: \"MDaemon at relay.example.com\" <MDaemon@relay.example.com>\nTo: anna@example.com\nSubject: "
    "Permanent Delivery Failure\n",
    "The attached message had PERMANENT fatal delivery errors!\n\nAfter one or more unsuccessful delivery "
    "attempts the "
    "attached message has\nbeen removed from the mail queue.\n\nFailed address: a@example.org\n\n--- Session "
    "Transcript "
    "---\n Parsing message\n --> RCPT To:<a@example.org>\n <-- 550 <a@example.org>, Recipient unknown\n --- "
    "End "
    "Transcript ---\n",
    { { "a@example.org", "failed", "550", NULL, "rcpt", "Recipient unknown" } } },
  { "groupwise",
    "From: <Postmaster@relay.example.com>\nTo: anna@example.com\nSubject: Message status - undeliverable\n",
    "The message that you sent was undeliverable to the following:\n\totto@example.org (550 no such "
    "person)\n",
    { { "otto@example.org", "failed", "550", NULL, NULL, "no such person" } } },
  { "mailenable",
    "From: postmaster@relay.example.com\nTo: anna@example.com\nSubject: Message Delivery Failure\n",
    "Message could not be delivered to some recipients.\nThe following recipient(s) could not be "
    "reached:\n\n\tRecipient: "
    "[SMTP:a@example.org]\n\tReason:    Remote SMTP Server Returned: 550 No thanks\n",
    { { "a@example.org", "failed", "550", NULL, NULL, "No thanks" } } },
  { "aol",
    DAEMON ("Mail Delivery Problem"),
    "Your mail to the following recipients could not be delivered because they are not accepting "
    "mail:\n\totto@example.org\n",
    { { "otto@example.org", "failed", NULL, NULL, NULL, "not accepting mail" } } },
  { "german",
    DAEMON ("Unzustellbar: Hallo") "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: "
                                   "quoted-printable\n",
    "Ihre Nachricht konnte nicht zugestellt werden.\n\nEmpf=E4nger: a@example.org\nGrund: Das Postfach des "
    "Empf=E4ngers ist voll.\n",
    { { "a@example.org", "failed", NULL, NULL, NULL, "Postfach des Empfängers ist voll" } } },
  { "french",
    DAEMON ("=?utf-8?q?=C3=89chec_de_remise?=") "Content-Type: text/plain; charset=utf-8\n",
    "Votre message n'a pas pu être remis au destinataire suivant :\n\n<a@example.org>\n    550 5.1.1 Adresse "
    "d'au moins un destinataire invalide\n",
    { { "a@example.org", "failed", "550", "5.1.1", NULL, "destinataire invalide" } } },
  { "spanish",
    DAEMON ("No se pudo entregar el mensaje"),
    "No se pudo entregar su mensaje a:\n\n  a@example.org\n\nMotivo: El buzon no existe\n",
    { { "a@example.org", "failed", NULL, NULL, NULL, "El buzon no existe" } } },
  { "russian, koi8-r",
    DAEMON ("failure notice") "Content-Type: text/plain; charset=koi8-r\n"
                              "Content-Transfer-Encoding: base64\n",
    /* «Письмо не было доставлено: / a@example.org / Ящик переполнен» */
    "8MnT2M3PIM7FIMLZzM8gxM/T1MHXzMXOzzoKCmFAZXhhbXBsZS5vcmcKICAg0d3JyyDQxdLF0M/MzsXOCg==\n",
    { { "a@example.org", "failed", NULL, NULL, NULL, "ящик переполнен" } } },
  { "japanese",
    DAEMON ("=?ISO-2022-JP?B?GyRCJSgbKEI=?=") "Content-Type: text/plain; charset=utf-8\n",
    "以下の宛先にメールを配信できませんでした。\n\n宛先：a@example."
    "org\n理由：宛先のメールボックスが見つかりません\n",
    { { "a@example.org", "failed", NULL, NULL, NULL, "見つかりません" } } },
  { "chinese",
    "From: postmaster@example.com\nTo: anna@example.com\nSubject: =?utf-8?b?57O757uf6YCA5L+h?=\n"
    "Content-Type: text/plain; charset=utf-8\n",
    "抱歉，您的邮件被退信。\n收件人：<a@example.org>\n原因：550 5.1.1 User not found\n",
    { { "a@example.org", "failed", "550", "5.1.1", NULL, "User not found" } } },
  { "unknown system",
    "From: root@relay.example.com\nReturn-Path: <>\nTo: anna@example.com\nSubject: delivery problem\n",
    "Dear user, the message for otto@example.org came back, its mailbox was closed.\nIt could not be "
    "delivered.\n",
    { { "otto@example.org", "failed", NULL, NULL, NULL, "mailbox was closed" } } },
  { "recipients listed without blank lines",
    DAEMON ("Delivery status notification: error"),
    "An error has occurred while attempting to deliver a message for\nthe following list of recipients, it "
    "could not be "
    "delivered:\n\na@example.org: 550 5.1.1 <a@example.org>: nobody\nb@example.net: Network error on "
    "destination "
    "MXs\n\n    Below is a copy of the original message:\n\nReceived: from x\n by y\n",
    { { "a@example.org", "failed", "550", "5.1.1", NULL, "nobody" },
      { "b@example.net", "failed", NULL, NULL, NULL, "Network error" } } },
  { "a reply that names the sender",
    DAEMON ("Mail delivery failed"),
    "A message that you sent could not be delivered to one or more of its\nrecipients:\n\n  a@example.org\n  "
    "  SMTP "
    "error from remote mail server after RCPT TO:<a@example.org>:\n    550-Verification failed for "
    "<anna@example.com>\n  "
    "  550 Sender verify failed\n",
    { { "a@example.org", "failed", "550", NULL, "rcpt", "Sender verify failed" } } },
  { "a summary behind the reply",
    DAEMON ("Returned mail: Service unavailable"),
    "   ----- The following addresses had permanent fatal errors -----\n<a@example.org>\n\n   ----- "
    "Transcript of session "
    "follows -----\n... while talking to mx.example.org.:\n>>> DATA\n<<< 552 MAILBOX FULL\n554 "
    "<a@example.org>... "
    "Service unavailable\n",
    { { "a@example.org", "failed", "552", NULL, "data", "MAILBOX FULL" } } },
  { "the message described",
    DAEMON ("Undeliverable: hi"),
    "Your message\n\n  To:      'a@example.org'\n  Subject: hi\n\ndid not reach the following "
    "recipient(s):\n\n'a@example.org' on Tue, 24 Nov 2026 10:00:02 +0100\n    The recipient name is not "
    "recognized\n",
    { { "a@example.org", "failed", NULL, NULL, NULL, "name is not recognized" } } },
  { "a reason announced",
    DAEMON ("Delivery incomplete"),
    "There was a problem delivering your message to a@example.org, we will retry for 47 hours.\nIt has not "
    "yet been "
    "delivered.\n\nThe response was:\n\nThe recipient server did not accept our requests to connect.\n",
    { { "a@example.org", "delayed", NULL, NULL, NULL, "did not accept our requests" } } },
  { "help is no recipient",
    "From: postmaster@relay.example.com\nTo: anna@example.com\nSubject: Returned Mail\n",
    "This message was undeliverable due to the following reason:\n\n    Recipient: <a@example.org>\n    "
    "Reason:    "
    "User unknown\n\nPlease reply to <helpdesk@relay.example.com>\nif you feel this message to be in "
    "error.\n",
    { { "a@example.org", "failed", NULL, NULL, NULL, "User unknown" } } },
  { "carriage returns",
    "From: MAILER-DAEMON@example.com\r\nTo: anna@example.com\r\nSubject: failure notice\r\n",
    "\r\nUndelivered mail:\r\n\r\n<a@example.org>:\r\n550 5.1.1 not\r\nhere\r\n",
    { { "a@example.org", "failed", "550", "5.1.1", NULL, "not" } } },
};

/* Mails that are no bounces. */
static const Kind others[] = {
  { "ordinary",
    "From: Otto <otto@example.org>\nTo: anna@example.com\nSubject: Error when I send\n",
    "Hello, I always get\n\n550 5.1.1 <x@example.net>: User unknown\n\nWhat is that?\n",
    { { 0 } } },
  { "forwarded",
    "From: Otto <otto@example.org>\nTo: anna@example.com\nSubject: Fwd: Undelivered Mail Returned to "
    "Sender\n",
    "See below.\n\n> This is the mail system at host relay.example.com.\n> <x@example.net>: host mx said: "
    "550 no\n",
    { { 0 } } },
  { "vacation",
    "Return-Path: <>\nFrom: otto@example.org\nTo: anna@example.com\nSubject: Automatic reply: hello\n"
    "Auto-Submitted: auto-replied\n",
    "I am away and cannot read mail until Monday. Your message was not delivered to anybody else.\n",
    { { 0 } } },
  { "newsletter",
    "From: news@example.org\nTo: anna@example.com\nSubject: Delivery of failed orders\nList-Unsubscribe: "
    "<mailto:u@example.org>\n",
    "Your message could not be delivered? Read our tips. 550 5.1.1 explained.\n",
    { { 0 } } },
  { "moderation",
    "From: list-owner@example.org\nTo: anna@example.com\nSubject: Your message to list awaits approval\n"
    "List-Id: <list.example.org>\n",
    "Your mail to 'list' is being held until the moderator can review it.\n",
    { { 0 } } },
  { "parcel",
    "From: Parcels <noreply@example.org>\nTo: anna@example.com\nSubject: Delivery failed: we missed you\n",
    "We could not deliver your parcel. Your message could not be delivered to the box.\n",
    { { 0 } } },
  { "question about a notice",
    "From: Otto <otto@example.org>\nTo: anna@example.com\nSubject: Undelivered Mail Returned to Sender?\n",
    "Do you know why?\n\nYour message could not be delivered to one or more recipients.\n\n<x@example.net>: "
    "host mx said: 550 no\n",
    { { 0 } } },
  { "read receipt",
    "From: otto@example.org\nTo: anna@example.com\nSubject: Read: hello\nContent-Type: multipart/report; "
    "report-type=disposition-notification; boundary=b\n",
    "--b\n\nYour message was displayed.\n--b\nContent-Type: "
    "message/disposition-notification\n\nFinal-Recipient: "
    "rfc822;otto@example.org\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n",
    { { 0 } } },
};

static const char *
fact (const OdCase *this_case, const char *name)
{
  return od_facts_get (this_case->facts, name);
}

static void
check_fact (const Kind *kind, const OdCase *this_case, const char *name, const char *expected)
{
  const char *value = fact (this_case, name);

  if (g_strcmp0 (expected, "*") != 0 && g_strcmp0 (value, expected) != 0)
    g_error ("%s: %s is “%s”, not “%s”", kind->name, name, value, expected);
}

static gboolean
says (const OdCase *this_case, const char *text)
{
  const char *value = fact (this_case, "text");

  return value != NULL && strstr (value, text) != NULL;
}

static void
check_case (const Kind *kind, const OdCase *this_case, const Expected *expected)
{
  g_assert_cmpstr (fact (this_case, "given"), ==, "bounce");
  check_fact (kind, this_case, "recipient", expected->recipient);
  check_fact (kind, this_case, "action", expected->action);
  check_fact (kind, this_case, "code", expected->code);
  check_fact (kind, this_case, "status", expected->status);
  check_fact (kind, this_case, "stage", expected->stage);
  if (expected->text != NULL && !says (this_case, expected->text))
    {
      gboolean said = FALSE;
      for (guint i = 0; i < this_case->readings->len; i++)
        said = said || strstr (od_facts_get (this_case->readings->pdata[i], "text"), expected->text) != NULL;
      if (!said || expected->code != NULL)
        g_error ("%s: text is “%s”, without “%s”", kind->name, fact (this_case, "text"), expected->text);
    }
}

static guint
count_expected (const Kind *kind)
{
  guint n = 0;

  while (n < G_N_ELEMENTS (kind->cases) && kind->cases[n].recipient != NULL)
    n++;
  return n;
}

static GPtrArray *
read_kind (const Kind *kind)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = g_strdup_printf ("%sMIME-Version: 1.0\n\n%s", kind->head, kind->body);
  g_autoptr (OdMail) mail = od_mail_parse (bytes, strlen (bytes), &error);

  g_assert_no_error (error);
  return od_bounce_read (mail);
}

static void
test_kind (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (GPtrArray) cases = read_kind (kind);
  guint expected = count_expected (kind);

  if (cases->len != expected)
    g_error ("%s: %u cases, not %u", kind->name, cases->len, expected);
  for (guint i = 0; i < cases->len; i++)
    check_case (kind, cases->pdata[i], &kind->cases[i]);
}

/* The original message is never read for reasons. */
static void
test_original_is_not_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      g_autoptr (GPtrArray) cases = read_kind (&reports[i]);
      for (guint j = 0; j < cases->len; j++)
        {
          const OdCase *this_case = cases->pdata[j];
          g_assert_false (says (this_case, "not the reason"));
          for (guint k = 0; k < this_case->readings->len; k++)
            g_assert_null (strstr (od_facts_get (this_case->readings->pdata[k], "text"), "not the reason"));
        }
    }
}

/* A paragraph about the recipient is a further reading where the report says little. */
static void
test_further_readings (void)
{
  g_autoptr (GPtrArray) cases = read_kind (&reports[1]);
  const OdCase *second = cases->pdata[1];

  g_assert_cmpuint (second->readings->len, >=, 1);
  g_assert_nonnull (strstr (od_facts_get (second->readings->pdata[0], "text"), "Name service error"));
  g_assert_null (strstr (od_facts_get (second->readings->pdata[0], "text"), "Over quota"));
}

static void
test_pasted_text (void)
{
  static const char *const notice = "I'm afraid I wasn't able to deliver your message to the following "
                                    "addresses.\n\n<a@example.org>:\n550 5.1.1 "
                                    "nobody\n";
  static const char *const bare = "550 5.1.1 <a@example.org>: User unknown";
  g_autoptr (GPtrArray) cases = od_bounce_text_read (notice, strlen (notice));
  g_autoptr (GPtrArray) none = od_bounce_text_read (bare, strlen (bare));

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (cases->len, ==, 1);
  const OdCase *this_case = cases->pdata[0];
  g_assert_cmpint (strncmp (notice + this_case->start, "550 5.1.1 nobody", 16), ==, 0);
}

static void
add_kinds (const char *group, const Kind *kinds, gsize count)
{
  for (gsize i = 0; i < count; i++)
    {
      g_autofree char *path = g_strdup_printf ("/bounce/%s/%s", group, kinds[i].name);
      g_test_add_data_func (path, &kinds[i], test_kind);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_kinds ("report", reports, G_N_ELEMENTS (reports));
  add_kinds ("notice", notices, G_N_ELEMENTS (notices));
  add_kinds ("other", others, G_N_ELEMENTS (others));
  g_test_add_func ("/bounce/original", test_original_is_not_read);
  g_test_add_func ("/bounce/readings", test_further_readings);
  g_test_add_func ("/bounce/pasted", test_pasted_text);
  return g_test_run ();
}
