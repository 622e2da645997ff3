/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the greeting and the EHLO reply tell, as facts on the event of their last line. Private to this
 * folder but od_greeting_kind(), which probes use too; worker thread. */

#pragma once

#include "od-run.h"

G_BEGIN_DECLS

/* OdReplyNotes, @user_data is the OdRun. */
void od_note_greeting (OdEvent *event, const OdSmtpReply *reply, gpointer run);
void od_note_offers (OdEvent *event, const OdSmtpReply *reply, gpointer run);

/* What kind of server the first bytes speak of: a word of the fact greeting.kind. @first_line: nullable. */
const char *od_greeting_kind (const char *first_line);
/* (transfer full): the address a server says it sees, from the first line of its EHLO reply; NULL if none. */
char *od_client_address (const char *greeting);

G_END_DECLS
