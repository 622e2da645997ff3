/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The details of a finding for those who want them: terms of the trade, the code digit by digit, sources, how
 * sure it is. Main thread. Every text is shown as text. */

#pragma once

#include <adwaita.h>

#include "od-finding.h"

G_BEGIN_DECLS

#define OD_TYPE_FINDING_DETAILS (od_finding_details_get_type ())
G_DECLARE_FINAL_TYPE (OdFindingDetails, od_finding_details, OD, FINDING_DETAILS, AdwExpanderRow)

/* Whether there are any. */
gboolean od_finding_details_show (OdFindingDetails *self, const OdFinding *finding);

G_END_DECLS
