/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From replies and errors to the facts of the outcome. The names of errors by their domain stand here, in
 * tables; nothing is matched by an error's text. One thread. */

#include "od-outcome.h"

#include "od-dialogue.h"
#include "od-resolver.h"
#include "od-sasl.h"
#include "od-smtp-command.h"
#include "od-tls.h"

OdOutcome *
od_outcome_new (void)
{
  OdOutcome *self = g_new0 (OdOutcome, 1);

  self->fields = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
od_outcome_free (OdOutcome *self)
{
  g_clear_pointer (&self->reply, od_smtp_reply_unref);
  g_ptr_array_unref (self->fields);
  g_free (self->detail);
  g_free (self);
}

static gboolean
decide (OdOutcome *self, const char *outcome, OdStage stage, OdSmtpReply *reply)
{
  if (self->outcome != NULL)
    return FALSE;
  self->outcome = outcome;
  self->stage = stage;
  self->reply = reply != NULL ? od_smtp_reply_ref (reply) : NULL;
  return TRUE;
}

void
od_outcome_succeed (OdOutcome *self, const char *outcome, OdStage stage, OdSmtpReply *reply)
{
  decide (self, outcome, stage, reply);
}

void
od_outcome_reject (OdOutcome *self, OdStage stage, OdSmtpReply *reply)
{
  decide (self, "rejected", stage, reply);
}

void
od_outcome_stop (OdOutcome *self, OdStage stage, const char *error, const char *detail, OdSmtpReply *reply)
{
  if (!decide (self, "failed", stage, reply))
    return;
  self->error = error;
  self->detail = g_strdup (detail);
}

/* After the final dot the server has the message, also if it was we who did not wait for the answer. */
static const char *
broken_word (OdStage stage, gboolean cancelled)
{
  if (stage == OD_STAGE_DOT)
    return "unknown-delivery";
  return cancelled ? "cancelled" : "failed";
}

void
od_outcome_break (OdOutcome *self, OdStage stage, const GError *error)
{
  const char *name = od_outcome_error_name (stage, error);
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (!decide (self, broken_word (stage, cancelled), stage, NULL))
    return;
  self->error = name;
  self->detail = cancelled ? NULL : g_strdup (error->message);
}

void
od_outcome_add_field (OdOutcome *self, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_ptr_array_add (self->fields, g_strdup (name));
  g_ptr_array_add (self->fields, g_strdup (value));
}

static void
add_number (OdEvent *event, const char *name, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  od_event_add_field (event, name, text);
}

static void
add_reply (OdEvent *event, const OdSmtpReply *reply)
{
  g_autofree char *status = od_smtp_reply_dup_status (reply);

  event->code = reply->code;
  add_number (event, "code", reply->code);
  if (status != NULL)
    od_event_add_field (event, "status", status);
  if (*reply->text != '\0')
    od_event_add_field (event, "text", reply->text);
}

static void
add_waited (OdEvent *event, double waited)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (waited > 0)
    od_event_add_field (event, "waited",
                        g_ascii_formatd (text, sizeof text, waited < 1 ? "%.2f" : "%.0f", waited));
}

void
od_outcome_record (OdOutcome *self, OdRecorder *recorder)
{
  OdEvent *event = od_event_new (OD_EVENT_OUTCOME, self->stage, od_recorder_now (recorder));

  od_event_add_field (event, "outcome", self->outcome);
  if (self->stage != OD_STAGE_NONE)
    od_event_add_field (event, "stage", od_stage_name (self->stage));
  if (self->reply != NULL)
    add_reply (event, self->reply);
  if (self->error != NULL)
    od_event_add_field (event, "error", self->error);
  if (self->detail != NULL && *self->detail != '\0')
    od_event_add_field (event, "error.detail", self->detail);
  add_waited (event, self->waited);
  for (guint i = 0; i + 1 < self->fields->len; i += 2)
    od_event_add_field (event, g_ptr_array_index (self->fields, i), g_ptr_array_index (self->fields, i + 1));
  od_recorder_take (recorder, event);
}

static const char *
resolver_error_name (int code)
{
  switch (code)
    {
    case OD_RESOLVER_ERROR_NOT_FOUND:
      return "name-not-found";
    case OD_RESOLVER_ERROR_NO_ADDRESS:
      return "name-no-address";
    case OD_RESOLVER_ERROR_TEMPORARY:
      return "name-temporary";
    case OD_RESOLVER_ERROR_NULL_MX:
      return "null-mx";
    default:
      return "name-failed";
    }
}

static const char *
reply_error_name (int code)
{
  switch (code)
    {
    case OD_SMTP_REPLY_ERROR_MIXED_CODES:
      return "mixed-codes";
    case OD_SMTP_REPLY_ERROR_LINE_TOO_LONG:
      return "line-too-long";
    case OD_SMTP_REPLY_ERROR_TOO_LONG:
      return "reply-too-long";
    default:
      return "not-a-reply";
    }
}

static const char *
sasl_error_name (int code)
{
  switch (code)
    {
    case OD_SASL_ERROR_NO_MECHANISM:
      return "login-no-mechanism";
    case OD_SASL_ERROR_CHALLENGE:
      return "login-challenge";
    case OD_SASL_ERROR_ITERATIONS:
      return "login-iterations";
    case OD_SASL_ERROR_SERVER_PROOF:
      return "login-server-proof";
    case OD_SASL_ERROR_ROUNDS:
      return "login-rounds";
    default:
      return "login-failed";
    }
}

static const char *
timed_out_name (OdStage stage)
{
  if (stage == OD_STAGE_LOOKUP)
    return "name-timed-out";
  return stage == OD_STAGE_TLS ? "tls-timed-out" : "timed-out";
}

static const char *
io_error_name (OdStage stage, int code)
{
  switch (code)
    {
    case G_IO_ERROR_CANCELLED:
      return "cancelled";
    case G_IO_ERROR_TIMED_OUT:
      return timed_out_name (stage);
    case G_IO_ERROR_CONNECTION_REFUSED:
      return "refused";
    case G_IO_ERROR_CONNECTION_CLOSED: /* also BROKEN_PIPE */
      return "reset";
    case G_IO_ERROR_CLOSED:
      return "closed";
    case G_IO_ERROR_HOST_UNREACHABLE:
      return "host-unreachable";
    case G_IO_ERROR_NETWORK_UNREACHABLE:
      return "network-unreachable";
    case G_IO_ERROR_PERMISSION_DENIED:
      return "permission-denied";
    case G_IO_ERROR_MESSAGE_TOO_LARGE:
      return "line-too-long";
    case G_IO_ERROR_INVALID_DATA:
      return "bytes-after-starttls";
    default:
      return stage == OD_STAGE_CONNECT ? "connection-failed" : "internal";
    }
}

const char *
od_outcome_error_name (OdStage stage, const GError *error)
{
  if (error->domain == OD_RESOLVER_ERROR)
    return resolver_error_name (error->code);
  if (error->domain == OD_TLS_ERROR)
    return od_tls_error_name ((OdTlsError) error->code);
  if (error->domain == OD_SMTP_REPLY_ERROR)
    return reply_error_name (error->code);
  if (error->domain == OD_SASL_ERROR)
    return sasl_error_name (error->code);
  if (error->domain == OD_DIALOGUE_ERROR)
    return error->code == OD_DIALOGUE_ERROR_TOTAL_TIME ? "total-time" : "bytes-unasked";
  if (error->domain == OD_SMTP_COMMAND_ERROR)
    return "settings";
  if (error->domain == G_IO_ERROR)
    return io_error_name (stage, error->code);
  return "internal";
}
