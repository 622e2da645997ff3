/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One command, one answer. A 354 is no answer to anything but DATA, and what is no answer makes no fact.
 * Thread of the run. */

#include "od-probe-transaction.h"

#include "od-message.h"

/* The time of all probes together counts as well, which the session does not know. */
static gboolean
may_ask (const OdProbeCase *self)
{
  return od_deadline_left_ms (self->deadline) > 0 && od_open_session_is_usable (self->session);
}

static OdProbeAnswer
weigh (OdSmtpReply *reply)
{
  g_autoptr (OdSmtpReply) owned = reply;

  if (owned == NULL || owned->code == 421)
    return OD_PROBE_UNANSWERED;
  if (od_smtp_reply_severity (owned) >= 4)
    return OD_PROBE_REFUSED;
  return od_smtp_reply_severity (owned) == 2 ? OD_PROBE_ACCEPTED : OD_PROBE_UNANSWERED;
}

/* What is asked, one behind the other: "MAIL FROM:<a@b> RCPT TO:<a@b>". */
static void
note_asked (OdEvent *event, const char *command, const OdAddress *address)
{
  const char *before = event->text != NULL ? event->text : "";
  const char *space = event->text != NULL ? " " : "";
  char *text = address != NULL ? g_strdup_printf ("%s%s%s:<%s>", before, space, command, address->mailbox)
                               : g_strconcat (before, space, command, NULL);

  g_free (event->text);
  event->text = text;
}

gboolean
od_probe_transaction_begin (const OdProbeCase *self)
{
  return may_ask (self) && od_open_session_reset (self->session);
}

OdProbeAnswer
od_probe_transaction_sender (const OdProbeCase *self, OdEvent *event, const OdAddress *sender, guint64 size)
{
  if (!may_ask (self))
    return OD_PROBE_UNANSWERED;
  note_asked (event, "MAIL FROM", sender);
  return weigh (od_open_session_give_sender (self->session, sender, size));
}

OdProbeAnswer
od_probe_transaction_recipient (const OdProbeCase *self, OdEvent *event, const OdAddress *recipient)
{
  if (!may_ask (self))
    return OD_PROBE_UNANSWERED;
  note_asked (event, "RCPT TO", recipient);
  return weigh (od_open_session_give_recipient (self->session, recipient));
}

OdProbeAnswer
od_probe_transaction_recipients (const OdProbeCase *self, OdEvent *event)
{
  GPtrArray *recipients = od_open_session_get_recipients (self->session);
  gboolean taken = FALSE;

  for (guint i = 0; i < recipients->len; i++)
    {
      OdProbeAnswer answer = od_probe_transaction_recipient (self, event, recipients->pdata[i]);

      if (answer == OD_PROBE_UNANSWERED)
        return answer;
      taken = taken || answer == OD_PROBE_ACCEPTED;
    }
  return taken ? OD_PROBE_ACCEPTED : OD_PROBE_REFUSED;
}

OdProbeAnswer
od_probe_transaction_message (const OdProbeCase *self, OdEvent *event, GBytes *message)
{
  g_autoptr (OdSmtpReply) reply = NULL;

  if (!may_ask (self))
    return OD_PROBE_UNANSWERED;
  note_asked (event, "DATA", NULL);
  reply = od_open_session_ask (self->session, od_smtp_command_new_data ());
  if (reply != NULL && reply->code == 354)
    return weigh (od_open_session_send_message (self->session, message));
  if (reply != NULL && od_smtp_reply_severity (reply) >= 4)
    return weigh (g_steal_pointer (&reply));
  return OD_PROBE_UNANSWERED;
}

static void
add_answer (OdEvent *event, const char *name, OdProbeAnswer answer)
{
  if (answer != OD_PROBE_UNANSWERED)
    od_probe_add (event, name, answer == OD_PROBE_ACCEPTED ? "accepted" : "refused");
}

void
od_probe_transaction_end (const OdProbeCase *self, OdEvent *event, const char *name, OdProbeAnswer answer)
{
  add_answer (event, name, answer);
  if (od_open_session_is_usable (self->session))
    od_open_session_reset (self->session);
}

GBytes *
od_probe_minimal_message (const OdProbeCase *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  OdMessageParts parts = {
    .from = od_open_session_get_sender (self->session),
    .to = od_open_session_get_recipients (self->session),
    /* Short and in ASCII, so not translated: the point is that nothing about it can displease. */
    .subject = "Test message",
    .text = "This is a test of whether mail can be sent.",
    .date = now,
    .ascii_only = TRUE,
  };

  return od_message_compose (&parts, NULL);
}

static gboolean
is (const OdProbeCase *self, const char *fact, const char *value)
{
  return g_strcmp0 (od_facts_get (self->facts, fact), value) == 0;
}

gboolean
od_probe_was_refused (const OdProbeCase *self)
{
  return is (self, "outcome", "rejected");
}

gboolean
od_probe_was_refused_late (const OdProbeCase *self)
{
  OdStage stage = od_stage_from_name (od_facts_get (self->facts, "stage"));

  return od_probe_was_refused (self) && stage >= OD_STAGE_DATA && stage <= OD_STAGE_DOT;
}

gboolean
od_probe_may_send (const OdProbeCase *self)
{
  return od_probe_was_refused (self) && is (self, "dry-run", "no") && !self->settings->dry_run;
}

const char *
od_probe_deciding_recipient (const OdProbeCase *self)
{
  const GPtrArray *values = od_facts_values (self->facts, "recipient");

  return values != NULL && values->len > 0 ? ((const OdFact *) values->pdata[values->len - 1])->value : NULL;
}
