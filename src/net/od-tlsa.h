/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* TLSA records (RFC 6698), as mail servers use them (RFC 7672): whether one fits the chain that a server
 * showed. Pure but for the library; any thread. */

#pragma once

#include "od-certificate.h"

G_BEGIN_DECLS

typedef enum
{
  OD_TLSA_UNUSABLE, /* malformed, or a usage that mail servers do not take (RFC 7672 §3.1.3) */
  OD_TLSA_MISMATCH,
  OD_TLSA_MATCH,
} OdTlsaVerdict;

/**
 * od_tlsa_judge:
 * @rdata: usage, selector, matching type, data (RFC 6698 §2.1)
 * @info: of a handshake that came as far as the chain, whatever became of it
 *
 * Usage 3 asks for the server's own certificate alone; names and dates do not count (RFC 7672 §3.1.1). Usage
 * 2 asks for an authority in the chain that the server's certificate, with the right name, leads to (§3.1.2).
 */
OdTlsaVerdict od_tlsa_judge (GBytes *rdata, const OdTlsInfo *info);

G_END_DECLS
