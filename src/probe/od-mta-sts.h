/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a domain demands of those who send to it (MTA-STS, RFC 8461): the record that announces a policy, and
 * the policy. Values; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OD_MTA_STS_NONE, /* no demand (any more) */
  OD_MTA_STS_TESTING,
  OD_MTA_STS_ENFORCE,
} OdMtaStsMode;

typedef struct
{
  OdMtaStsMode mode;
  guint64 max_age;  /* seconds */
  GPtrArray *names; /* char *: patterns of exchangers, lower case */
} OdMtaStsPolicy;

/* Whether a TXT record of _mta-sts.DOMAIN announces a policy (§3.1). */
gboolean od_mta_sts_is_announcement (const char *text);
/* (transfer full) (nullable): §3.2; NULL for what is none. */
OdMtaStsPolicy *od_mta_sts_policy_read (const char *text, gsize length);
void od_mta_sts_policy_free (OdMtaStsPolicy *self);
/* Whether @host, in A-labels, is named; "*." stands for one label (§4.1). */
gboolean od_mta_sts_policy_names (const OdMtaStsPolicy *self, const char *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdMtaStsPolicy, od_mta_sts_policy_free)

G_END_DECLS
