/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the transaction share while it runs, and the few moves all of them make. Private to this
 * folder; one worker thread. */

#pragma once

#include "od-dialogue.h"
#include "od-outcome.h"
#include "od-session.h"
#include "od-smtp-capabilities.h"

G_BEGIN_DECLS

typedef struct
{
  const OdSettings *settings;
  OdSecret *secret; /* NULL: no login */
  const OdLimits *limits;
  OdRecorder *recorder;
  GCancellable *cancellable;
  OdDeadline total;

  OdAddress *sender;
  GPtrArray *recipients; /* OdAddress * */
  guint port;            /* the nominal one */
  OdSecurity security;

  char *host; /* the server's name, which the certificate must carry */
  GSocket *socket;
  OdDialogue *dialogue;
  OdSmtpReply *reply; /* the last one */
  OdSmtpCapabilities *offers;
  char *ehlo_name;
  gboolean helo_only;
  gboolean noted_login;

  GBytes *message;
  gboolean wants_notice; /* a delivery notice is asked for, and the server can */
  OdSmtpReply *refusal;  /* the first reply that refused a recipient */
  guint refused;         /* which recipient decided */
  guint accepted;        /* how many were accepted */
  gboolean is_reset;     /* after the outcome: nothing was asked since RSET */

  OdOutcome *outcome;
} OdRun;

OdRun *od_run_new (const OdSettings *settings,
                   OdSecret *secret,
                   const OdLimits *limits,
                   OdRecorder *recorder,
                   GCancellable *cancellable);
void od_run_free (OdRun *self);

/* Whether a login is to be tried. */
gboolean od_run_wants_login (const OdRun *self);
gboolean od_run_is_encrypted (const OdRun *self);
/* Ends the run: we stopped. Always FALSE. */
gboolean od_run_stop (OdRun *self, OdStage stage, const char *error, const char *detail);
/* Ends the run: something broke. Always FALSE. */
gboolean od_run_break (OdRun *self, OdStage stage, const GError *error);

/* Waits for a reply into @self->reply; FALSE when the run is over. */
gboolean od_run_read (OdRun *self, OdStage stage, OdReplyNotes notes);
/* Sends @command (NULL with @error: it could not be made) and waits for the reply. Takes @command and @error.
 */
gboolean od_run_ask (OdRun *self, OdStage stage, OdSmtpCommand *command, GError *error, OdReplyNotes notes);
/* Whether the last reply is @code; if not the run is over: refused by 4yz or 5yz, else out of place. With
 * @code 2 or 3 any reply of that class will do. */
gboolean od_run_expect (OdRun *self, OdStage stage, guint code);

/* The event "begin" with the settings as facts. */
void od_run_record_begin (OdRun *self);
/* (transfer full): the name for EHLO: the one set, else as with every mail program this end's address as a
 * literal (RFC 5321 §4.1.3). */
char *od_run_own_name (const OdRun *self);
/* The outcome, with what is known at the end. */
void od_run_record_outcome (OdRun *self);
void od_run_remark (OdRun *self, OdStage stage, const char *quirk);

/* An event to add fields to and to give to the recorder. */
OdEvent *od_run_event (OdRun *self, OdEventKind kind, OdStage stage, const char *name, const char *text);
void od_event_add_number (OdEvent *self, const char *name, gint64 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdRun, od_run_free)

G_END_DECLS
