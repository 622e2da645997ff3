/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The one place where a run is recorded: masks secrets (OdMask), makes server bytes safe to show
 * (od_text_make_safe), stamps the time, keeps the cap of 4 MiB, and hands the event on. There is no unmasked
 * record anywhere. Any thread may record: one event at a time, the
 * sink is called in the thread that records. */

#pragma once

#include "od-event.h"
#include "od-secret.h"

G_BEGIN_DECLS

#define OD_RECORDER_CAP (4 * 1024 * 1024)

/* Gets every event, one after the other, in the thread that records it; takes a reference if it keeps it. */
typedef void (*OdEventSink) (OdEvent *event, gpointer user_data);

typedef struct _OdRecorder OdRecorder;

/* The clock starts now. */
OdRecorder *od_recorder_new (OdEventSink sink, gpointer user_data);
void od_recorder_free (OdRecorder *self);

/* The clock goes on from @at_us, for a run that is gone on from later. Before anything is recorded. */
void od_recorder_go_on_at (OdRecorder *self, gint64 at_us);

/* Everything recorded from now on is masked against it, in every encoding. */
void od_recorder_add_secret (OdRecorder *self, const char *bytes, gsize length);

void od_recorder_sent (OdRecorder *self, OdStage stage, const char *line);
/* @code 0 where the line is no reply. @duration_us -1 unless it ends the reply. */
void od_recorder_received (OdRecorder *self,
                           OdStage stage,
                           const char *bytes,
                           gsize length,
                           guint code,
                           gboolean more,
                           gint64 duration_us);
/* name, value pairs of fields, ended by NULL. @text is made safe. */
void od_recorder_step (OdRecorder *self,
                       OdEventKind kind,
                       OdStage stage,
                       const char *name,
                       const char *text,
                       gint64 duration_us,
                       OdTlsInfo *tls,
                       ...) G_GNUC_NULL_TERMINATED;
/* An event made by hand (od_event_new()); its texts and fields are masked and made safe here. Takes @event.
 */
void od_recorder_take (OdRecorder *self, OdEvent *event);
/* Microseconds since the run began. */
gint64 od_recorder_now (const OdRecorder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdRecorder, od_recorder_free)

G_END_DECLS
