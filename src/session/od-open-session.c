/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions in the session that is still open: an OdRun under another name, of which the outcome is already
 * recorded. Every answer is one to one question; the first one that does not come ends it. Never AUTH. */

#include "od-open-session.h"

#include "od-letter.h"
#include "od-dot-stuffing.h"
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

/* A second reply along with the first: which of them is the answer, nobody can tell. A 421 behind it is
 * heard when the next question is due. */
static gboolean
is_alone (OdRun *run)
{
  OdSmtpReply *goodbye;

  if (run->reply->code == 421 || !od_dialogue_has_pending (run->dialogue))
    return TRUE;
  goodbye = od_dialogue_hear_unasked (run->dialogue, OD_STAGE_PROBE, NULL);
  if (goodbye == NULL)
    return FALSE;
  od_dialogue_keep_goodbye (run->dialogue, goodbye);
  return TRUE;
}

static OdSmtpReply *
hear (OdRun *run)
{
  g_autoptr (GError) error = NULL; /* what is recorded of a silence depends on it */

  g_clear_pointer (&run->reply, od_smtp_reply_unref);
  run->reply = od_dialogue_read (run->dialogue, OD_STAGE_PROBE, NULL, NULL, &error);
  if (run->reply == NULL || !is_alone (run))
    {
      od_dialogue_give_up (run->dialogue);
      return NULL;
    }
  return od_smtp_reply_ref (run->reply);
}

OdSmtpReply *
od_open_session_ask (OdOpenSession *self, OdSmtpCommand *command)
{
  g_autoptr (OdSmtpCommand) owned = command;
  g_autoptr (GError) error = NULL;
  OdRun *run = run_of (self);

  if (owned == NULL || !od_open_session_is_usable (self))
    return NULL;
  run->is_reset = FALSE;
  if (!od_dialogue_send (run->dialogue, OD_STAGE_PROBE, owned, &error))
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

  od_stuff_dots (&dots, bytes, length, wire);
  od_end_dots (&dots, wire);
  return wire;
}

OdSmtpReply *
od_open_session_send_message (OdOpenSession *self, GBytes *message)
{
  OdRun *run = run_of (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) wire = on_the_wire (message);
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (message));

  if (!od_open_session_is_usable (self))
    return NULL;
  od_recorder_step (run->recorder, OD_EVENT_STEP, OD_STAGE_PROBE, "message", size, -1, NULL, NULL);
  if (!od_dialogue_write_body (run->dialogue, wire->data, wire->len,
                               od_dialogue_deadline (run->dialogue, OD_STAGE_PROBE), &error))
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
  OdRun *run = run_of (self);
  g_autoptr (OdSmtpReply) reply = NULL;

  if (run->is_reset)
    return od_open_session_is_usable (self);
  reply = od_open_session_ask (self, od_smtp_command_new_rset ());
  run->is_reset = reply != NULL && reply->code == 250;
  return run->is_reset;
}

/* RFC 6531 §3.4: said with the sender if any address of the transaction needs it. */
static gboolean
needs_smtputf8 (const OdRun *run, const OdAddress *sender)
{
  return sender->needs_smtputf8 || od_letter_needs_smtputf8 (run);
}

OdSmtpReply *
od_open_session_give_sender (OdOpenSession *self, const OdAddress *sender, guint64 size)
{
  const OdSmtpCapabilities *offers = od_open_session_get_offers (self);
  OdSmtpMailParameters parameters = {
    .size = offers != NULL && od_smtp_capabilities_has (offers, "SIZE") ? size : 0,
    .smtputf8 = needs_smtputf8 (run_of (self), sender),
  };

  return od_open_session_ask (self, od_smtp_command_new_mail (sender, &parameters, NULL));
}

OdSmtpReply *
od_open_session_give_recipient (OdOpenSession *self, const OdAddress *recipient)
{
  return od_open_session_ask (self, od_smtp_command_new_rcpt (recipient, NULL, NULL));
}
