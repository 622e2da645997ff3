/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions in the session that is still open: an OdRun under another name, of which the outcome is already
 * recorded. Every answer is one to one question; the first one that does not come ends it. Never AUTH. */

#include "od-open-session.h"

#include "od-message.h"
#include "od-run.h"

static OdRun *
run_of (OdOpenSession *self)
{
  return (OdRun *) self;
}

/* It got as far as a mail transaction: what was demanded of encryption and login was met. */
static gboolean
reached_transaction (const OdRun *run)
{
  OdStage stage = run->outcome->stage;

  return stage >= OD_STAGE_MAIL && stage <= OD_STAGE_RSET;
}

static gboolean
said_goodbye (const OdRun *run)
{
  return run->reply != NULL && run->reply->code == 421;
}

gboolean
od_open_session_is_usable (OdOpenSession *self)
{
  OdRun *run = run_of (self);

  return run->dialogue != NULL && od_dialogue_is_in_step (run->dialogue) && reached_transaction (run) &&
         !said_goodbye (run) && !g_cancellable_is_cancelled (run->cancellable);
}

const OdSmtpCapabilities *
od_open_session_get_offers (OdOpenSession *self)
{
  return run_of (self)->offers;
}

const OdAddress *
od_open_session_get_sender (OdOpenSession *self)
{
  return run_of (self)->sender;
}

GPtrArray *
od_open_session_get_recipients (OdOpenSession *self)
{
  return run_of (self)->recipients;
}

static OdSmtpReply *
hear (OdRun *run)
{
  g_clear_pointer (&run->reply, od_smtp_reply_unref);
  run->reply = od_dialogue_read (run->dialogue, OD_STAGE_PROBE, NULL, NULL, NULL);
  return run->reply != NULL ? od_smtp_reply_ref (run->reply) : NULL;
}

OdSmtpReply *
od_open_session_ask (OdOpenSession *self, OdSmtpCommand *command)
{
  g_autoptr (OdSmtpCommand) owned = command;
  OdRun *run = run_of (self);

  if (owned == NULL || !od_open_session_is_usable (self))
    return NULL;
  if (!od_dialogue_send (run->dialogue, OD_STAGE_PROBE, owned, NULL))
    return NULL;
  return hear (run);
}

/* RFC 5321 §4.5.2. */
static GByteArray *
on_the_wire (GBytes *message)
{
  GByteArray *wire = g_byte_array_new ();
  OdDotStuffing dots = OD_DOT_STUFFING_INIT;
  gsize length;
  const char *bytes = g_bytes_get_data (message, &length);

  od_message_stuff_dots (&dots, bytes, length, wire);
  od_message_end_dots (&dots, wire);
  return wire;
}

OdSmtpReply *
od_open_session_send_message (OdOpenSession *self, GBytes *message)
{
  OdRun *run = run_of (self);
  g_autoptr (GByteArray) wire = on_the_wire (message);

  if (!od_open_session_is_usable (self))
    return NULL;
  if (!od_dialogue_write_body (run->dialogue, wire->data, wire->len,
                               od_dialogue_deadline (run->dialogue, OD_STAGE_PROBE), NULL))
    {
      od_dialogue_give_up (run->dialogue);
      return NULL;
    }
  od_recorder_sent (run->recorder, OD_STAGE_PROBE, ".");
  return hear (run);
}

gboolean
od_open_session_reset (OdOpenSession *self)
{
  g_autoptr (OdSmtpReply) reply = od_open_session_ask (self, od_smtp_command_new_rset ());

  return reply != NULL && reply->code == 250;
}

OdSmtpReply *
od_open_session_give_sender (OdOpenSession *self, const OdAddress *sender, guint64 size)
{
  const OdSmtpCapabilities *offers = od_open_session_get_offers (self);
  OdSmtpMailParameters parameters = {
    .size = offers != NULL && od_smtp_capabilities_has (offers, "SIZE") ? size : 0,
    .smtputf8 = sender->needs_smtputf8,
  };

  return od_open_session_ask (self, od_smtp_command_new_mail (sender, &parameters, NULL));
}

OdSmtpReply *
od_open_session_give_recipient (OdOpenSession *self, const OdAddress *recipient)
{
  return od_open_session_ask (self, od_smtp_command_new_rcpt (recipient, NULL, NULL));
}
