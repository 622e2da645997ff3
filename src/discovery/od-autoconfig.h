/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A provider's description of its servers, in the form that mail programs read (config-v1.1.xml of
 * Thunderbird's autoconfiguration). Untrusted text within limits: 256 KiB, depth 32, no DOCTYPE, no NUL
 * (SECURITY.md §4). Pure; any thread. */

#pragma once

#include "od-proposal.h"

G_BEGIN_DECLS

/**
 * od_autoconfig_read:
 * @origin: where it came from, for OdProposal.origin and errors
 * @address: what the placeholders %EMAILADDRESS%, %EMAILLOCALPART% and %EMAILDOMAIN% stand for; stays here
 *
 * Returns: (transfer full): OdProposal *, its outgoing servers in their order, those with encryption first;
 * perhaps empty. NULL with an OD_XML_ERROR
 */
GPtrArray *od_autoconfig_read (const char *xml,
                               gsize length,
                               OdDiscoverySource source,
                               const char *origin,
                               const char *address,
                               GError **error);

G_END_DECLS
