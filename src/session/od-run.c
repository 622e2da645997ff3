/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The state of one transaction and the moves that every stage makes: ask, expect, stop. The order of the
 * stages is in od-session.c alone. Worker thread. */

#include "od-run.h"

#include <glib/gi18n-lib.h>

OdRun *
od_run_new (const OdSettings *settings,
            OdSecret *secret,
            const OdLimits *limits,
            OdRecorder *recorder,
            GCancellable *cancellable)
{
  OdRun *self = g_new0 (OdRun, 1);

  self->settings = settings;
  self->secret = secret;
  self->limits = limits;
  self->recorder = recorder;
  self->cancellable = cancellable;
  self->total = od_deadline_in (limits->total);
  self->port = od_settings_effective_port (settings);
  self->security = od_settings_effective_security (settings);
  self->outcome = od_outcome_new ();
  return self;
}

void
od_run_free (OdRun *self)
{
  g_clear_pointer (&self->sender, od_address_free);
  g_clear_pointer (&self->recipients, g_ptr_array_unref);
  g_clear_pointer (&self->dialogue, od_dialogue_free);
  g_clear_object (&self->socket);
  g_clear_pointer (&self->reply, od_smtp_reply_unref);
  g_clear_pointer (&self->refusal, od_smtp_reply_unref);
  g_clear_pointer (&self->offers, od_smtp_capabilities_free);
  g_clear_pointer (&self->message, g_bytes_unref);
  od_outcome_free (self->outcome);
  g_free (self->host);
  g_free (self->ehlo_name);
  g_free (self);
}

gboolean
od_run_wants_login (const OdRun *self)
{
  return self->settings->login && (self->secret != NULL || *self->settings->client_certificate != '\0') &&
         !self->settings->direct;
}

gboolean
od_run_is_encrypted (const OdRun *self)
{
  return self->dialogue != NULL && od_line_stream_get_tls (od_dialogue_get_stream (self->dialogue)) != NULL;
}

gboolean
od_run_stop (OdRun *self, OdStage stage, const char *error, const char *detail)
{
  od_outcome_stop (self->outcome, stage, error, detail, NULL);
  return FALSE;
}

gboolean
od_run_break (OdRun *self, OdStage stage, const GError *error)
{
  gboolean decides = self->outcome->outcome == NULL;

  od_outcome_break (self->outcome, stage, error);
  if (self->dialogue == NULL)
    return FALSE;
  od_dialogue_give_up (self->dialogue);
  if (decides)
    self->outcome->waited = od_dialogue_get_waited (self->dialogue);
  return FALSE;
}

/* No pipelining: what comes along with a reply that asks for a next command is out of step; but a server that
 * says good-bye after it is heard when the next command is due. */
static gboolean
check_alone (OdRun *self, OdStage stage)
{
  g_autoptr (GError) error = NULL;
  OdSmtpReply *goodbye = NULL;

  if (self->reply->code >= 400 || !od_dialogue_has_pending (self->dialogue))
    return TRUE;
  if (stage == OD_STAGE_STARTTLS && self->reply->code == 220)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                                 _ ("The server sent something between its consent to encrypt and the "
                                    "encryption."));
  else
    goodbye = od_dialogue_hear_unasked (self->dialogue, stage, &error);
  if (goodbye == NULL)
    return od_run_break (self, stage, error);
  od_dialogue_keep_goodbye (self->dialogue, goodbye);
  return TRUE;
}

gboolean
od_run_read (OdRun *self, OdStage stage, OdReplyNotes notes)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->reply, od_smtp_reply_unref);
  self->reply = od_dialogue_read (self->dialogue, stage, notes, self, &error);
  if (self->reply == NULL)
    return od_run_break (self, stage, error);
  return stage == OD_STAGE_QUIT || check_alone (self, stage);
}

gboolean
od_run_ask (OdRun *self, OdStage stage, OdSmtpCommand *command, GError *error, OdReplyNotes notes)
{
  g_autoptr (OdSmtpCommand) owned = command;
  g_autoptr (GError) failure = error;

  if (owned == NULL)
    return od_run_stop (self, stage, "settings", failure != NULL ? failure->message : NULL);
  if (!od_dialogue_send (self->dialogue, stage, owned, &failure))
    return od_run_break (self, stage, failure);
  return od_run_read (self, stage, notes);
}

gboolean
od_run_expect (OdRun *self, OdStage stage, guint code)
{
  guint severity = od_smtp_reply_severity (self->reply);

  if (self->reply->code == code || severity == code)
    return TRUE;
  if (severity >= 4)
    od_outcome_reject (self->outcome, stage, self->reply);
  else
    od_outcome_stop (self->outcome, stage, "unexpected-code", NULL, self->reply);
  return FALSE;
}

OdEvent *
od_run_event (OdRun *self, OdEventKind kind, OdStage stage, const char *name, const char *text)
{
  OdEvent *event = od_event_new (kind, stage, od_recorder_now (self->recorder));

  event->name = g_strdup (name);
  event->text = g_strdup (text);
  return event;
}

void
od_event_add_number (OdEvent *self, const char *name, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  od_event_add_field (self, name, text);
}

void
od_run_remark (OdRun *self, OdStage stage, const char *quirk)
{
  od_recorder_step (self->recorder, OD_EVENT_REMARK, stage, NULL, NULL, -1, NULL, "quirk", quirk, NULL);
}

static void
add_recipients (OdRun *self)
{
  g_autofree char *count = g_strdup_printf ("%u", self->recipients->len);
  g_autofree char *accepted = g_strdup_printf ("%u", self->accepted);

  od_outcome_add_field (self->outcome, "recipients", count);
  if (self->accepted > 0 || self->refusal != NULL)
    od_outcome_add_field (self->outcome, "recipients.accepted", accepted);
}

static void
add_message_size (OdRun *self)
{
  guint64 size = self->message != NULL ? g_bytes_get_size (self->message) : self->settings->message_size;
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, size);

  if (size > 0)
    od_outcome_add_field (self->outcome, "message.size", text);
}

void
od_run_record_outcome (OdRun *self)
{
  OdOutcome *outcome = self->outcome;

  if (outcome->outcome == NULL)
    od_outcome_stop (outcome, OD_STAGE_NONE, "internal", NULL, NULL);
  if (self->recipients != NULL)
    add_recipients (self);
  add_message_size (self);
  if (!self->noted_login)
    od_outcome_add_field (outcome, "login", "none");
  if (self->dialogue != NULL)
    {
      od_outcome_add_field (outcome, "tls.active", od_run_is_encrypted (self) ? "yes" : "no");
      if (od_dialogue_get_first_line (self->dialogue) != NULL)
        od_outcome_add_field (outcome, "first-data", "yes");
    }
  od_outcome_record (outcome, self->recorder);
}
