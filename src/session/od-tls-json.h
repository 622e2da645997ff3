/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* OdTlsInfo with its certificates as JSON and back, for saved runs. Any thread. */

#pragma once

#include "od-certificate.h"
#include "od-json-reader.h"

G_BEGIN_DECLS

/* (transfer full) */
JsonObject *od_tls_info_to_json (const OdTlsInfo *self);
/* (transfer full): never NULL; what is wrong is noted in @reader. */
OdTlsInfo *od_tls_info_from_json (OdJsonReader *reader, JsonNode *node);

G_END_DECLS
