/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The answer: what od_diagnose() says about a case, translated and filled in, ready for window, terminal and
 * JSON. Immutable, counted; any thread. */

#pragma once

#include "od-knowledge.h"

G_BEGIN_DECLS

typedef enum
{
  OD_CAUSE_NOT_TESTED,
  OD_CAUSE_LIKELY,
  OD_CAUSE_CONFIRMED,
  OD_CAUSE_RULED_OUT,
} OdCauseState;

typedef struct
{
  char *id;
  OdCauseState state;
  char *title;
  char *evidence; /* why it is in that state: one sentence */
  char **sources; /* of the facts that decided: "event:12"; NULL-terminated */
  GPtrArray
      *probes; /* OdProbeWanted *, owned by the knowledge: what could tell more; empty once it is decided */
} OdCause;

/* What only the person can tell, and what no probe could. */
typedef struct
{
  char *fact; /* "answer.…", yes or no */
  char *text; /* a whole question in the person's language */
} OdQuestion;

/* clang-format off */
/* Actions of fixes:
 *   use-port      args "587 starttls": port and encryption
 *   use-host      args "mail.example.net"
 *   use-user      args "anna@example.org"
 *   use-recipient args "anna@example.org"
 *   use-size      args "0": size of the test message
 *   edit          args "address|password|server|port|security|user|recipient|auth|ehlo-name|size|ca-file":
 *                 the field is shown and focused
 *   again         run the same again
 *   open          args "https://…": a page, shown with its host before it is opened
 *   advise        no button: somebody else acts, the text says who and how */
/* clang-format on */
typedef struct
{
  char *action;
  char *arguments; /* filled in */
  char *title;     /* "Use port 587 with STARTTLS" */
  char *text;      /* or NULL */
} OdFix;

typedef struct
{
  int ref_count;
  char *id;
  OdDiagnosisKind kind;
  OdActor actor;
  OdLasts lasts;
  char *meaning;
  char *title;
  char *summary;
  char **details;
  GPtrArray *causes;    /* OdCause *: confirmed, likely, not tested, ruled out */
  GPtrArray *fixes;     /* OdFix *, the best first */
  GPtrArray *questions; /* OdQuestion *: those that were not answered yet */
  char **sources;
  char *server_words; /* what the server said, unchanged but safe to show, or NULL */
  char **words;       /* of the server's that decided, as they stand in the reply; may be empty */
  char **digits;      /* "5 – refused for good, …", one a digit of the code, or empty */
  guint certainty;    /* percent: 95 an exact rule, 70 by code and stage, 40 by stage only */
} OdFinding;

#define OD_TYPE_FINDING (od_finding_get_type ())
GType od_finding_get_type (void) G_GNUC_CONST;
OdFinding *od_finding_ref (OdFinding *self);
void od_finding_unref (OdFinding *self);

#define OD_TYPE_FIX (od_fix_get_type ())
GType od_fix_get_type (void) G_GNUC_CONST;
OdFix *od_fix_copy (const OdFix *self);
void od_fix_free (OdFix *self);

const char *od_cause_state_name (OdCauseState state); /* "confirmed", "likely", "ruled-out", "not-tested" */
/* In the person's language, for badges and lines: "confirmed", "likely", "ruled out", "not tested". */
const char *od_cause_state_label (OdCauseState state);
/* In the person's language: "You", "Whoever runs your network", "Your mail provider", … */
const char *od_actor_label (OdActor actor);
/* In the person's language, a whole sentence: "Waiting helps.", "Waiting does not help." … */
const char *od_lasts_label (OdLasts lasts);
/* Whether the closed list of actions holds it. */
gboolean od_fix_action_is_known (const char *action);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdFinding, od_finding_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdFix, od_fix_free)

G_END_DECLS
