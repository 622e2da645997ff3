/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Replies quoted in prose, in the forms that servers, mail programs and libraries write them; and numbers
 * that are no replies. */

#include "od-quoted-reply.h"

#include <string.h>

typedef struct
{
  const char *in;
  guint code;
  const char *status;
  const char *stage;
  const char *text;
} Row;

static const Row rows[] = {
  { "550 5.1.1 <a@example.org>: User unknown", 550, "5.1.1", NULL, "<a@example.org>: User unknown" },
  { "550 User unknown", 550, "", NULL, "User unknown" },
  { "550-5.1.1 The account you tried\r\n550-5.1.1 does not exist.\r\n550 5.1.1 Look it up.", 550, "5.1.1",
    NULL, "The account you tried does not exist. Look it up." },
  { "550-5.1.1 The account you tried 550-5.1.1 does not exist. 550 5.1.1 Look it up.", 550, "5.1.1", NULL,
    "The account you tried does not exist. Look it up." },
  { "550-5.1.1 The account you\ntried 550-5.1.1 does\nnot exist. 550\n5.1.1 Look it up.", 550, "5.1.1", NULL,
    "The account you tried does not exist. Look it up." },
  { "550 5.7.1 Blocked by\n    the policy of\n    this server", 550, "5.7.1", NULL,
    "Blocked by the policy of this server" },
  { "host mx.example.net[192.0.2.1] said: 550 5.1.1 No such user (in reply to RCPT TO command)", 550, "5.1.1",
    "rcpt", "No such user" },
  { "host mx.example.net[192.0.2.1] said:\n    552 5.2.2 Over quota (in\n    reply to end of DATA command)",
    552, "5.2.2", NULL, "Over quota" },
  { "said: 554 5.7.1 Spam found (in reply to end of DATA command)", 554, "5.7.1", "dot", "Spam found" },
  { "said: 450 4.7.1 Try later (in reply to MAIL FROM command)", 450, "4.7.1", "mail", "Try later" },
  { "(host mx.example.net[192.0.2.1] refused to talk to me: 421 4.7.0 Too many)", 421, "4.7.0", NULL,
    "Too many" },
  { "SMTP error from remote mail server after RCPT TO:<a@example.org>:\n    550 No such person", 550, "",
    "rcpt", "No such person" },
  { "SMTP error from remote mail server after end of data: 554 Message refused", 554, "", "dot",
    "Message refused" },
  { "SMTP error from remote mail server after initial connection: 554 IP listed", 554, "", "greeting",
    "IP listed" },
  { "SMTP error from remote mail server after pipelined DATA: 451 later", 451, "", "data", "later" },
  { "Sorry, no mailbox here by that name. (#5.1.1)", 0, "5.1.1", NULL,
    "Sorry, no mailbox here by that name." },
  { "<a@example.org>:\nSorry, I found no host of that name. (#5.1.2)\n", 0, "5.1.2", NULL,
    "Sorry, I found no host of that name." },
  { "550 sorry, no mailbox here by that name (#5.1.1)", 550, "5.1.1", NULL,
    "sorry, no mailbox here by that name" },
  { "553 sorry, not in my list #5.7.1", 553, "5.7.1", NULL, "sorry, not in my list" },
  { "<mx.example.net #5.1.1 smtp;550 5.1.1 User unknown>", 550, "5.1.1", NULL, "User unknown" },
  { "<mx.example.net #5.7.1 smtp; 550 Not permitted> #SMTP#", 550, "5.7.1", NULL, "Not permitted" },
  { "#550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found ##", 550, "5.1.10", NULL,
    "RESOLVER.ADR.RecipientNotFound; not found" },
  { "smtp; 550 5.1.1 User unknown", 550, "5.1.1", NULL, "User unknown" },
  { ">>> RCPT To:<a@example.org>\n<<< 550 5.1.1 Unknown", 550, "5.1.1", "rcpt", "Unknown" },
  { ">>> DATA\n<<< 550-5.7.1 One\n<<< 550 5.7.1 two\n550 5.1.1 other", 550, "5.7.1", "data", "One two" },
  { "<** 550 5.1.1 Unknown", 550, "5.1.1", NULL, "Unknown" },
  { "192.0.2.9 does not like recipient.\nRemote host said: 550 no such user\nGiving up on 192.0.2.9.", 550,
    "", NULL, "no such user" },
  { "An error occurred. The mail server responded:  5.1.1 User unknown.", 0, "5.1.1", NULL, "User unknown." },
  { "SMTP-Antwort: 550 Postfach unbekannt", 550, "", NULL, "Postfach unbekannt" },
  { "Server-Antwort: 452 4.2.2 Postfach voll", 452, "4.2.2", NULL, "Postfach voll" },
  { "Die Antwort war 550 Kein solcher Benutzer", 550, "", NULL, "Kein solcher Benutzer" },
  { "failed with status code 550", 550, "", NULL, "" },
  { "smtplib.SMTPDataError: (550, b'5.7.1 Not yours')", 550, "5.7.1", NULL, "Not yours" },
  { "(550, b'5.7.1 It isn\\'t allowed\\n5.7.1 here')", 550, "5.7.1", NULL, "It isn\\'t allowed here" },
  { "554: Refused", 554, "", NULL, "Refused" },
  { "[550] Mailbox not there", 550, "", NULL, "Mailbox not there" },
  { "550; Mailbox not there", 550, "", NULL, "Mailbox not there" },
  { "550 - Mailbox not there", 550, "", NULL, "Mailbox not there" },
  { "Error: 550", 550, "", NULL, "" },
  { "Error: Message failed: 535 5.7.8 Bad login", 535, "5.7.8", NULL, "Bad login" },
  { "responseCode: 550,", 550, "", NULL, "" },
  { "com.sun.mail.smtp.SMTPSendFailedException: 550 5.7.60 No right", 550, "5.7.60", NULL, "No right" },
  { "SMTP 535", 535, "", NULL, "" },
  { "The server replied \"550 Not here\" to that.", 550, "", NULL, "Not here" },
  { "mx.example.net 550 5.1.1 Nobody", 550, "5.1.1", NULL, "Nobody" },
  { "550 550 5.1.1 Twice said", 550, "5.1.1", NULL, "Twice said" },
  { "550 #5.7.1 Your access is refused", 550, "5.7.1", NULL, "Your access is refused" },
  { "550 [5.7.1] Your access is refused", 550, "5.7.1", NULL, "Your access is refused" },
  { "550 (mx1) cannot take this", 550, "", NULL, "(mx1) cannot take this" },
  { "571 Delivery not authorized", 571, "", NULL, "Delivery not authorized" },
  { "fehlgeschlagen: 554 5.7.5 Schlüssel „fehlt“", 554, "5.7.5", NULL, "Schlüssel „fehlt“" },
  { "550 ユーザーがいません", 550, "", NULL, "ユーザーがいません" },
  { "The answer was:\n\n  550 5.1.1 Unknown\n\n  550 is not 5.2.2", 550, "5.1.1", NULL, "Unknown" },
  { "(250 2.0.0 Ok: queued as 4ABC)", 250, "2.0.0", NULL, "Ok: queued as 4ABC" },
  { "Reason: 550 5.1.1 gone\nAction: failed", 550, "5.1.1", NULL, "gone" },
  { "mx answered “550 gone” and hung up", 550, "", NULL, "gone” and hung up" },
  { "550 5.1.1", 550, "5.1.1", NULL, "" },
  { "SMTPException: Authentication 535 5.7.8 wrong", 535, "5.7.8", NULL, "wrong" },
};

static void
test_found (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdQuotedReply) reply = od_quoted_reply_find (rows[i].in, strlen (rows[i].in));

      g_test_message ("%s", rows[i].in);
      g_assert_nonnull (reply);
      g_assert_cmpuint (reply->code, ==, rows[i].code);
      g_assert_cmpstr (reply->status, ==, rows[i].status);
      if (rows[i].stage != NULL)
        g_assert_cmpstr (reply->stage, ==, rows[i].stage);
      g_assert_cmpstr (reply->text, ==, rows[i].text);
      g_assert_cmpuint (reply->length, >, 0);
      g_assert_cmpuint (reply->start + reply->length, <=, strlen (rows[i].in));
    }
}

static void
test_not_found (void)
{
  static const char *const cases[] = {
    "",
    "2",
    "55",
    "The server mail.example.org:587 does not answer",
    "Connecting to port 465 failed",
    "Port: 587",
    "[192.0.2.1]:465 refused",
    "in the year 2026 and in 2550",
    "You may send 500 messages a day",
    "You may send at most\n500 messages per day",
    "limit: 500 messages",
    "The limit is 250 MB",
    "a limit of\n250 MB",
    "host 192.0.2.250 does not answer",
    "host 192.0.2.250: no route",
    "10.0.0.500 x",
    "size=500, nrcpt=250 (queue active)",
    "delay=300, delays=0/0/0/0",
    "room 550",
    "550abc",
    "id 550-1234-77",
    "12:34:500",
    "Exim 4.96.2 and Postfix (3.7.11)",
    "version 5.1.1 of the program",
    "about 500 people (450 of them) came",
    "2001:db8::550",
    "<20261124.550@example.org>",
    "500% more",
    "Tue, 24 Nov 2026 10:00:00 +0250",
    "599.50 EUR",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OdQuotedReply) reply = od_quoted_reply_find (cases[i], strlen (cases[i]));

      g_test_message ("%s", cases[i]);
      g_assert_null (reply);
    }
}

static void
test_several (void)
{
  const char *text =
      "<a@example.org>: host mx.example.net said: 550 5.1.1 Unknown (in reply to RCPT TO command)\n\n"
      "<b@example.org>: host mx.example.net said: 552 5.2.2 Full (in reply to end of DATA command)\n";
  g_autoptr (GPtrArray) replies = od_quoted_replies_find (text, strlen (text));
  OdQuotedReply *second;

  g_assert_cmpuint (replies->len, ==, 2);
  second = g_ptr_array_index (replies, 1);
  g_assert_cmpuint (second->code, ==, 552);
  g_assert_cmpstr (second->text, ==, "Full");
  g_assert_cmpstr (second->stage, ==, "dot");
  g_assert_true (g_str_has_prefix (text + second->start, "552 5.2.2 Full"));
  g_assert_cmpuint (second->length, ==, strlen ("552 5.2.2 Full"));
}

static void
test_stages (void)
{
  static const struct
  {
    const char *words;
    const char *stage;
  } cases[] = {
    { "RCPT TO", "rcpt" },
    { "rcpt to", "rcpt" },
    { "MAIL FROM", "mail" },
    { "DATA", "data" },
    { "end of DATA", "dot" },
    { "EHLO", "ehlo" },
    { "STARTTLS", "starttls" },
    { "AUTH", "auth" },
    { "connect", "greeting" },
    { "greeting", "greeting" },
    { ".", "dot" },
    { "in reply to end of DATA command", "dot" },
    { "after DATA", "data" },
    { "the data were lost", NULL },
    { "the mail was sent", NULL },
    { "", NULL },
    { "MAIL FROM: x RCPT TO: y", "rcpt" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (od_quoted_stage (cases[i].words, strlen (cases[i].words)), ==, cases[i].stage);
}

static void
test_facts (void)
{
  const char *text = "550-5.1.1 a\x1b[31m 550 5.1.1 \xff (in reply to RCPT TO command)";
  g_autoptr (OdQuotedReply) reply = od_quoted_reply_find (text, strlen (text));
  g_autoptr (OdFacts) facts = od_facts_new ();

  od_quoted_reply_add_facts (reply, facts, "pasted");
  g_assert_cmpstr (od_facts_get (facts, "code"), ==, "550");
  g_assert_cmpstr (od_facts_get (facts, "status"), ==, "5.1.1");
  g_assert_cmpstr (od_facts_get (facts, "stage"), ==, "rcpt");
  g_assert_cmpstr (od_facts_get (facts, "text"), ==, "a\\x1b[31m \\xff");
}

/* Whatever is thrown at it, spans stay within the text and the work stays linear. */
static void
test_hostile (void)
{
  static const char *const seeds[] = { "550 ",           "(",       "550-",   "\n> ", "#5.1.1 ",
                                       "<<< 550-5.1.1 ", "said: 5", "\\n550", ")",    "550\n" };
  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      for (guint n = 0; n < 40000; n++)
        g_string_append (text, seeds[n % 7 == 0 ? i : (i + n) % G_N_ELEMENTS (seeds)]);
      g_autoptr (GPtrArray) replies = od_quoted_replies_find (text->str, text->len);
      gsize end = 0;
      for (guint n = 0; n < replies->len; n++)
        {
          OdQuotedReply *reply = g_ptr_array_index (replies, n);
          g_assert_cmpuint (reply->start + reply->length, >=, end);
          end = reply->start + reply->length;
          g_assert_cmpuint (end, <=, text->len);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quoted-reply/found", test_found);
  g_test_add_func ("/quoted-reply/not-found", test_not_found);
  g_test_add_func ("/quoted-reply/several", test_several);
  g_test_add_func ("/quoted-reply/stages", test_stages);
  g_test_add_func ("/quoted-reply/facts", test_facts);
  g_test_add_func ("/quoted-reply/hostile", test_hostile);
  return g_test_run ();
}
