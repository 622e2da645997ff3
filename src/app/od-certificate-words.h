/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Certificates and what is wrong with them in plain words of the person's language. Pure functions, any
 * thread; no GTK in here. Names from a certificate stay as they are. */

#pragma once

#include "od-certificate.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title;    /* "The certificate has expired": translated, static */
  const char *sentence; /* what that means */
} OdFault;

/* @word: of OdTlsInfo.verify. A word that is not known gets a general answer. */
OdFault od_fault_words (const char *word);
/* Whether verification found nothing wrong. */
gboolean od_tls_info_is_trusted (const OdTlsInfo *info);

/* (transfer full): the common name out of a distinguished name (RFC 4514), else all of it. */
char *od_certificate_short_name (const char *distinguished_name);
/* (transfer full): a day and time by locale, in local time; "–" where there is none. */
char *od_certificate_day (GDateTime *time);
/* (transfer full): "TLS 1.3" for "TLS1.3". */
char *od_tls_version_words (const char *version);

G_END_DECLS
