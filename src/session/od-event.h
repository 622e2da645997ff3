/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One thing that happened in a run: a line sent or received, a step, a remark, the end. Immutable, counted;
 * any thread. Everything in it is masked and safe to show (od-recorder.h makes it so), so it may go to
 * window, file and clipboard as it is. */

#pragma once

#include "od-certificate.h"
#include "od-stage.h"

G_BEGIN_DECLS

typedef enum
{
  OD_EVENT_STEP,     /* look-up, connect, TLS …: @name says which, @fields what came of it */
  OD_EVENT_SENT,     /* a line of ours */
  OD_EVENT_RECEIVED, /* a line of the server */
  OD_EVENT_PROBLEM,  /* a step that went wrong */
  OD_EVENT_REMARK,   /* something unusual that was taken; fact "quirk" */
  OD_EVENT_OUTCOME,  /* the last one: the facts outcome, stage, code, status, text, error … */
} OdEventKind;

/* A fact the event brings: names of od-fact-list.h. od_observe() copies them. */
typedef struct
{
  char *name;
  char *value;
} OdEventField;

/* Names of steps (@name of STEP and PROBLEM):
 *   lookup, lookup-done, lookup-failed, exchanger · connect, connected, connect-failed, connect-abandoned ·
 *   tls, tls-done, tls-failed · login, login-done · message (with the number of octets; on the way
 *   "n of m") · message-done ·
 *   waiting (still waiting, n s of m) · cut (the transcript's cap was reached) · closed · time-out · begin
 * (settings in facts) */
typedef struct
{
  int ref_count;
  OdEventKind kind;
  OdStage stage;
  gint64 at_us;       /* since the run began */
  gint64 duration_us; /* of a finished step, or from a command to its reply's last line; -1 if it has none */
  char *name;         /* of a step, NULL for lines */
  char *text;    /* the line as shown; for steps the object: a host name, "192.0.2.1 port 587", … or NULL */
  guint code;    /* of a reply line, else 0 */
  gboolean more; /* a reply line with more to follow */
  GPtrArray *fields; /* OdEventField *, may be empty, never NULL; only od_event_add_field() adds to it */
  OdTlsInfo *tls;    /* of tls-done and tls-failed, else NULL */
} OdEvent;

#define OD_TYPE_EVENT (od_event_get_type ())
GType od_event_get_type (void) G_GNUC_CONST;
OdEvent *od_event_new (OdEventKind kind, OdStage stage, gint64 at_us);
OdEvent *od_event_ref (OdEvent *self);
void od_event_unref (OdEvent *self);
void od_event_add_field (OdEvent *self, const char *name, const char *value); /* before it is shared */
/* The first value of a field, or NULL. */
const char *od_event_get_field (const OdEvent *self, const char *name);

const char *od_event_kind_name (
    OdEventKind kind); /* "step", "sent", "received", "problem", "remark", "outcome" */
gboolean od_event_kind_from_name (const char *name, OdEventKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdEvent, od_event_unref)

G_END_DECLS
