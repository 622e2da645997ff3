/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How a dialogue's waits, replies and ends are written into the record. Private to this folder; worker
 * thread.
 */

#pragma once

#include "od-dialogue.h"

G_BEGIN_DECLS

/* "5 of 60": seconds since @began_us (monotonic), and the limit. */
void od_reply_log_waiting (OdRecorder *recorder, OdStage stage, gint64 began_us, guint limit_ms);
/* The connection ended, or nothing came for @waited seconds. */
void od_reply_log_breakage (OdRecorder *recorder, OdStage stage, gboolean timed_out, double waited);
/* A line that is no whole reply: @more follow, or it is no reply at all. */
void od_reply_log_line (OdRecorder *recorder, OdStage stage, const char *line, gsize length, gboolean more);
/* The last line of @reply, @duration_us after its command; @notes (nullable) adds facts. */
void od_reply_log_last_line (OdRecorder *recorder,
                             OdStage stage,
                             const char *line,
                             gsize length,
                             const OdSmtpReply *reply,
                             gint64 duration_us,
                             OdReplyNotes notes,
                             gpointer user_data);
/* Each kind of oddity once a run; @mentioned keeps which. */
void od_reply_log_quirks (OdRecorder *recorder,
                          OdStage stage,
                          OdSmtpReplyQuirks quirks,
                          OdSmtpReplyQuirks *mentioned);

G_END_DECLS
