/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The tables of phrases. Any thread. What a phrase means for the person is knowledge and not here. */

#include "od-pasted-words.h"

#include <string.h>

#include "od-sayings.h"

static const char *const programs[] = {
  /* Thunderbird */
  "an error occurred while sending mail",
  "an error occurred sending mail",
  "the mail server responded",
  "sending of the message failed",
  "sending of message failed",
  "outgoing server (smtp)",
  "der mail-server antwortete",
  "der mailserver antwortete",
  "antwort des servers",
  "senden der nachricht fehlgeschlagen",
  "die nachricht konnte nicht gesendet werden",
  "beim senden der nachricht ist ein fehler",
  "postausgang-server",
  "postausgangsserver",
  "le serveur de messagerie a répondu",
  "le serveur a répondu",
  "une erreur est survenue lors de l",
  "erreur lors de l'envoi",
  "échec de l'envoi du message",
  "serveur sortant",
  "el servidor de correo respondió",
  "el servidor respondió",
  "error al enviar",
  "ha ocurrido un error al enviar",
  "servidor saliente",
  "il server di posta ha risposto",
  "il server ha risposto",
  "il server smtp ha risposto",
  "errore durante l'invio",
  "server in uscita",
  /* Outlook */
  "0x800",
  "0x8004",
  "error number:",
  "server error:",
  "server response:",
  "serverfehler:",
  "serverantwort:",
  "fehlernummer:",
  "fehlercode:",
  "erreur du serveur",
  "numéro d'erreur",
  "réponse du serveur",
  "the server responded",
  "the message could not be sent",
  "ihr server hat",
  /* Apple Mail, iOS */
  "the server response was",
  "die serverantwort war",
  "la réponse du serveur était",
  "the server said",
  "cannot send mail",
  "cannot send message using the server",
  "mail konnte nicht gesendet werden",
  "was rejected by the server",
  "the smtp server",
  /* K-9, Evolution, KMail, Geary, SOGo, Roundcube */
  "failed to send some messages",
  "negative smtp reply",
  "rcpt to <",
  "mail from command failed",
  "rcpt to command failed",
  "the reported error was",
  "error while sending mail",
  "error sending message",
  "fehler beim senden",
  "your server responded",
  "smtp error (",
  "smtp error:",
  "smtp-fehler (",
  "smtp-fehler:",
  "erreur smtp (",
  "cannot send message: (smtp)",
  /* libraries and web forms */
  "smtp code:",
  "additional smtp info",
  "phpmailer",
  "responsecode",
  "smtpexception",
  "smtpsendfailedexception",
  "smtpaddressfailedexception",
  "sendfailedexception",
  "authenticationfailedexception",
  "messagingexception",
  "smtplib.",
  "smtprecipientsrefused",
  "smtpdataerror",
  "smtpsenderrefused",
  "smtpauthenticationerror",
  "swift_transportexception",
  "expected response code",
  "mailkit",
  "net::smtp",
  "scan to email",
  "scan to e-mail",
};

/* Marks of a notice: "Final-Recipient:" and the opening lines of the usual writers. */
static const char *const bounces[] = {
  "final-recipient:",
  "diagnostic-code:",
  "reporting-mta:",
  "delivery status notification",
  "mail delivery failed",
  "mail delivery subsystem",
  "mail delivery system",
  "mailer-daemon",
  "undelivered mail returned",
  "undeliverable",
  "unzustellbar",
  "delivery has failed to these",
  "could not be delivered to",
  "couldn't be delivered to",
  "wasn't delivered to",
  "was not delivered to",
  "delivery to the following recipient",
  "failed permanently",
  "permanent fatal errors",
  "transcript of session follows",
  "this is the qmail-send program",
  "this is the mail system at host",
  "returned to sender",
  "returning message to sender",
  "message that you sent could not be delivered",
  "below this line is a copy",
  "diagnostic information for administrators",
  "did not reach the following recipient",
  "did not reach some or all of",
  "konnte nicht zugestellt werden",
  "konnte an folgende empf",
  "n'a pas pu être remis",
  "no se pudo entregar",
  "配信できません",
  "не может быть доставлено",
};

typedef struct
{
  const char *words;
  const char *stage;
} StageWords;

static const StageWords stages[] = {
  { "check the message recipient", "rcpt" },
  { "failed to add recipient", "rcpt" },
  { "rcpt to command failed", "rcpt" },
  { "rcpt to:", "rcpt" },
  { "rcpt to <", "rcpt" },
  { "smtprecipientsrefused", "rcpt" },
  { "smtpaddressfailedexception", "rcpt" },
  { "smtpfailedrecipient", "rcpt" },
  { "following recipients failed", "rcpt" },
  { "den empfänger der nachricht", "rcpt" },
  { "destinataire du message", "rcpt" },
  { "destinatario del mensaje", "rcpt" },
  { "destinatario del messaggio", "rcpt" },
  { "konnte nicht hinzugefügt werden", "rcpt" },
  { "recipients were rejected", "rcpt" },
  { "recipient was rejected", "rcpt" },
  { "rejected e-mail address", "rcpt" },
  { "recipients was rejected", "rcpt" },
  { "command: 'rcpt to'", "rcpt" },
  { "failed to set sender", "mail" },
  { "mail from command failed", "mail" },
  { "mail from:", "mail" },
  { "mail from <", "mail" },
  { "smtpsenderrefused", "mail" },
  { "smtpsenderfailedexception", "mail" },
  { "following from address failed", "mail" },
  { "verify that your email address is correct", "mail" },
  { "your email address is correct in your", "mail" },
  { "command: 'mail from'", "mail" },
  { "data not accepted", "dot" },
  { "data end command failed", "dot" },
  { "smtpdataerror", "dot" },
  { "failed to send data", "dot" },
  { "check the message and try again", "dot" },
  { "unable to authenticate", "auth" },
  { "could not authenticate", "auth" },
  { "smtpauthenticationerror", "auth" },
  { "authenticationfailedexception", "auth" },
  { "failed to authenticate", "auth" },
  { "authentication failed", "auth" },
  { "authentifizierung fehlgeschlagen", "auth" },
  { "anmeldung fehlgeschlagen", "auth" },
  { "login to server", "auth" },
  { "command: 'auth", "auth" },
  { "password command failed", "auth" },
  { "incorrect greeting", "greeting" },
  { "smtpconnecterror", "greeting" },
  { "smtpheloerror", "ehlo" },
  { "command: 'ehlo'", "ehlo" },
  { "ehlo command failed", "ehlo" },
  { "starttls command failed", "starttls" },
  { "secure link with", "starttls" },
};

/* Advice a program puts behind a reply. */
static const char *const stops[] = {
  "please check the message recipient",
  "please check the message and try again",
  "please verify that your email address is correct",
  "please verify that your account settings",
  "please reduce the message size",
  "bitte überprüfen sie den empfänger der nachricht",
  "bitte überprüfen sie die nachricht",
  "bitte überprüfen sie die e-mail-adresse",
  "bitte überprüfen sie, ob ",
  "bitte kontrollieren sie ",
  "vérifier le destinataire du message",
  "vérifiez le destinataire du message",
  "veuillez vérifier le message",
  "vérifiez le message et",
  "vérifier que votre adresse",
  "compruebe el destinatario",
  "compruebe el mensaje",
  "compruebe que su dirección",
  "verifique el destinatario",
  "controllare il destinatario",
  "controllare il messaggio",
  "verificare il destinatario",
  "verificare che il proprio indirizzo",
  "use the pop-up menu",
  "select a different outgoing",
  "verwenden sie einen anderen",
  "check your account settings",
  ", port: ",
  "', port:",
  "', server error:",
  ", server error:",
  "error number:",
  "fehlernummer:",
  "numéro d'erreur",
  ", serverfehler:",
  "', serverfehler:",
  "', protocol",
};

/* What stands right before the words of a server. */
static const char *const lead_ins[] = {
  "server responded:",   "server responded with:",
  "antwortete:",         "antwort des servers lautet:",
  "response was:",       "serverantwort war:",
  "server said:",        "server response:",
  "serverantwort:",      "a répondu :",
  "a répondu:",          "respondió:",
  "ha risposto:",        "serveur était :",
  "serveur était:",      "negative smtp reply:",
  "server error:",       "serverfehler:",
  "error was:",          "detail:",
  "incorrect greeting:",
};

static const OdSayings *
sayings_of (OdSayings **made, const char *const *phrases, gsize count)
{
  if (g_once_init_enter (made))
    g_once_init_leave (made, od_sayings_new (phrases, count));
  return *made;
}

gboolean
od_pasted_words_of_program (const char *small)
{
  static OdSayings *made = NULL;
  const OdSayings *sayings = sayings_of (&made, programs, G_N_ELEMENTS (programs));

  return od_sayings_find (sayings, small, 0, NULL) != OD_SAYINGS_NONE;
}

/* "<anna@example.org>:" at the start of a line, as qmail and Postfix open a recipient's paragraph. */
static gboolean
has_recipient_paragraph (const char *small)
{
  for (const char *at = strstr (small, ">:"); at != NULL; at = strstr (at + 2, ">:"))
    {
      const char *start = at;

      while (start > small && !g_ascii_isspace (start[-1]))
        start--;
      if (*start == '<' && memchr (start, '@', at - start) != NULL && (start == small || start[-1] == '\n'))
        return TRUE;
    }
  return FALSE;
}

gboolean
od_pasted_words_of_bounce (const char *small)
{
  static OdSayings *made = NULL;
  const OdSayings *sayings = sayings_of (&made, bounces, G_N_ELEMENTS (bounces));

  return od_sayings_find (sayings, small, 0, NULL) != OD_SAYINGS_NONE || has_recipient_paragraph (small);
}

static OdSayings *
sayings_of_stages (void)
{
  const char **phrases = g_new (const char *, G_N_ELEMENTS (stages));

  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    phrases[i] = stages[i].words;
  return od_sayings_new (phrases, G_N_ELEMENTS (stages));
}

const char *
od_pasted_words_stage (const char *small)
{
  static OdSayings *made = NULL;
  gsize found;

  if (g_once_init_enter (&made))
    g_once_init_leave (&made, sayings_of_stages ());
  found = od_sayings_find_first (made, small, NULL);
  return found != OD_SAYINGS_NONE ? stages[found].stage : NULL;
}

gsize
od_pasted_words_stop (const char *small, gsize at)
{
  static OdSayings *made = NULL;
  gsize stop = od_sayings_find (sayings_of (&made, stops, G_N_ELEMENTS (stops)), small, at, NULL);

  return stop != OD_SAYINGS_NONE ? stop : strlen (small);
}

gsize
od_pasted_words_lead_in (const char *small)
{
  static OdSayings *made = NULL;
  gsize place = 0;
  gsize found = od_sayings_find_first (sayings_of (&made, lead_ins, G_N_ELEMENTS (lead_ins)), small, &place);

  return found != OD_SAYINGS_NONE ? place + strlen (lead_ins[found]) : 0;
}
