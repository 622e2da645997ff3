/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One question, one answer: sends a command, reads the reply to it, records both. Holds to the limits of each
 * stage and of the run, tells that it still waits, and takes no byte that nobody asked for. A reply is data,
 * also one that refuses; only breakage is a GError. Worker thread, blocking, cancellable. */

#pragma once

#include "od-limits.h"
#include "od-line-stream.h"
#include "od-recorder.h"
#include "od-smtp-command.h"
#include "od-smtp-reply.h"

G_BEGIN_DECLS

#define OD_DIALOGUE_ERROR (od_dialogue_error_quark ())
GQuark od_dialogue_error_quark (void);
typedef enum
{
  OD_DIALOGUE_ERROR_BYTES_UNASKED, /* something came while no command was outstanding */
  OD_DIALOGUE_ERROR_TOTAL_TIME,    /* the limit of the whole run was reached */
} OdDialogueError;

typedef struct _OdDialogue OdDialogue;

/* Adds to the event of a reply's last line what the reply tells. */
typedef void (*OdReplyNotes) (OdEvent *event, const OdSmtpReply *reply, gpointer user_data);

/* Borrows @limits, @recorder and @cancellable. @total is when the run must be over. */
OdDialogue *od_dialogue_new (GSocket *socket,
                             const OdLimits *limits,
                             OdDeadline total,
                             OdRecorder *recorder,
                             GCancellable *cancellable);
/* Closes the connection. */
void od_dialogue_free (OdDialogue *self);

OdLineStream *od_dialogue_get_stream (OdDialogue *self);
/* FALSE once the connection must not be used any more, not even for QUIT. */
gboolean od_dialogue_is_in_step (const OdDialogue *self);
void od_dialogue_give_up (OdDialogue *self);
/* What the server sent first, up to its first line end, at most 512 octets as it came; NULL if nothing. */
const char *od_dialogue_get_first_line (const OdDialogue *self);
/* Seconds waited in vain when a limit was reached, else 0. */
double od_dialogue_get_waited (const OdDialogue *self);

/**
 * od_dialogue_send:
 *
 * Sends @command, unless something has come unasked (OD_DIALOGUE_ERROR_BYTES_UNASKED). A server that says 421
 * between two commands is heard: then nothing is sent and the 421 is what od_dialogue_read() gives (RFC 5321
 * §3.8).
 */
gboolean od_dialogue_send (OdDialogue *self, OdStage stage, const OdSmtpCommand *command, GError **error);

/**
 * od_dialogue_read:
 * @notes: (nullable): see OdReplyNotes
 *
 * Reads one whole reply within the limit of @stage and of the run (of @stage alone for DOT and QUIT).
 *
 * Returns: (transfer full): the reply; NULL with OD_SMTP_REPLY_ERROR, OD_DIALOGUE_ERROR, OD_TLS_ERROR or
 * G_IO_ERROR
 */
OdSmtpReply *od_dialogue_read (OdDialogue *self,
                               OdStage stage,
                               OdReplyNotes notes,
                               gpointer user_data,
                               GError **error);

/**
 * od_dialogue_hear_unasked:
 *
 * Reads what has come though nothing was asked, so that the transcript shows it. The connection is not used
 * after it.
 *
 * Returns: (transfer full): a 421, by which a server may say good-bye at any time (RFC 5321 §3.8); NULL with
 * OD_DIALOGUE_ERROR_BYTES_UNASKED for everything else
 */
OdSmtpReply *od_dialogue_hear_unasked (OdDialogue *self, OdStage stage, GError **error);

/* Takes @goodbye: the answer to whatever is asked next, without asking. */
void od_dialogue_keep_goodbye (OdDialogue *self, OdSmtpReply *goodbye);
/* From now on nothing is waited for longer than for the reply to QUIT: all is decided. */
void od_dialogue_hurry (OdDialogue *self);

/* Whether the server has sent something that was not read yet. */
gboolean od_dialogue_has_pending (OdDialogue *self);
/* By when @stage must be done, beginning now: its own limit or the run's end, what is earlier. */
OdDeadline od_dialogue_deadline (const OdDialogue *self, OdStage stage);
/* Writes a part of the message, already dot-stuffed. */
gboolean od_dialogue_write_body (OdDialogue *self,
                                 const void *bytes,
                                 gsize length,
                                 OdDeadline deadline,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdDialogue, od_dialogue_free)

G_END_DECLS
