/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Text as people paste it: replies, windows of mail programs, errors of libraries and web forms, logs,
 * transcripts, in several languages and charsets. */

#include "od-pasted.h"
#include "od-text.h"

#include <string.h>

typedef struct
{
  const char *in;
  const char *given, *code, *status, *stage, *recipient, *text; /* text NULL: not looked at */
} Row;

#define TB "An error occurred while sending mail. The mail server responded:  "

static const Row rows[] = {
  /* bare replies */
  { "550 5.1.1 <a@example.org>: Recipient address rejected", "reply", "550", "5.1.1", NULL, "a@example.org",
    "<a@example.org>: Recipient address rejected" },
  { "  421 4.7.0 Try later\n", "reply", "421", "4.7.0", NULL, NULL, "Try later" },
  { "550-5.7.26 One\r\n550-5.7.26 two\r\n550 5.7.26 three\r\n", "reply", "550", "5.7.26", NULL, NULL,
    "One two three" },
  { "5.7.1 Not permitted", "reply", NULL, "5.7.1", NULL, NULL, "Not permitted" },
  { "Hello,\n\nmy provider says:\n> 554 5.7.1 Refused\n> by policy\n\nWhat now?\n-- \nAnna 550", "reply",
    "554", "5.7.1", NULL, NULL, "Refused by policy" },
  { "host mx.example.org[192.0.2.1] said: 550 5.1.1 No such user a@example.org (in reply to RCPT TO command)",
    "reply", "550", "5.1.1", "rcpt", "a@example.org", "No such user a@example.org" },
  { "550 5.7.1 sender address s@example.net is not yours", "reply", "550", "5.7.1", NULL, NULL,
    "sender address s@example.net is not yours" },
  { "550 5.7.1 Contact support@example.org for help", "reply", "550", "5.7.1", NULL, NULL, NULL },
  /* Thunderbird */
  { TB "5.1.1 <a@example.org>: Unknown user. Please check the message recipient \"a@example.org\" and try "
       "again.",
    "program", NULL, "5.1.1", "rcpt", "a@example.org", "<a@example.org>: Unknown user." },
  { TB "5.1.1 Unknown user. Please check the message recipient \"a@example.org\" and try again.", "program",
    NULL, "5.1.1", "rcpt", "a@example.org", "Unknown user." },
  { TB "5.7.1 Not yours. Please verify that your email address is correct in your account settings and try "
       "again.",
    "program", NULL, "5.7.1", "mail", NULL, "Not yours." },
  { TB "5.7.1 Spam. Please check the message and try again.", "program", NULL, "5.7.1", "dot", NULL,
    "Spam." },
  { "Beim Senden der Nachricht ist ein Fehler aufgetreten. Der Mail-Server antwortete: 5.1.1 Unbekannt. "
    "Bitte "
    "überprüfen Sie den Empfänger der Nachricht \"a@example.org\" und wiederholen Sie den Vorgang.",
    "program", NULL, "5.1.1", "rcpt", "a@example.org", "Unbekannt." },
  { "Beim Senden der Nachricht ist ein Fehler aufgetreten.\nDie Antwort des Servers lautet: 552 5.2.2 "
    "Postfach "
    "voll",
    "program", "552", "5.2.2", NULL, NULL, "Postfach voll" },
  { "Une erreur est survenue lors de l'envoi. Le serveur de messagerie a répondu : 5.7.1 Refusé. Veuillez "
    "vérifier le message et réessayer.",
    "program", NULL, "5.7.1", NULL, NULL, "Refusé." },
  { "Ha ocurrido un error al enviar. El servidor de correo respondió: 550 Usuario desconocido. Compruebe el "
    "destinatario del mensaje \"a@example.org\" e inténtelo de nuevo.",
    "program", "550", NULL, "rcpt", "a@example.org", "Usuario desconocido." },
  { "Errore durante l'invio. Il server di posta ha risposto: 554 Rifiutato. Controllare il messaggio e "
    "riprovare.",
    "program", "554", NULL, NULL, NULL, "Rifiutato." },
  { "Sending of the message failed.\nUnable to authenticate to Outgoing server (SMTP) smtp.example.net. "
    "Please "
    "check the password.",
    "program", NULL, NULL, "auth", NULL, NULL },
  { TB "Sorry, no such user here. Please check the message recipient \"a@example.org\" and try again.",
    "program", NULL, NULL, "rcpt", "a@example.org", "Sorry, no such user here." },
  { TB "550 (gw1) Unbekannt, bitte prüfen Sie die Adresse. Please check the message recipient "
       "\"a@example.org\".",
    "program", "550", NULL, "rcpt", "a@example.org", "(gw1) Unbekannt, bitte prüfen Sie die Adresse." },
  /* Outlook */
  { "Server error: '550 5.2.1 it's status is 'closed', so refused'", "program", "550", "5.2.1", NULL, NULL,
    "it's status is 'closed', so refused" },
  { "Server error: '550 5.7.1 [192.0.2.7] d'où cela', Port: 25", "program", "550", "5.7.1", NULL, NULL,
    "[192.0.2.7] d'où cela" },
  { "The message could not be sent because one of the recipients was rejected by the server. The rejected "
    "e-mail "
    "address was 'a@example.org'. Subject 'x', Account: 'y', Server: 'smtp.example.net', Protocol: SMTP, "
    "Server "
    "Response: '550 5.1.1 No such user', Port: 587, Secure(SSL): No, Server Error: 550, Error Number: "
    "0x800CCC79",
    "program", "550", "5.1.1", "rcpt", "a@example.org", "No such user" },
  { "Task 'x - Sending' reported error (0x800CCC0F): 'The connection to the server was interrupted.'",
    "program", NULL, NULL, NULL, NULL, NULL },
  { "Sending reported error (0x8004210B) : The operation timed out waiting for a response from the sending "
    "server.",
    "program", NULL, NULL, NULL, NULL, NULL },
  { "Server error: '550 5.7.60 No right to send as this sender'", "program", "550", "5.7.60", NULL, NULL,
    "No right to send as this sender" },
  { "The server responded: 550 Access denied", "program", "550", NULL, NULL, NULL, "Access denied" },
  { "Serverfehler: 550\nFehlernummer: 0x800CCC79", "program", "550", NULL, NULL, NULL, NULL },
  { "Serverantwort: '535 5.7.8 Falsche Zugangsdaten', Port: 587, Sicher (SSL): Ja, Serverfehler: 535, "
    "Fehlernummer: 0x800CCC92",
    "program", "535", "5.7.8", NULL, NULL, "Falsche Zugangsdaten" },
  { "Erreur du serveur : 553, Numéro d'erreur : 0x800CCC78", "program", "553", NULL, NULL, NULL, NULL },
  /* Apple Mail, iOS, K-9, Evolution, KMail, Geary */
  { "Cannot send message using the server smtp.example.net\n\nThe server response was: 5.7.0 Authentication "
    "Required\n\nUse the pop-up menu below to select a different outgoing mail server.",
    "program", NULL, "5.7.0", NULL, NULL, "Authentication Required" },
  { "Die Serverantwort war: 550 Kein Zugang", "program", "550", NULL, NULL, NULL, "Kein Zugang" },
  { "Cannot Send Mail\nThe server said: 5.7.0 Must issue a STARTTLS command first.", "program", NULL, "5.7.0",
    NULL, NULL, "Must issue a STARTTLS command first." },
  { "Failed to send some messages: Negative SMTP reply: 550 5.7.1 Relaying denied", "program", "550", "5.7.1",
    NULL, NULL, "Relaying denied" },
  { "The reported error was \"RCPT TO <a@example.org> failed: 5.1.1 Unknown\".", "program", NULL, "5.1.1",
    "rcpt", "a@example.org", NULL },
  { "Your server responded: 550 5.1.1 Unknown user", "program", "550", "5.1.1", NULL, NULL, "Unknown user" },
  { "Error sending message: 552 5.3.4 Message size exceeds 25000000 bytes", "program", "552", "5.3.4", NULL,
    NULL, "Message size exceeds 25000000 bytes" },
  /* web forms */
  { "SMTP Error (550): Failed to add recipient \"a@example.org\" (5.1.1 Unknown user).", "program", "550",
    NULL, "rcpt", "a@example.org", NULL },
  { "SMTP Error (550): Failed to add recipient \"a@example.org\" (5.1.1 Unknown user)", "program", "550",
    "5.1.1", "rcpt", "a@example.org", "Unknown user" },
  { "SMTP-Fehler (552): Empfänger \"a@example.org\" konnte nicht hinzugefügt werden (5.2.2 Voll)", "program",
    "552", "5.2.2", "rcpt", "a@example.org", "Voll" },
  { "SMTP Error (535): Authentication failed", "program", "535", NULL, "auth", NULL,
    "Authentication failed" },
  { "SMTP Error: data not accepted.SMTP server error: DATA END command failed Detail: Message refused SMTP "
    "code: "
    "550 Additional SMTP info: 5.7.1",
    "program", "550", "5.7.1", "dot", NULL, "Message refused" },
  { "SMTP Error: The following recipients failed: a@example.org: No such user SMTP code: 550", "program",
    "550", NULL, "rcpt", "a@example.org", NULL },
  { "SMTP Error: Could not authenticate.", "program", NULL, NULL, "auth", NULL,
    "SMTP Error: Could not authenticate." },
  { "Expected response code 250 but got code \"550\", with message \"550 5.1.1 Unknown\"", "program", "550",
    "5.1.1", NULL, NULL, "Unknown" },
  /* libraries */
  { "Error: Message failed: 554 5.7.1 Spam\n  code: 'EMESSAGE',\n  response: '554 5.7.1 Spam',\n  "
    "responseCode: "
    "554,\n  command: 'DATA'",
    "program", "554", "5.7.1", NULL, NULL, "Spam" },
  { "{ Error: Can't send mail - all recipients were rejected: 550 5.1.1 Gone\n  responseCode: 550,\n  "
    "command: "
    "'RCPT TO' }",
    "program", "550", "5.1.1", "rcpt", NULL, "Gone" },
  { "com.sun.mail.smtp.SMTPSendFailedException: 550 5.7.60 No right", "program", "550", "5.7.60", NULL, NULL,
    "No right" },
  { "javax.mail.SendFailedException: Invalid Addresses;\n  nested exception is:\n\tcom.sun.mail.smtp."
    "SMTPAddressFailedException: 550 5.1.1 <a@example.org>... Unknown",
    "program", "550", "5.1.1", "rcpt", "a@example.org", "<a@example.org>... Unknown" },
  { "System.Net.Mail.SmtpException: Mailbox unavailable. The server response was: 5.7.1 Unable to relay",
    "program", NULL, "5.7.1", NULL, NULL, "Unable to relay" },
  { "smtplib.SMTPDataError: (550, b'5.7.1 Blocked')", "program", "550", "5.7.1", "dot", NULL, "Blocked" },
  { "smtplib.SMTPRecipientsRefused: {'a@example.org': (550, b'5.1.1 Unknown')}", "program", "550", "5.1.1",
    "rcpt", "a@example.org", "Unknown" },
  { "smtplib.SMTPSenderRefused: (530, b'5.7.0 Log in first', 's@example.net')", "program", "530", "5.7.0",
    "mail", NULL, "Log in first" },
  { "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Not accepted\\n5.7.8 see there')", "program", "535",
    "5.7.8", "auth", NULL, "Not accepted see there" },
  { "Scan to E-mail failed. SMTP 535", "program", "535", NULL, NULL, NULL, NULL },
  /* logs and transcripts */
  { "Nov 24 10:00:01 mail postfix/smtp[1]: 4ABC1: to=<a@example.org>, relay=none, dsn=5.4.4, status=bounced "
    "(Host "
    "not found)",
    "log", NULL, "5.4.4", "lookup", "a@example.org", "Host not found" },
  { "> Nov 24 10:00:01 mail postfix/smtp[1]: 4ABC1:\n> to=<a@example.org>, relay=none, dsn=5.1.1,\n> "
    "status=bounced "
    "(host mx.example.org said: 550\n> 5.1.1 Gone (in reply to RCPT TO command))",
    "log", "550", "5.1.1", "rcpt", "a@example.org", "Gone" },
  { "<-  220 mx.example.org\n -> EHLO x\n<-  250 ok\n -> MAIL FROM:<s@example.net>\n<** 550 5.7.1 No\n",
    "transcript", "550", "5.7.1", "mail", NULL, "No" },
  /* nothing recognised, and other bytes */
  { "Hi there,\n\nmy mails vanish somehow.\n\nRegards\nAnna", "nothing", NULL, NULL, NULL, NULL,
    "my mails vanish somehow. Anna" },
  { "Port 587 is closed and 500 messages wait", "nothing", NULL, NULL, NULL, NULL,
    "Port 587 is closed and 500 messages wait" },
  { "550 5.1.1 Empf\xe4nger unbekannt", "reply", "550", "5.1.1", NULL, NULL, "Empfänger unbekannt" },
  { "550 5.1.1 \x80uro \x84x\x93", "reply", "550", "5.1.1", NULL, NULL, "€uro „x“" },
  { "550 5.1.1 a\x1b[31mb", "reply", "550", "5.1.1", NULL, NULL, "a\\x1b[31mb" },
  { "550 ユーザーが見つかりません", "reply", "550", NULL, NULL, NULL, "ユーザーが見つかりません" },
  { "Error code: 550. The server said: 550 5.1.1 Unknown", "program", "550", "5.1.1", NULL, NULL, "Unknown" },
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
      OdGivenKind kind;
      g_autoptr (GPtrArray) cases = od_pasted_read (row->in, strlen (row->in), &kind);

      g_autofree char *shown = od_text_make_safe (row->in, -1);

      g_test_message ("%s", shown);
      g_assert_cmpuint (cases->len, ==, 1);
      OdCase *this_case = g_ptr_array_index (cases, 0);
      g_assert_cmpstr (od_given_kind_name (kind), ==, row->given);
      if (kind != OD_GIVEN_NOTHING)
        check (this_case, "given", row->given);
      check (this_case, "code", row->code);
      check (this_case, "status", row->status);
      check (this_case, "stage", row->stage);
      check (this_case, "recipient", row->recipient);
      if (row->text != NULL)
        check (this_case, "text", row->text);
      g_assert_cmpuint (this_case->start + this_case->length, <=, strlen (row->in));
    }
}

static void
test_client_code (void)
{
  const char *text = "Task 'x - Sending' reported error (0x800CCC0F): 'The connection was interrupted.'";
  g_autoptr (GPtrArray) cases = od_pasted_read (text, strlen (text), NULL);

  check (g_ptr_array_index (cases, 0), "client-code", "0x800ccc0f");
}

static void
test_several (void)
{
  const char *text =
      "smtplib.SMTPRecipientsRefused: {'a@example.org': (550, b'5.1.1 Gone'), 'b@example.org': (452, "
      "b'4.2.2 Full')}";
  g_autoptr (GPtrArray) cases = od_pasted_read (text, strlen (text), NULL);

  g_assert_cmpuint (cases->len, ==, 2);
  check (g_ptr_array_index (cases, 0), "recipient", "a@example.org");
  check (g_ptr_array_index (cases, 0), "code", "550");
  check (g_ptr_array_index (cases, 1), "recipient", "b@example.org");
  check (g_ptr_array_index (cases, 1), "text", "Full");
}

/* The same words about two recipients are two stories; the same twice is one. */
static void
test_one_for_two (void)
{
  const char *text = "For a@example.org: 550 5.1.1 Unknown\n\nFor b@example.org: 550 5.1.1 Unknown\n\n"
                     "Once more: 550 5.1.1 Unknown\n";
  g_autoptr (GPtrArray) cases = od_pasted_read (text, strlen (text), NULL);

  g_assert_cmpuint (cases->len, ==, 2);
  check (g_ptr_array_index (cases, 0), "recipient", "a@example.org");
  check (g_ptr_array_index (cases, 1), "recipient", "b@example.org");
}

static void
test_span (void)
{
  static const char *const texts[] = {
    "The mail server responded:  550 5.1.1 Gone. Please check the message recipient \"a@example.org\".",
    "Zur\xfc"
    "ck: 550 5.1.1 Gone.\n\nGr\xfc\xdf"
    "e",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) cases = od_pasted_read (texts[i], strlen (texts[i]), NULL);
      OdCase *this_case = g_ptr_array_index (cases, 0);
      g_autofree char *span = g_strndup (texts[i] + this_case->start, this_case->length);

      g_assert_cmpstr (span, ==, "550 5.1.1 Gone.");
    }
}

static void
test_empty (void)
{
  static const char *const texts[] = { "", " \n\t", "\0\0\0" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      OdGivenKind kind;
      g_autoptr (GPtrArray) cases = od_pasted_read (texts[i], i == 2 ? 3 : strlen (texts[i]), &kind);

      g_assert_cmpuint (cases->len, ==, 0);
      g_assert_cmpint (kind, ==, OD_GIVEN_NOTHING);
    }
}

static void
test_cut (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize length = 0; length < strlen (rows[i].in); length += 3)
      {
        g_autofree char *copy = g_memdup2 (rows[i].in, MAX (length, 1));
        g_autoptr (GPtrArray) cut = od_pasted_read (copy, length, NULL);

        if (length > 2)
          copy[length / 2] = '\0';
        g_autoptr (GPtrArray) holed = od_pasted_read (copy, length, NULL);
      }
}

/* Much of every kind of rubbish is read in bounded time, and more than the limit is cut. */
static void
test_large (void)
{
  static const char *const seeds[] = { "550 ", "a@", "> ",   "0x8", "5.1.1 ", "RCPT TO:<a@example.org>\n",
                                       "\n",   "(",  "from " };

  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      while (text->len < (i == 0 ? 2 * OD_PASTED_MAX_BYTES : OD_PASTED_MAX_BYTES / 16))
        g_string_append (text, seeds[i]);
      g_autoptr (GPtrArray) cases = od_pasted_read (text->str, text->len, NULL);
      for (guint n = 0; n < cases->len; n++)
        {
          OdCase *this_case = g_ptr_array_index (cases, n);
          g_assert_cmpuint (this_case->start + this_case->length, <=, OD_PASTED_MAX_BYTES);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pasted/rows", test_rows);
  g_test_add_func ("/pasted/client-code", test_client_code);
  g_test_add_func ("/pasted/several", test_several);
  g_test_add_func ("/pasted/one-for-two", test_one_for_two);
  g_test_add_func ("/pasted/span", test_span);
  g_test_add_func ("/pasted/empty", test_empty);
  g_test_add_func ("/pasted/cut", test_cut);
  g_test_add_func ("/pasted/large", test_large);
  return g_test_run ();
}
