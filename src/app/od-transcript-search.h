/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which lines of a transcript hold a text. It reads each line once and goes on where it stopped when the
 * transcript has grown. One thread; it shows nothing. */

#pragma once

#include "od-transcript.h"

G_BEGIN_DECLS

typedef struct _OdTranscriptSearch OdTranscriptSearch;

/* @query: what to look for, in any case of letters; empty: nothing is found. */
OdTranscriptSearch *od_transcript_search_new (OdTranscript *transcript, const char *query);
void od_transcript_search_free (OdTranscriptSearch *self);

/* Reads what was appended since. */
void od_transcript_search_update (OdTranscriptSearch *self);
guint od_transcript_search_count (const OdTranscriptSearch *self);

/**
 * od_transcript_search_next:
 * @from: a line
 * @forward: to the end, else to the beginning
 * @inclusive: whether @from itself may be the answer
 * @index: (out): the line found
 * @nth: (out): which of all it is, from 1
 *
 * Goes on at the other end where nothing more is found. Returns: FALSE if no line holds the text
 */
gboolean od_transcript_search_next (const OdTranscriptSearch *self,
                                    guint from,
                                    gboolean forward,
                                    gboolean inclusive,
                                    guint *index,
                                    guint *nth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdTranscriptSearch, od_transcript_search_free)

G_END_DECLS
