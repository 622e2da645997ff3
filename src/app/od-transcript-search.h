/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which lines of a transcript hold a text. It reads each line once and goes on where it stopped when the
 * transcript has grown; a long one piece by piece, between which the main loop can draw. Main thread; it
 * shows nothing. */

#pragma once

#include "od-transcript.h"

G_BEGIN_DECLS

typedef struct _OdTranscriptSearch OdTranscriptSearch;

/* A further piece was read. */
typedef void (*OdTranscriptSearchRead) (gpointer user_data);

/* @query: what to look for, in any case of letters; empty: nothing is found. @read: told from the main loop,
 * not by this call, which reads the first piece. May be NULL. */
OdTranscriptSearch *od_transcript_search_new (OdTranscript *transcript,
                                              const char *query,
                                              OdTranscriptSearchRead read,
                                              gpointer user_data);
void od_transcript_search_free (OdTranscriptSearch *self);

/* Reads what was appended since, at least the first piece of it. */
void od_transcript_search_update (OdTranscriptSearch *self);
/* Whether there is nothing left to read. */
gboolean od_transcript_search_is_done (const OdTranscriptSearch *self);
guint od_transcript_search_count (const OdTranscriptSearch *self);

/**
 * od_transcript_search_next:
 * @from: a line
 * @forward: to the end, else to the beginning
 * @inclusive: whether @from itself may be the answer
 * @index: (out): the line found
 * @nth: (out): which of all it is, from 1
 *
 * Goes on at the other end where nothing more is found. Returns: FALSE if no line that was read holds the
 * text
 */
gboolean od_transcript_search_next (const OdTranscriptSearch *self,
                                    guint from,
                                    gboolean forward,
                                    gboolean inclusive,
                                    guint *index,
                                    guint *nth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdTranscriptSearch, od_transcript_search_free)

G_END_DECLS
