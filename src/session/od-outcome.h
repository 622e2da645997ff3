/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How a run ended, made into the one outcome event. What decides first stays: later breakage is a
 * consequence. One thread. It judges nothing and names no cause: od_diagnose() does. */

#pragma once

#include "od-recorder.h"
#include "od-smtp-reply.h"

G_BEGIN_DECLS

typedef struct
{
  const char *outcome; /* word of the fact, NULL while undecided */
  OdStage stage;
  OdSmtpReply *reply; /* that decided, or NULL */
  const char *error;  /* word of the fact, or NULL */
  char *detail;
  double waited;     /* seconds, 0 if no limit was reached */
  GPtrArray *fields; /* OdEventField *: what else is to be told with it */
} OdOutcome;

OdOutcome *od_outcome_new (void);
void od_outcome_free (OdOutcome *self);

/* The run went to its end: "accepted", "accepted-partly" or "checked"; @reply may be NULL. */
void od_outcome_succeed (OdOutcome *self, const char *outcome, OdStage stage, OdSmtpReply *reply);
/* The server refused: 4yz or 5yz. */
void od_outcome_reject (OdOutcome *self, OdStage stage, OdSmtpReply *reply);
/* We stopped: @error is a word of the fact "error"; @reply and @detail may be NULL. */
void od_outcome_stop (OdOutcome *self,
                      OdStage stage,
                      const char *error,
                      const char *detail,
                      OdSmtpReply *reply);
/* Something broke, or we were stopped. After the final dot that leaves open what became of the message. */
void od_outcome_break (OdOutcome *self, OdStage stage, const GError *error);

void od_outcome_add_field (OdOutcome *self, const char *name, const char *value);
void od_outcome_record (OdOutcome *self, OdRecorder *recorder);

/* The word of the fact "error" for an error of resolver, connection, TLS, reply, login or I/O at @stage. */
const char *od_outcome_error_name (OdStage stage, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdOutcome, od_outcome_free)

G_END_DECLS
