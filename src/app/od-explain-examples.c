/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The examples. Main thread. */

#include "od-explain-examples.h"

#include <glib/gi18n-lib.h>

/* As a mail server writes it: in English, whatever the language of the person. */
static const char returned_mail[] =
    "From: MAILER-DAEMON@mail.example.org (Mail Delivery System)\n"
    "To: anna@example.org\n"
    "Subject: Undelivered Mail Returned to Sender\n"
    "Date: Tue, 24 Nov 2026 09:12:44 +0100\n"
    "MIME-Version: 1.0\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=\"part\"\n"
    "\n"
    "--part\n"
    "Content-Type: text/plain; charset=us-ascii\n"
    "\n"
    "This is the mail system at host mail.example.org.\n"
    "\n"
    "I'm sorry to have to inform you that your message could not\n"
    "be delivered to two recipients.\n"
    "\n"
    "<bea@example.net>: host mx.example.net[192.0.2.25] said: 550 5.1.1\n"
    "    <bea@example.net>: Recipient address rejected: User unknown (in reply\n"
    "    to RCPT TO command)\n"
    "\n"
    "<carl@example.com>: host mx.example.com[198.51.100.7] said: 552 5.2.2\n"
    "    The mailbox is full (in reply to RCPT TO command)\n"
    "\n"
    "--part\n"
    "Content-Type: message/delivery-status\n"
    "\n"
    "Reporting-MTA: dns; mail.example.org\n"
    "\n"
    "Final-Recipient: rfc822; bea@example.net\n"
    "Action: failed\n"
    "Status: 5.1.1\n"
    "Remote-MTA: dns; mx.example.net\n"
    "Diagnostic-Code: smtp; 550 5.1.1 <bea@example.net>: Recipient address\n"
    "    rejected: User unknown\n"
    "\n"
    "Final-Recipient: rfc822; carl@example.com\n"
    "Action: failed\n"
    "Status: 5.2.2\n"
    "Remote-MTA: dns; mx.example.com\n"
    "Diagnostic-Code: smtp; 552 5.2.2 The mailbox is full\n"
    "\n"
    "--part--\n";

static const char log_line[] =
    "Nov 24 09:14:02 mail postfix/smtp[2211]: 4XyZ1k3Qb9z2: to=<dora@example.net>,\n"
    "relay=mx.example.net[192.0.2.25]:25, delay=2.1, dsn=4.7.1, status=deferred\n"
    "(host mx.example.net[192.0.2.25] said: 450 4.7.1 <dora@example.net>: Recipient\n"
    "address rejected: Greylisted, please try again later (in reply to RCPT TO command))\n";

static void
translate (OdExplainExample *examples, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      examples[i].title = _ (examples[i].title);
      examples[i].about = _ (examples[i].about);
    }
}

const OdExplainExample *
od_explain_examples (guint *count)
{
  static OdExplainExample examples[] = {
    { N_ ("A mail that came back"), N_ ("Two recipients, two reasons"), returned_mail },
    { N_ ("The error window of a mail program"), N_ ("As it stands on the screen"), NULL },
    { N_ ("A line from a log"), N_ ("As the operator of a mail server sees it"), log_line },
  };
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      translate (examples, G_N_ELEMENTS (examples));
      examples[1].text = _ ("An error occurred while sending mail. The mail server responded:\n"
                            "5.7.8 Error: authentication failed.\n"
                            "Please check the message and try again.");
      g_once_init_leave (&ready, 1);
    }
  *count = G_N_ELEMENTS (examples);
  return examples;
}
