/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The login (RFC 4954): the strongest mechanism both sides have, one attempt, and both the server's 235 and
 * the mechanism's own end are demanded. Private to this folder; worker thread (SCRAM takes CPU time). */

#pragma once

#include "od-run.h"

G_BEGIN_DECLS

/* TRUE: logged in. FALSE: the run is over. */
gboolean od_login (OdRun *run);

G_END_DECLS
