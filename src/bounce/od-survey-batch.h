/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The line that a survey's items wait in: batches in the order of the mailbox, filled by the reader,
 * explained by any worker, taken by the caller when it is their turn. Any thread. It neither reads nor
 * explains. */

#pragma once

#include "od-mailbox.h"
#include "od-pasted.h"

G_BEGIN_DECLS

/* An item and what came of it. */
typedef struct
{
  OdItem *item;
  GPtrArray *explained; /* OdExplained *, or NULL */
  OdGivenKind kind;
  GError *error;
} OdSurveyed;

typedef struct
{
  GArray *items; /* OdSurveyed */
  gsize bytes;
  gboolean is_explained;
} OdBatch;

OdBatch *od_batch_new (void);
void od_batch_free (OdBatch *self);
/* Takes @item. */
void od_batch_add (OdBatch *self, OdItem *item);
gboolean od_batch_is_full (const OdBatch *self);

typedef struct _OdBatchLine OdBatchLine;

/* @max_batches: how many may be in the line. */
OdBatchLine *od_batch_line_new (guint max_batches);
void od_batch_line_free (OdBatchLine *self);

/* The reader. Waits for room; takes @batch. FALSE if the line was stopped. */
gboolean od_batch_line_add (OdBatchLine *self, OdBatch *batch);
/* Whether a worker has nothing to do: then a batch need not be full. */
gboolean od_batch_line_is_hungry (OdBatchLine *self);
/* Nothing more will come; takes @error, why, or NULL. */
void od_batch_line_end (OdBatchLine *self, GError *error);

/* A worker. Waits for a batch to explain, which stays the line's; NULL at the end or if it was stopped. */
OdBatch *od_batch_line_take_work (OdBatchLine *self);
void od_batch_line_work_done (OdBatchLine *self, OdBatch *batch);

/* The caller. Waits for the next batch in order, explained, (transfer full); NULL at the end, if it was
 * stopped, or with the reader's error. */
OdBatch *od_batch_line_take_result (OdBatchLine *self, GError **error);

/* Lets all who wait go on, and gives out nothing more. */
void od_batch_line_stop (OdBatchLine *self);
gboolean od_batch_line_is_stopped (OdBatchLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdBatch, od_batch_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdBatchLine, od_batch_line_free)

G_END_DECLS
