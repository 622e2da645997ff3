/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How far the tests of the possible causes have come, counted from the events as they arrive. Pure, any
 * thread; it draws nothing. */

#pragma once

#include "od-checkup.h"

G_BEGIN_DECLS

typedef struct
{
  guint wanted; /* announced so far; rounds may follow */
  guint done;
} OdProbeProgress;

void od_probe_progress_count (OdProbeProgress *self, const OdEvent *event);
/* From 0 to 1; 0 before any test. */
double od_probe_progress_share (const OdProbeProgress *self);
/* (transfer full): "2 of 7 tests done", behind it @last, what was found last, unless that is NULL. */
char *od_probe_progress_words (const OdProbeProgress *self, const char *last);

G_END_DECLS
