/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines of a notice that say no reason, and lines that say one follows, known by their phrases. Any thread.
 */

#include "od-notice.h"

/* Greetings, explanations of what a notice is, and advice: no reason stands in such a line. */
static const char *const boilerplate[] = { "no action is required",
                                           "message has not yet been delivered",
                                           "messages has not yet been delivered",
                                           "message has not been delivered yet",
                                           "delivery failed; will not continue trying",
                                           "delivery delayed; will continue trying",
                                           "this is a warning message only",
                                           "do not need to resend",
                                           "message will be retried",
                                           "we will retry for",
                                           "you'll be notified if",
                                           "reporting-mta:",
                                           "will keep trying to deliver",
                                           "delivery will continue to be attempted",
                                           "please reply to",
                                           "if you feel this message to be in error",
                                           "error occurred while trying to deliver",
                                           "error has occurred while attempting to deliver",
                                           "the following list of recipients",
                                           "betreff:",
                                           "datum:",
                                           "objet :",
                                           "asunto:",
                                           "the mts-id of the original message",
                                           " on the queue on ",
                                           "i am sending you this message to inform",
                                           "immediately below you will find",
                                           "also attached is a delivery status",
                                           "(dsn) report in standard format",
                                           "delivery status of a message",
                                           "the message identifier is",
                                           "the subject of the message is",
                                           "the date of the message is",
                                           "delivery attempts will continue",
                                           "some time, and this warning",
                                           "warning may be repeated",
                                           "intervals if the message",
                                           "eventually the mail delivery software",
                                           "and when that happens",
                                           "if the message was delivered to mailbox",
                                           "notifications. otherwise you may",
                                           "notifications of mail delivery errors",
                                           "this is a warning only",
                                           "only a temporary failure report",
                                           "the message is kept in the queue",
                                           "do not need to re-send",
                                           "no action is needed",
                                           "there is no need to",
                                           "this is the qmail-send program",
                                           "this is the mail system at",
                                           "i'm sorry to have to inform you",
                                           "i'm afraid i wasn't able",
                                           "sorry it didn't work out",
                                           "this is a permanent error; i've given up",
                                           "for further assistance",
                                           "please send mail to",
                                           "please, send mail to",
                                           "if you do so, please include",
                                           "delete your own text from",
                                           "created automatically",
                                           "automatically generated",
                                           "do not reply to this",
                                           "please do not reply",
                                           "please don't reply",
                                           "be delivered to one or more",
                                           "recipients. this is a permanent error",
                                           "it's attached below",
                                           "a message that you sent",
                                           "your message could not be delivered to one",
                                           "this is a permanent error. the following address",
                                           "the following addresses had",
                                           "the following recipient(s) could not be reached",
                                           "the following recipients could not be reached",
                                           "could not be delivered to some recipients",
                                           "not delivered to recipients below",
                                           "the following recipients was rejected by",
                                           "the following recipients were rejected by",
                                           "the reasons given by the server are included",
                                           "each recipient was rejected",
                                           "このメールは自動",
                                           "the message was not taken for",
                                           "the following address(es) failed",
                                           "delivery has failed to these",
                                           "delivery to the following recipient",
                                           "did not reach some or all",
                                           "subject:",
                                           "sent:",
                                           "message-id",
                                           "date:",
                                           "transcript of session follows",
                                           "diagnostic information for administrators",
                                           "the original message was received",
                                           "original message headers",
                                           "attached to this",
                                           "attached you will find",
                                           "below is a copy",
                                           "a copy of the original",
                                           "the mail system",
                                           "mime-version",
                                           "diese nachricht wurde automatisch",
                                           "automatisch erstellt",
                                           "ce message a été",
                                           "este mensaje ha sido",
                                           NULL };

/* Lines that say the reason follows. */
static const char *const reason_names[] = { "reason:",  "following reason", "because:", "grund:",  "ursache:",
                                            "raison :", "raison:",          "motif :",  "motivo:", "causa:",
                                            "причина",  "Причина",          "理由",     "原因",    NULL };

/* Lines that announce the reason. */
static const char *const reason_leads[] = { "the response was",
                                            "technical details of",
                                            "the following error",
                                            "the problem appears to be:",
                                            "additional information follows:",
                                            "the response from",
                                            "server returned was",
                                            "remote host said",
                                            "reason:",
                                            "because:",
                                            "error message:",
                                            "error details:",
                                            "the error was",
                                            "reported error:",
                                            "grund:",
                                            "fehlermeldung",
                                            "fehler:",
                                            "ursache:",
                                            "erreur :",
                                            "begründung:",
                                            "raison :",
                                            "raison:",
                                            "motif :",
                                            "motivo:",
                                            "causa:",
                                            "причина",
                                            "Причина",
                                            "理由",
                                            "原因",
                                            "エラー内容",
                                            "returned the following",
                                            "following reason",
                                            "reports:",
                                            "response:",
                                            "diagnostic",
                                            NULL };

gboolean
od_notice_announces_reason (const char *lower, gsize length)
{
  return od_notice_has_any (lower, length, reason_leads);
}

gboolean
od_notice_names_reason (const char *lower, gsize length)
{
  return od_notice_has_any (lower, length, reason_names);
}

gboolean
od_notice_is_boilerplate (const char *lower, gsize length)
{
  return od_notice_has_any (lower, length, boilerplate);
}
