/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines of Exim's main and reject log (spec §52): deliveries, failures, deferrals, refusals. Any thread. */

#include "od-log-record.h"

#include <string.h>

#include "od-quoted-reply.h"

static gsize
word_run (const char *at)
{
  gsize n = 0;

  while (g_ascii_isalnum (at[n]))
    n++;
  return n;
}

/* "1abCdE-0001Ab-2C", since 4.97 "1abCdE-00000001AbC-2CdE": its length, or 0. */
static gsize
message_id_at (const char *at)
{
  gsize first = word_run (at);

  if (first != 6 || at[6] != '-')
    return 0;
  gsize second = word_run (at + 7);
  if ((second != 6 && second != 11) || at[7 + second] != '-')
    return 0;
  gsize third = word_run (at + 8 + second);
  return third == 2 || third == 4 ? 8 + second + third : 0;
}

/* Behind the message id and the space after it, or -1. */
static gssize
behind_id (const OdLogRecord *self)
{
  for (gsize at = 0; at + 16 <= self->length; at++)
    {
      gboolean starts = at == 0 || self->line[at - 1] == ' ';
      gsize size = starts ? message_id_at (self->line + at) : 0;

      if (size > 0 && self->line[at + size] == ' ')
        return (gssize) (at + size + 1);
    }
  return -1;
}

static const char *
action_of_mark (const char *mark)
{
  if (mark[0] == '\0' || mark[1] == '\0' || mark[2] != ' ')
    return NULL;
  if (memcmp (mark, "**", 2) == 0)
    return "failed";
  if (memcmp (mark, "==", 2) == 0)
    return "delayed";
  return memcmp (mark, "=>", 2) == 0 || memcmp (mark, "->", 2) == 0 ? "delivered" : NULL;
}

/* "anna@example.org", or "anna <anna@example.org>" where the first is a local name. */
static void
take_recipient (OdLogRecord *self, gsize at)
{
  const char *word = self->line + at;
  gsize length = strcspn (word, " :");

  if (memchr (word, '@', length) == NULL && word[length] == ' ' && word[length + 1] == '<')
    {
      word += length + 2;
      length = strcspn (word, ">");
    }
  else if (length > 2 && word[0] == '<' && word[length - 1] == '>')
    {
      word++;
      length -= 2;
    }
  if (memchr (word, '@', length) != NULL)
    self->recipient = g_strndup (word, length);
}

/* Behind "defer (-44):", else behind the first ": " that follows the fields R=, T=, H=. */
static gssize
words_of_failure (const OdLogRecord *self, gsize at)
{
  gssize defer = od_log_record_find (self, at, "defer (");
  gssize words = od_log_record_find (self, defer >= 0 ? (gsize) defer : at, ": ");

  return words < 0 ? -1 : words + 2;
}

static gboolean
read_delivered (OdLogRecord *self, gsize at)
{
  gssize confirmed = od_log_record_find (self, at, " C=\"");

  if (confirmed >= 0)
    od_log_record_set_words (self, (gsize) confirmed + 4, "\"", FALSE);
  return TRUE;
}

static gboolean
read_delivery (OdLogRecord *self, gsize at)
{
  self->action = action_of_mark (self->line + at);
  if (self->action == NULL)
    return FALSE;
  take_recipient (self, at + 3);
  od_log_record_take_relay (self, od_log_record_value (self, "H=", " :"));
  if (g_str_equal (self->action, "delivered"))
    return read_delivered (self, at);
  gssize words = words_of_failure (self, at);
  return words >= 0 && od_log_record_set_words (self, (gsize) words, NULL, FALSE);
}

/* "H=(client) [192.0.2.1] F=<s@example.net> rejected RCPT <a@example.org>: Unknown user" */
static gboolean
read_refusal (OdLogRecord *self)
{
  gssize at = od_log_record_find (self, 0, "rejected ");

  if (at <= 0 || od_log_record_find (self, 0, "H=") < 0)
    return FALSE;
  gsize command = (gsize) at + strlen ("rejected ");
  gssize colon = od_log_record_find (self, command, ": ");
  if (colon < 0)
    return FALSE;
  self->action = at > 12 && memcmp (self->line + at - 12, "temporarily ", 12) == 0 ? "delayed" : "failed";
  self->stage = g_str_has_prefix (self->line + command, "after DATA")
                    ? "dot"
                    : od_quoted_stage (self->line + command, (gsize) colon - command);
  if (g_strcmp0 (self->stage, "rcpt") == 0)
    take_recipient (self, command + strlen ("RCPT "));
  return od_log_record_set_words (self, (gsize) colon + 2, NULL, FALSE);
}

/* "1abCdE-0001Ab-2C H=mx.example.net [192.0.2.1]: SMTP error from remote mail server after …: 451 …" */
static gboolean
read_host_error (OdLogRecord *self, gsize at)
{
  gssize words = od_log_record_find (self, at, "SMTP error from remote mail");

  if (words < 0)
    return FALSE;
  od_log_record_take_relay (self, od_log_record_value (self, "H=", " :"));
  return od_log_record_set_words (self, (gsize) words, NULL, FALSE);
}

gboolean
od_log_exim_read (OdLogRecord *self)
{
  gssize at = behind_id (self);

  if (at >= 0 && read_delivery (self, (gsize) at))
    return TRUE;
  od_log_record_clear (self);
  self->action = NULL;
  return read_refusal (self) || (at >= 0 && read_host_error (self, (gsize) at));
}
