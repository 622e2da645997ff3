/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A transcript as JSON and back again, so that a saved run can be diagnosed elsewhere and later. Format
 * "outbox-doctor-transcript", version 1, documented in the man page. Reading is bounded (16 MiB) and strict:
 * what is not understood is an error, never a guess. */

#pragma once

#include <json-glib/json-glib.h>

#include "od-transcript.h"

G_BEGIN_DECLS

/* An array of events: kind, stage, at (seconds), duration, name, text, code, more, fields, tls. */
JsonNode *od_transcript_to_json (OdTranscript *self);
OdTranscript *od_transcript_from_json (JsonNode *events, GError **error);

/* Atomic (old or new, never half), mode 0600. */
gboolean od_transcript_save (OdTranscript *self, GFile *file, GCancellable *cancellable, GError **error);
OdTranscript *od_transcript_load (GFile *file, GCancellable *cancellable, GError **error);

/* For every file of ours. Reads JSON of at most 16 MiB and bounded depth: (transfer full). */
JsonNode *od_json_file_read (GFile *file, GCancellable *cancellable, GError **error);
/* Atomic (old or new, never half), mode 0600. */
gboolean od_text_file_write (GFile *file, const char *text, GCancellable *cancellable, GError **error);
/* Removes what od_text_file_write() left where it was killed an hour ago or earlier: the files in @folder,
 * one of the program's own, whose names are that of a file of ours and six characters. @pattern:
 * "accounts.json.??????". */
void od_text_file_remove_leftovers (const char *folder, const char *pattern);

G_END_DECLS
