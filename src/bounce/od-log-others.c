/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines of OpenSMTPD, Sendmail, qmail and msmtp. Any thread. */

#include "od-log-record.h"

#include <string.h>

#include "od-quoted-reply.h"

static const char *
action_of_result (const char *result)
{
  if (g_strcmp0 (result, "Ok") == 0)
    return "delivered";
  if (g_strcmp0 (result, "TempFail") == 0)
    return "delayed";
  return result != NULL ? "failed" : NULL;
}

/* smtp: failed-command command="RCPT TO:<a@example.org>" result="550 …" */
static gboolean
read_failed_command (OdLogRecord *self)
{
  g_autofree char *command = od_log_record_value (self, "command=\"", "\"");
  gssize result = od_log_record_find (self, 0, "result=\"");

  if (result < 0 || command == NULL || strstr (self->line, "failed-command") == NULL)
    return FALSE;
  self->stage = od_quoted_stage (command, strlen (command));
  if (g_strcmp0 (self->stage, "rcpt") == 0)
    self->recipient = od_log_record_value (self, "TO:<", ">");
  self->action = self->line[result + 8] == '4' ? "delayed" : "failed";
  return od_log_record_set_words (self, (gsize) result + 8, "\"", TRUE);
}

/* mta delivery … to=<a@example.org> … relay="192.0.2.1 (mx.example.net)" … result="PermFail" stat="550 …" */
gboolean
od_log_opensmtpd_read (OdLogRecord *self)
{
  gssize stat = od_log_record_find (self, 0, "stat=\"");

  if (stat < 0)
    return read_failed_command (self);
  g_autofree char *result = od_log_record_value (self, "result=\"", "\"");
  g_autofree char *bare = od_log_record_value (self, "result=", " ,");
  self->action = action_of_result (result != NULL ? result : bare);
  if (self->action == NULL || strstr (self->line, "delivery") == NULL)
    return FALSE;
  self->recipient = od_log_record_value (self, "to=<", ">");
  od_log_record_take_relay (self, od_log_record_value (self, "relay=\"", "\""));
  return od_log_record_set_words (self, (gsize) stat + 6, "\"", TRUE);
}

static const char *
action_of_stat (const char *stat)
{
  if (g_str_has_prefix (stat, "Sent"))
    return "delivered";
  return g_str_has_prefix (stat, "Deferred") ? "delayed" : "failed";
}

/* ruleset=check_rcpt, arg1=<a@example.org>, relay=…, reject=550 5.7.1 … */
static gboolean
read_sendmail_reject (OdLogRecord *self)
{
  gssize at = od_log_record_find (self, 0, "reject=");

  if (at < 0)
    return FALSE;
  self->action = self->line[at + 7] == '4' ? "delayed" : "failed";
  if (strstr (self->line, "check_rcpt") != NULL || strstr (self->line, "to=<") != NULL)
    self->stage = "rcpt";
  if (strstr (self->line, "check_mail") != NULL)
    self->stage = "mail";
  if (strstr (self->line, "check_relay") != NULL)
    self->stage = "greeting";
  self->recipient = od_log_record_value (self, "to=<", ">");
  if (self->recipient == NULL && g_strcmp0 (self->stage, "rcpt") == 0)
    self->recipient = od_log_record_value (self, "arg1=<", ">");
  return od_log_record_set_words (self, (gsize) at + 7, NULL, FALSE);
}

/* "to=a@example.org" and "to=<a@example.org>" */
static char *
sendmail_recipient (const OdLogRecord *self)
{
  char *framed = od_log_record_value (self, "to=<", ">");

  return framed != NULL ? framed : od_log_record_value (self, "to=", ", ");
}

/* to=<a@example.org>, …, relay=mx.example.net. [192.0.2.1], dsn=5.1.1, stat=User unknown */
gboolean
od_log_sendmail_read (OdLogRecord *self)
{
  gssize stat = od_log_record_find (self, 0, ", stat=");

  if (stat < 0)
    return read_sendmail_reject (self);
  self->recipient = sendmail_recipient (self);
  if (self->recipient == NULL)
    return FALSE;
  self->action = action_of_stat (self->line + stat + 7);
  self->status = od_log_record_value (self, "dsn=", ", ");
  od_log_record_take_relay (self, od_log_record_value (self, "relay=", ","));
  return od_log_record_set_words (self, (gsize) stat + 7, NULL, FALSE);
}

/* "delivery 7: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_…/Giving_up_on_192.0.2.1./":
 * the line's spaces and line breaks are put back by the caller (od_log_line_read()). */
gboolean
od_log_qmail_read (OdLogRecord *self)
{
  static const struct
  {
    const char *mark;
    const char *action;
  } marks[] = { { "failure: ", "failed" }, { "deferral: ", "delayed" }, { "success: ", "delivered" } };
  gboolean cut_off = g_str_has_prefix (self->line, "failure: ") ||
                     g_str_has_prefix (self->line, "deferral: ");

  if (cut_off && strchr (self->line, '\n') == NULL)
    return FALSE;
  if (!cut_off && od_log_record_find (self, 0, "delivery ") < 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gssize at = od_log_record_find (self, 0, marks[i].mark);

      if (at < 0 || (at > 0 && !cut_off && (at < 2 || memcmp (self->line + at - 2, ": ", 2) != 0)))
        continue;
      self->action = marks[i].action;
      return od_log_record_set_words (self, (gsize) at + strlen (marks[i].mark), NULL, FALSE);
    }
  return FALSE;
}

/* host=smtp.example.net tls=on … recipients=a@example.org smtpstatus=550 smtpmsg='550 …' errormsg='…' */
gboolean
od_log_msmtp_read (OdLogRecord *self)
{
  gssize message = od_log_record_find (self, 0, "smtpmsg='");
  gssize error = od_log_record_find (self, 0, "errormsg='");
  gssize at = message >= 0 ? message + 9 : error + 10;

  if (od_log_record_find (self, 0, "exitcode=EX_") < 0)
    return FALSE;
  self->recipient = od_log_record_value (self, "recipients=", " ,");
  od_log_record_take_relay (self, od_log_record_value (self, "host=", " "));
  self->action = strstr (self->line, "exitcode=EX_OK") != NULL ? "delivered" : "failed";
  if (message < 0 && error < 0)
    return g_str_equal (self->action, "delivered");
  return od_log_record_set_words (self, (gsize) at, message >= 0 && error >= 0 ? "' errormsg" : "' exitcode",
                                  FALSE);
}
