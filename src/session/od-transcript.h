/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The events of one run in order: a GListModel of OdTranscriptItem for the window (an item is made when it is
 * asked for; lines out of sight have none), a plain array for everybody else. Appended to in one thread (the
 * main one in the window); never changed otherwise. */

#pragma once

#include "od-event.h"

G_BEGIN_DECLS

#define OD_TYPE_TRANSCRIPT_ITEM (od_transcript_item_get_type ())
G_DECLARE_FINAL_TYPE (OdTranscriptItem, od_transcript_item, OD, TRANSCRIPT_ITEM, GObject)
/* The event, owned by the item; and its place, from 0. */
OdEvent *od_transcript_item_get_event (OdTranscriptItem *self);
guint od_transcript_item_get_index (OdTranscriptItem *self);

#define OD_TYPE_TRANSCRIPT (od_transcript_get_type ())
G_DECLARE_FINAL_TYPE (OdTranscript, od_transcript, OD, TRANSCRIPT, GObject)

OdTranscript *od_transcript_new (void);
/* Appends @events (OdEvent *), telling listeners once. */
void od_transcript_append (OdTranscript *self, GPtrArray *events);
guint od_transcript_get_length (OdTranscript *self);
OdEvent *od_transcript_get_event (OdTranscript *self, guint index); /* (transfer none) */
/* The last TLS information, or NULL. */
OdTlsInfo *od_transcript_get_tls (OdTranscript *self);

G_END_DECLS
