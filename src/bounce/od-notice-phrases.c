/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The words by which a notice is known, in the languages they come in: tables, and the search in them. Any
 * thread. What the reasons mean is not here but in the knowledge. */

#include "od-notice.h"

#include <string.h>

/* Only notices speak like this. */
static const char *const notice_phrases[] = {
  "this is the qmail-send program",
  "this message was created automatically by mail delivery software",
  "this is the mail system at host",
  "could not be delivered to one or more",
  "could not be delivered to all",
  "permanent fatal errors",
  "transient non-fatal errors",
  "transcript of session follows",
  "the following addresses had",
  "did not reach some or all",
  "did not reach the following recipient",
  "delivery has failed to these recipients",
  "delivery failed to these recipients",
  "diagnostic information for administrators",
  "delivery to the following recipient",
  "delivery to these recipients",
  "this is an automatically generated delivery status",
  "this is a delivery status notification",
  "this is a permanent error; i've given up",
  "i wasn't able to deliver your message",
  "wasn't able to deliver",
  "unable to deliver your message",
  "unable to deliver message to",
  "undeliverable message",
  "undeliverable mail",
  "undelivered mail",
  "mail could not be delivered",
  "message could not be delivered",
  "message couldn't be delivered",
  "message wasn't delivered",
  "message was not delivered",
  "message was undeliverable",
  "message is undeliverable",
  "message has not been delivered",
  "message has not yet been delivered",
  "message could not be sent",
  "could not deliver your message",
  "could not deliver the message",
  "couldn't be delivered",
  "delivery failure:",
  "delivery failure notification",
  "failed to deliver to",
  "delivery to this address failed",
  "could not be delivered because",
  "your message cannot be delivered",
  "cannot be delivered to",
  "has been returned to you",
  "mail was not delivered",
  "failed recipient:",
  "delivery of the mail failed",
  "delivery attempts failed",
  "was not able to deliver",
  "returned mail:",
  "the original message was received at",
  "message delivery failed",
  "mail delivery failed",
  "error delivering",
  "konnte nicht zugestellt werden",
  "konnte leider nicht zugestellt werden",
  "konnte nicht ausgeliefert werden",
  "nicht zugestellt werden konnte",
  "nicht zugestellt",
  "unzustellbar",
  "fehler bei der übermittlung",
  "bei folgenden empfängern",
  "n'a pas pu être remis",
  "n'a pas pu être distribué",
  "n'a pas pu être délivré",
  "n’a pas pu être remis",
  "n’a pas pu être délivré",
  "n’a pas pu être distribué",
  "n'a pu être délivré",
  "n'a pu être remis",
  "échec de la remise",
  "impossible de remettre",
  "no se pudo entregar",
  "no se ha podido entregar",
  "no ha podido ser entregado",
  "no pudo ser entregado",
  "no ha sido entregado",
  "error al entregar",
  "non è stato possibile recapitare",
  "impossibile recapitare",
  "não pôde ser entregue",
  "не может быть доставлено",
  "не было доставлено",
  "не удалось доставить",
  "не доставлено",
  "недоставлен",
  "невозможно доставить",
  "配信できません",
  "配信されませんでした",
  "配信に失敗",
  "配送できません",
  "配送に失敗",
  "送信できません",
  "送信に失敗",
  "お届けできません",
  "届けることができません",
  "届きませんでした",
  "エラーメール",
  "退信",
  "无法投递",
  "未能送达",
  "投递失败",
  "无法送达",
  "發送失敗",
  "无法被送达",
  NULL
};

/* Words of failure, also elsewhere. */
static const char *const failure_words[] = { "undeliver",
                                             "not delivered",
                                             "not be delivered",
                                             "delivery fail",
                                             "failed",
                                             "failure",
                                             "unknown",
                                             "user unknown",
                                             "no such user",
                                             "does not exist",
                                             "doesn't exist",
                                             "rejected",
                                             "refused",
                                             "returned",
                                             "quota",
                                             "mailbox",
                                             "unable to",
                                             "could not",
                                             "couldn't",
                                             "cannot",
                                             "error",
                                             "bounced",
                                             "delayed",
                                             "not listed",
                                             "unrouteable",
                                             "exceed",
                                             "denied",
                                             "blocked",
                                             "fehler",
                                             "abgelehnt",
                                             "nicht",
                                             "échec",
                                             "impossible",
                                             "refusé",
                                             "erreur",
                                             "rechazad",
                                             "no existe",
                                             "ошибк",
                                             "не ",
                                             "エラー",
                                             "存在しま",
                                             "見つか",
                                             "失败",
                                             "不存在",
                                             "拒",
                                             NULL };

static const char *const delay_phrases[] = { "will retry",
                                             "will continue to be made",
                                             "will be retried",
                                             "still being retried",
                                             "will keep trying",
                                             "continue trying",
                                             "continue to try",
                                             "keep retrying",
                                             "do not need to resend",
                                             "no need to resend",
                                             "not need to resend",
                                             "need not resend",
                                             "this is a warning message only",
                                             "this is just a warning",
                                             "warning message",
                                             "has not yet been delivered",
                                             "has been delayed",
                                             "delivery is delayed",
                                             "delivery delayed",
                                             "is delayed",
                                             "will try again",
                                             "not yet been delivered",
                                             "noch nicht zugestellt",
                                             "wird weiter versucht",
                                             "zustellung verzögert",
                                             "weitere zustellversuche",
                                             "pas encore été",
                                             "de nouvelles tentatives",
                                             "todavía no se ha",
                                             "se seguirá intentando",
                                             "попытки доставки будут",
                                             "будут продолжены",
                                             "まだ配信",
                                             "再送を試み",
                                             "遅延",
                                             NULL };

/* And where those are denied. */
static const char *const given_up_phrases[] = { "not continue trying",
                                                "will not be retried",
                                                "will not retry",
                                                "no longer be retried",
                                                "given up",
                                                "giving up",
                                                "permanent error",
                                                "permanently failed",
                                                "failed permanently",
                                                "permanent fatal",
                                                NULL };

gboolean
od_notice_has_any (const char *lower, gsize length, const char *const *list)
{
  for (; *list != NULL; list++)
    if (memmem (lower, length, *list, strlen (*list)) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
od_notice_is_one (const OdNotice *self)
{
  return od_notice_has_any (self->lower, self->length, notice_phrases);
}

gboolean
od_notice_speaks_of_failure (const OdNotice *self)
{
  return od_notice_has_any (self->lower, self->length, failure_words);
}

gboolean
od_notice_speaks_of_delay (const OdNotice *self)
{
  return od_notice_has_any (self->lower, self->length, delay_phrases) &&
         !od_notice_has_any (self->lower, self->length, given_up_phrases);
}
