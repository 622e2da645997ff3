/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The session after its outcome and before QUIT: still connected, encrypted and logged in, for the questions
 * of probes. So nothing needs a second login. Handed to an OdSessionFollowUp, valid during it only; worker
 * thread of the run. It changes nothing about the outcome. */

#pragma once

#include "od-session.h"
#include "od-smtp-capabilities.h"
#include "od-smtp-command.h"
#include "od-smtp-reply.h"

G_BEGIN_DECLS

/* Whether commands of a mail transaction can be asked: connected, in step, EHLO or HELO accepted, and no 421.
 * FALSE from the first question on that was not answered. */
gboolean od_open_session_is_usable (OdOpenSession *self);
/* What was offered last (may be NULL where HELO only), the settings, the addresses; all owned by the session.
 */
const OdSmtpCapabilities *od_open_session_get_offers (OdOpenSession *self);
const OdAddress *od_open_session_get_sender (OdOpenSession *self);
GPtrArray *od_open_session_get_recipients (OdOpenSession *self); /* OdAddress * */

/**
 * od_open_session_ask:
 * @command: (transfer full) (nullable): NULL where it could not be made
 *
 * Sends it and reads the reply, both recorded at OD_STAGE_PROBE, within the limit of a probe.
 *
 * Returns: (transfer full): the reply, also one that refuses (a 421 as well, after which the session is
 * over); NULL when the session is over, also because more came than was asked for
 */
OdSmtpReply *od_open_session_ask (OdOpenSession *self, OdSmtpCommand *command);

/**
 * od_open_session_send_message:
 * @message: with CRLF line ends, not dot-stuffed
 *
 * After a 354: sends it with its final dot; recorded as the step "message" and the line ".".
 *
 * Returns: (transfer full): the verdict, within the limit of a probe; NULL when the session is over. What
 * became of the message is unknown then
 */
OdSmtpReply *od_open_session_send_message (OdOpenSession *self, GBytes *message);

/* RSET (RFC 5321 §4.1.1.5), unless nothing was asked since the last one: some servers count those that do
 * nothing. FALSE when the session is over. */
gboolean od_open_session_reset (OdOpenSession *self);

/* MAIL FROM with no parameter but SMTPUTF8 where @sender or a recipient of the run needs it, and SIZE where
 * @size is not 0 and it is offered. */
OdSmtpReply *od_open_session_give_sender (OdOpenSession *self, const OdAddress *sender, guint64 size);
OdSmtpReply *od_open_session_give_recipient (OdOpenSession *self, const OdAddress *recipient);

G_END_DECLS
