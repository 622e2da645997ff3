/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Decides whether a mail is a bounce, and which of the readers it goes to. Any thread. Receipts of reading,
 * automatic answers, newsletters and people who quote an error are none. */

#include "od-bounce-private.h"

#include <string.h>

#include "od-fields.h"

static gboolean
has_field (const OdMail *mail, const char *name)
{
  return od_fields_get (mail->headers, name) != NULL;
}

static gboolean
has_null_path (const OdMail *mail)
{
  const char *path = mail->return_path;

  return g_str_has_prefix (path + strspn (path, " "), "<>");
}

/* "Re: Undelivered mail": somebody writes about one. */
static gboolean
is_answer_or_forward (const OdMail *mail)
{
  static const char *const starts[] = { "re:", "aw:", "fwd:", "fw:",   "wg:",
                                        "sv:", "rv:", "tr:",  "antw:", "rép :" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_ascii_strncasecmp (mail->subject, starts[i], strlen (starts[i])) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_automatic_answer (const OdMail *mail)
{
  static const char *const subjects[] = { "out of office",
                                          "automatic reply",
                                          "auto-reply",
                                          "autoreply",
                                          "auto reply",
                                          "auto:",
                                          "vacation",
                                          "abwesen",
                                          "automatische antwort",
                                          "réponse automatique",
                                          "absence",
                                          "respuesta automática",
                                          "fuera de la oficina",
                                          "автоответ",
                                          "不在",
                                          "自动回复",
                                          "automatic response",
                                          NULL };

  return has_field (mail, "x-autoreply") || has_field (mail, "x-autorespond") ||
         has_field (mail, "x-auto-response") || od_bounce_holds_any (mail->subject, subjects);
}

static gboolean
is_of_list (const OdMail *mail)
{
  return has_field (mail, "list-id") || has_field (mail, "list-unsubscribe") || has_field (mail, "list-post");
}

/* A filter of the recipient (RFC 5429) turns mails away by a receipt that says so. */
static gboolean
says_rejected (const OdMail *mail)
{
  static const char *const words[] = { "automatically rejected", "been rejected",
                                       "was rejected",           "was refused",
                                       "been refused",           NULL };

  return strstr (mail->auto_submitted, "rejected") != NULL || od_bounce_holds_any (mail->text, words);
}

/* Receipts that say it was read, or deleted (RFC 8098), and complaints (RFC 5965). */
static gboolean
is_receipt (const OdMail *mail)
{
  if (g_str_equal (mail->report_type, "disposition-notification"))
    return !says_rejected (mail);
  return g_str_equal (mail->report_type, "feedback-report");
}

static gboolean
is_report (const OdMail *mail)
{
  return g_str_equal (mail->content_type, "multipart/report");
}

static gboolean
says_it_is_automatic (const OdMail *mail)
{
  static const char *const names[] = {
    "noreply", "no-reply", "no_reply", "donotreply", "notification", NULL
  };

  if (*mail->auto_submitted != '\0' && g_ascii_strcasecmp (mail->auto_submitted, "no") != 0)
    return TRUE;
  return od_bounce_holds_any (mail->from, names);
}

static gboolean
speaks_of_failure (const OdNotice *notice)
{
  return od_notice_is_one (notice) || od_notice_speaks_of_failure (notice) ||
         od_notice_speaks_of_delay (notice);
}

static gboolean
quotes_refusal (const OdNotice *notice)
{
  for (guint i = 0; i < notice->replies->len; i++)
    if (od_notice_is_refusal (notice->replies->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Of a filter that refuses for the recipient, in words of its own (RFC 5429 §2.2). */
static gboolean
is_refusal_by_filter (const OdMail *mail)
{
  return strstr (mail->auto_submitted, "(rejected)") != NULL;
}

static gboolean
names_recipients (const OdNotice *notice)
{
  static const char *const words[] = { "recipient",   "empfänger", "destinat",  "получател", "адресат",
                                       "宛先",        "收件人",    "받는 사람", "ontvanger", "odbiorc",
                                       "mottagar",    "modtager",  "příjemc",   "alıcı",     "you sent",
                                       "address(es)", NULL };

  return od_notice_has_any (notice->lower, notice->length, words);
}

/* A notice without report: sent by a machine, about a failure, and saying so in its text. */
static gboolean
is_notice (const OdMail *mail, const OdNotice *notice, const char *sender)
{
  gboolean machine = od_bounce_is_from_system (mail) || has_null_path (mail);

  if (has_field (mail, "x-failed-recipients") || od_bounce_is_list_refusal (mail, notice))
    return TRUE;
  if (is_automatic_answer (mail) || is_of_list (mail) || is_answer_or_forward (mail))
    return FALSE;
  if (is_report (mail) && machine)
    return speaks_of_failure (notice);
  if (machine && is_refusal_by_filter (mail))
    return TRUE;
  if (od_bounce_has_failure_subject (mail) || od_bounce_is_from_mailer (mail))
    return machine ? speaks_of_failure (notice) || quotes_refusal (notice)
                   : (says_it_is_automatic (mail) && notice->addresses->len > 0 && od_notice_is_one (notice));
  if (!machine)
    return FALSE;
  return od_notice_is_one (notice) || (od_notice_has_head (notice, sender) && names_recipients (notice) &&
                                       od_notice_speaks_of_failure (notice));
}

/* Addresses of X-Failed-Recipients; NULL if there is no such field. */
static GPtrArray *
failed_recipients (const OdMail *mail)
{
  const char *value = od_fields_get (mail->headers, "x-failed-recipients");
  g_auto (GStrv) parts = value != NULL ? g_strsplit_set (value, ", ;\t<>", -1) : NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (strchr (parts[i], '@') != NULL)
      g_ptr_array_add (list, g_strdup (parts[i]));
  if (list->len > 0)
    return list;
  g_ptr_array_unref (list);
  return NULL;
}

/* The address the notice was sent to: that of the sender. (transfer full) or NULL. */
static char *
sender_address (const OdMail *mail)
{
  const char *to = od_fields_get_or_empty (mail->headers, "to");
  const char *open = strchr (to, '<');
  const char *start = open != NULL ? open + 1 : to;
  gsize length = strcspn (start, ">, \t(");

  return length > 0 ? g_strndup (start, length) : NULL;
}

/* Sent from somebody's own address by who wants to be taken for a mail system. */
static gboolean
is_pretence (const OdMail *mail)
{
  static const char *const names[] = { "mailer", "daemon", "postmaster", "bounce", "admin", NULL };

  return strchr (mail->return_path, '@') != NULL && !od_bounce_holds_any (mail->return_path, names);
}

/* Whether what names nobody may still be a notice: other things are delivered and fail, too. */
static gboolean
is_notice_about_nobody (const OdMail *mail, const OdNotice *notice)
{
  if (quotes_refusal (notice))
    return TRUE;
  return !is_pretence (mail) &&
         (od_notice_is_one (notice) || od_bounce_is_from_mailer (mail) || is_report (mail));
}

static GPtrArray *
read_notice (const OdMail *mail, const OdNotice *notice, const char *sender)
{
  g_autoptr (GPtrArray) recipients = failed_recipients (mail);

  if (od_bounce_is_list_refusal (mail, notice))
    {
      g_autoptr (GPtrArray) list = od_bounce_list_recipient (mail);
      return od_bounce_notice_read (notice, list, sender);
    }
  if (recipients != NULL)
    od_notice_add_heads (notice, recipients, sender);
  else
    recipients = od_notice_recipients (notice, sender);
  if (recipients->len == 0)
    {
      GPtrArray *original = od_bounce_original_recipient (mail, notice, sender);
      if (original == NULL && !is_notice_about_nobody (mail, notice))
        return od_cases_new ();
      g_clear_pointer (&recipients, g_ptr_array_unref);
      recipients = original;
    }
  return od_bounce_notice_read (notice, recipients, sender);
}

GPtrArray *
od_bounce_read (const OdMail *mail)
{
  g_autoptr (OdNotice) notice = NULL;

  if (is_receipt (mail))
    return od_cases_new ();
  notice = od_notice_new (mail->text, strlen (mail->text));
  if (mail->recipients->len > 0 && (is_report (mail) || !is_answer_or_forward (mail)))
    {
      g_autoptr (GPtrArray) cases = od_bounce_report_read (mail, notice);
      if (cases->len > 0)
        return g_steal_pointer (&cases);
    }
  g_autofree char *sender = sender_address (mail);
  if (!is_notice (mail, notice, sender))
    return od_cases_new ();
  return read_notice (mail, notice, sender);
}
