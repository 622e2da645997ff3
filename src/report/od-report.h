/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Results for people and programs: text for a terminal or a file, JSON for scripts. Everything in a result is
 * masked and safe already. Any thread. */

#pragma once

#include <json-glib/json-glib.h>

#include "od-checkup.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean colour;     /* ANSI colours, only to a terminal */
  guint width;         /* columns to wrap at, 0: do not wrap */
  gboolean transcript; /* the transcript as well */
  gboolean options;    /* name the options of the command that lead on */
} OdReportStyle;

/* (transfer full): the findings as text in the person's language. */
char *od_report_findings (const OdResult *result, const OdReportStyle *style);
/* (transfer full): what is to be said of a finding beside the verdict: its summary, and a line for each cause
 * of which something is known: title, state and evidence. */
char *od_report_remark_words (const OdFinding *remark);
/* (transfer full): one finding as text, the words of the server's that decided marked. */
char *od_report_finding (const OdFinding *finding, const OdReportStyle *style);
/* (transfer full): the protocol in English, a line an event, with times: what "save as text" writes. */
char *od_report_transcript (OdTranscript *transcript);
/* (transfer full): one line of a live protocol for a terminal. */
char *od_report_event_line (const OdEvent *event, const OdReportStyle *style);

/* The result as JSON, format "outbox-doctor-result", version 1 (documented in the man page): version,
 * program, settings (no secret), outcome, transcript, facts, findings. */
JsonNode *od_report_json (const OdResult *result);
/* Reads it back: the transcript and settings, diagnosed anew. Bounded; NULL with an error. Also takes a bare
 * transcript file. */
OdResult *od_report_read (GFile *file, GCancellable *cancellable, GError **error);
/* Atomic, mode 0600. */
gboolean od_report_save_json (const OdResult *result, GFile *file, GCancellable *cancellable, GError **error);
gboolean od_report_save_text (const OdResult *result, GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
