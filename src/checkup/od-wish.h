/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom else the probes would ask, worked out of findings and transcript alone, so that a saved run wishes the
 * same. Private to this folder; pure, any thread. */

#pragma once

#include "od-checkup.h"

G_BEGIN_DECLS

/**
 * od_wishes_find:
 * @findings: OdFinding *: a cause that is not tested for want of consent is told so in its evidence
 *
 * Returns: (transfer full): OdWish *, one for each kind of third party that was not asked
 */
GPtrArray *od_wishes_find (GPtrArray *findings, OdTranscript *transcript);

G_END_DECLS
