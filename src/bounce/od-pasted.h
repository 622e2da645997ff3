/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Text as people paste it: a reply, the window of a mail program around one, a log, a transcript (of ours,
 * swaks, openssl s_client), the body of a bounce. Finds the stories in it. Pure, any thread; nothing is
 * fetched. */

#pragma once

#include "od-case.h"

G_BEGIN_DECLS

/* More than that is cut, and the answer says so. */
#define OD_PASTED_MAX_BYTES (1024 * 1024)

typedef enum
{
  OD_GIVEN_REPLY,      /* a bare reply, or prose with one */
  OD_GIVEN_PROGRAM,    /* words of a mail program: Thunderbird, Outlook with 0x800CCC.., Apple Mail … */
  OD_GIVEN_LOG,        /* log lines of Postfix, Exim, OpenSMTPD, Sendmail */
  OD_GIVEN_TRANSCRIPT, /* a dialogue: ours, swaks, openssl s_client, telnet */
  OD_GIVEN_BOUNCE,     /* a bounce mail, or its body */
  OD_GIVEN_NOTHING,    /* no reply and no bounce recognised */
} OdGivenKind;

/* "reply", "program", "log", "transcript", "bounce", "nothing": values of the fact "given". Static. */
const char *od_given_kind_name (OdGivenKind kind);

/**
 * od_pasted_read:
 * @text: as pasted, any bytes (invalid UTF-8 is taken as Windows-1252)
 * @kind: (out) (optional): what it was taken for
 *
 * Returns: (transfer full): OdCase *, in the order of the text, one a recipient where recipients are named.
 * Text without any reply still gives one case with the whole text as "text" (kind PROGRAM or NOTHING), so
 * that the words can be judged; empty text gives none.
 */
GPtrArray *od_pasted_read (const char *text, gsize length, OdGivenKind *kind);

/* A line of a mail server's log; NULL if it is none or tells of no delivery. (transfer full). */
OdCase *od_log_line_read (const char *line, gsize length);

/* The deciding reply of a dialogue; NULL if @text is none. (transfer full). */
OdCase *od_pasted_dialogue_read (const char *text, gsize length);
/* The same with every refused recipient a case of its own, in the order of the dialogue; what ended it, or
 * the acceptance, comes last. Empty if @text is no dialogue. (transfer full): OdCase *. */
GPtrArray *od_pasted_dialogue_cases (const char *text, gsize length);

G_END_DECLS
