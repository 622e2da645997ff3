/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Explanations on their way to stdout, as they come, and what is counted of them. Used by one thread at a
 * time. Memory does not grow with their number. */

#pragma once

#include "od-report-explained.h"
#include "od-survey.h"

G_BEGIN_DECLS

typedef enum
{
  OD_CLI_TEXT,
  OD_CLI_JSON,
  OD_CLI_CSV,
  OD_CLI_TSV,
} OdCliFormat;

typedef struct _OdCliStream OdCliStream;

/* @is_one: there is one thing to explain, which then gets its whole finding as text. */
OdCliStream *od_cli_stream_new (OdCliFormat format, const OdKnowledge *knowledge, gboolean is_one);
void od_cli_stream_free (OdCliStream *self);

/* Prints what was explained of one item and counts it; @error: why it could not be read. FALSE if stdout
 * takes no more. */
gboolean od_cli_stream_take (OdCliStream *self,
                             const GPtrArray *explained,
                             const char *item,
                             const GError *error);
/* A source that could not be opened or broke off. */
void od_cli_stream_fail (OdCliStream *self, const GError *error);
/* The things come to be many after all: one line a recipient, and a summary at the end. */
void od_cli_stream_set_many (OdCliStream *self);

/* On stderr: the counts by meaning if there were many, or that nothing was recognised. */
void od_cli_stream_sum_up (const OdCliStream *self);
/* OD_EXIT_OK, _PROBLEM (some could not be read), _USAGE (none could), _NOTHING, _CUT_OFF. */
int od_cli_stream_exit_code (const OdCliStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCliStream, od_cli_stream_free)

G_END_DECLS
