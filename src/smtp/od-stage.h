/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The stages of a transaction, in the order they come, and their names in facts, knowledge and JSON. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OD_STAGE_NONE,
  OD_STAGE_LOOKUP,   /* names to addresses; MX look-up when mail goes directly to the recipient's server */
  OD_STAGE_CONNECT,  /* TCP */
  OD_STAGE_TLS,      /* handshake and certificate, from the start or after STARTTLS */
  OD_STAGE_GREETING, /* 220 (RFC 5321 §3.1) */
  OD_STAGE_EHLO,     /* EHLO or HELO (§4.1.1.1) */
  OD_STAGE_STARTTLS, /* the command and its reply (RFC 3207 §4) */
  OD_STAGE_AUTH,     /* RFC 4954 */
  OD_STAGE_MAIL,     /* MAIL FROM: the envelope sender (RFC 5321 §4.1.1.2) */
  OD_STAGE_RCPT,     /* RCPT TO: an envelope recipient (§4.1.1.3) */
  OD_STAGE_DATA,     /* the DATA command, up to 354 (§4.1.1.4) */
  OD_STAGE_BODY,     /* the message on its way */
  OD_STAGE_DOT,      /* the reply to the final dot */
  OD_STAGE_RSET,     /* §4.1.1.5, in a run that sends nothing */
  OD_STAGE_QUIT,     /* §4.1.1.10 */
  OD_STAGE_PROBE,    /* after the outcome: what a probe asks, in the open session or beside it */
} OdStage;

#define OD_N_STAGES (OD_STAGE_PROBE + 1)

/* "lookup", "connect", "tls", "greeting", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "body", "dot",
 * "rset", "quit", "probe"; "none". Static. */
const char *od_stage_name (OdStage stage);
/* OD_STAGE_NONE if @name is none of them. */
OdStage od_stage_from_name (const char *name);

G_END_DECLS
