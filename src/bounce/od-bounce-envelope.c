/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How the senders and subjects of notices look, in the languages they come in: tables, and the search in
 * them. Any thread. Whether a mail is a notice is not decided here but in od-bounce.c. */

#include "od-bounce-private.h"

#include <string.h>

gboolean
od_bounce_holds_any (const char *text, const char *const *list)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);

  return od_notice_has_any (lower, strlen (lower), list);
}

/* The sender of a notice is a machine with one of these names. */
gboolean
od_bounce_is_from_system (const OdMail *mail)
{
  static const char *const names[] = { "mailer-daemon",
                                       "mailer_daemon",
                                       "maildaemon",
                                       "mail-daemon",
                                       "mailerdaemon",
                                       "postmaster",
                                       "mdaemon",
                                       "microsoftexchange",
                                       "mail delivery",
                                       "mail-delivery",
                                       "maildelivery",
                                       "delivery subsystem",
                                       "delivery system",
                                       "mail system",
                                       "mailsystem",
                                       "administrator@",
                                       "system administrator",
                                       "post.office",
                                       "bounce@",
                                       "bounces@",
                                       "mailerd",
                                       "mmdf",
                                       "mailadm",
                                       "mail administrator",
                                       "internet mail",
                                       "mail router",
                                       "smtp gateway",
                                       "noreply-mailer",
                                       "mailserver",
                                       "mail server",
                                       "dsn@",
                                       "notes mail",
                                       "自动回复系统",
                                       "mailer@",
                                       "zustell",
                                       NULL };

  return od_bounce_holds_any (mail->from, names);
}

/* It writes of nothing but deliveries. */
gboolean
od_bounce_is_from_mailer (const OdMail *mail)
{
  static const char *const names[] = { "mailer-daemon",      "mailer_daemon",   "maildaemon", "mail delivery",
                                       "delivery subsystem", "delivery system", NULL };

  return od_bounce_holds_any (mail->from, names);
}

gboolean
od_bounce_has_failure_subject (const OdMail *mail)
{
  static const char *const words[] = { "undeliver",
                                       "delivery fail",
                                       "delivery status",
                                       "failure notice",
                                       "returned mail",
                                       "returned to sender",
                                       "delivery notification",
                                       "mail delivery",
                                       "delivery report",
                                       "nondeliver",
                                       "non-deliver",
                                       "delivery failure",
                                       "delivery problem",
                                       "delivery error",
                                       "delivery delay",
                                       "delayed",
                                       "could not send",
                                       "not delivered",
                                       "delivery has failed",
                                       "mail failure",
                                       "mail error",
                                       "message status",
                                       "mail system error",
                                       "bounced",
                                       "rejected",
                                       "failed",
                                       "error sending",
                                       "unable to deliver",
                                       "warning: message",
                                       "message not deliver",
                                       "unzustell",
                                       "nicht zugestellt",
                                       "zustell",
                                       "rückgabe",
                                       "fehlgeschlagen",
                                       "fehler",
                                       "zurückgewiesen",
                                       "abgelehnt",
                                       "is returned",
                                       "échec",
                                       "non remis",
                                       "non distribu",
                                       "non délivr",
                                       "erreur",
                                       "no entregad",
                                       "no se pudo",
                                       "no pudo",
                                       "error de entrega",
                                       "devuelto",
                                       "mancata consegna",
                                       "consegna non riuscita",
                                       "non consegnat",
                                       "não foi entregue",
                                       "falha na entrega",
                                       "devolvid",
                                       "niet afgeleverd",
                                       "onbestelbaar",
                                       "niedostarcz",
                                       "nie można dostarczyć",
                                       "nedoručit",
                                       "doručit",
                                       "olevererat",
                                       "inte levererat",
                                       "ikke leveret",
                                       "iletilemedi",
                                       "teslim edilemedi",
                                       "kézbesíthet",
                                       "não entregue",
                                       "недостав",
                                       "не доставлен",
                                       "доставк",
                                       "возврат",
                                       "не удалось",
                                       "エラー",
                                       "配信",
                                       "送信でき",
                                       "不達",
                                       "未達",
                                       "退信",
                                       "被退回",
                                       "无法",
                                       "無法",
                                       "投递",
                                       "送达",
                                       "전송 실패",
                                       "발송실패",
                                       "발송 실패",
                                       "반송",
                                       "delivery",
                                       NULL };

  return od_bounce_holds_any (mail->subject, words);
}
