/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines of Postfix: deliveries (smtp, lmtp, local, virtual, pipe, error, bounce) and refusals (smtpd,
 * postscreen, cleanup, milters). Any thread. Arrivals, queue changes and connections tell of no delivery. */

#include "od-log-record.h"

#include <string.h>

#include "od-quoted-reply.h"

static const struct
{
  const char *word;
  const char *action;
} states[] = {
  { "sent", "delivered" },     { "delivered", "delivered" }, { "deliverable", "delivered" },
  { "bounced", "failed" },     { "expired", "failed" },      { "undeliverable", "failed" },
  { "softbounce", "delayed" }, { "SOFTBOUNCE", "delayed" },  { "deferred", "delayed" },
};

static const char *
action_of (const char *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].word, state) == 0)
      return states[i].action;
  return NULL;
}

/* "to=<a@example.org>, relay=…, dsn=5.1.1, status=bounced (host … said: 550 …)" */
static gboolean
read_delivery (OdLogRecord *self)
{
  gssize state_at = od_log_record_find (self, 0, ", status=");
  g_autofree char *state = od_log_record_value (self, "status=", " (,");

  self->action = action_of (state);
  if (state_at < 0 || self->action == NULL || od_log_record_find (self, 0, "to=<") < 0)
    return FALSE;
  self->recipient = od_log_record_value (self, "to=<", ">");
  self->status = od_log_record_value (self, "dsn=", ", ");
  od_log_record_take_relay (self, od_log_record_value (self, "relay=", ","));
  gssize open = od_log_record_find (self, (gsize) state_at, "(");
  if (open >= 0)
    od_log_record_set_words (self, (gsize) open + 1, ")", TRUE);
  return TRUE;
}

/* "reject: RCPT from host[192.0.2.1]: 550 5.1.1 …; from=<…> to=<…>" */
static gssize
words_of_reject (const OdLogRecord *self, gsize behind)
{
  gssize from = od_log_record_find (self, behind, " from ");
  gssize words = from < 0 ? -1 : od_log_record_find (self, (gsize) from, ": ");

  return words < 0 ? -1 : words + 2;
}

/* cleanup: "reject: header Subject: x from host[192.0.2.1]; from=<…> to=<…> proto=…: 5.7.1 Words" */
static gboolean
read_content_reject (OdLogRecord *self, gsize behind)
{
  gssize fields = od_log_record_find (self, behind, "; from=<");
  gssize words = fields < 0 ? -1 : od_log_record_find (self, (gsize) fields, ": ");

  if (words < 0)
    return FALSE;
  self->stage = "dot";
  return od_log_record_set_words (self, (gsize) words + 2, NULL, FALSE);
}

static gboolean
is_content_reject (const char *what)
{
  return g_str_has_prefix (what, "header ") || g_str_has_prefix (what, "body ") ||
         g_str_has_prefix (what, "mime-header ") || g_str_has_prefix (what, "nested-header ");
}

static const char *
stage_of_command (const char *what)
{
  gsize length = strcspn (what, " ");

  if (g_str_has_prefix (what, "CONNECT"))
    return "greeting";
  if (g_str_has_prefix (what, "END-OF-MESSAGE"))
    return "dot";
  return od_quoted_stage (what, length);
}

static gboolean
read_reject (OdLogRecord *self)
{
  gssize at = od_log_record_find (self, 0, "reject: ");

  if (at < 0 || (od_log_record_find (self, 0, " from=<") < 0 && od_log_record_find (self, 0, "NOQUEUE") < 0))
    return FALSE;
  gsize behind = (gsize) at + strlen ("reject: ");
  self->recipient = od_log_record_value (self, "to=<", ">");
  self->action = "failed";
  if (is_content_reject (self->line + behind))
    return read_content_reject (self, behind);
  gssize words = words_of_reject (self, behind);
  if (words < 0)
    return FALSE;
  self->stage = stage_of_command (self->line + behind);
  if (!od_log_record_set_words (self, (gsize) words, "; from=<", FALSE))
    return FALSE;
  self->action = self->line[self->words] == '4' ? "delayed" : "failed";
  return TRUE;
}

gboolean
od_log_postfix_read (OdLogRecord *self)
{
  if (read_delivery (self))
    return TRUE;
  od_log_record_clear (self);
  self->action = NULL;
  return read_reject (self);
}
