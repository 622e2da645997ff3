/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What od-tls.c and od-tls-error.c share: what is known of a session when it fails. No other file includes
 * this. Any thread. */

#pragma once

#include <gnutls/gnutls.h>

#include "od-tls.h"

G_BEGIN_DECLS

typedef struct
{
  int code;                    /* of GnuTLS */
  int alert;                   /* received fatal alert, or -1 */
  int system_error;            /* errno of the last transport failure, 0 if none */
  gboolean certificate_wanted; /* the server asked for a client certificate */
  gboolean plain;              /* the first octet that came is none of TLS */
  const char *plain_text;      /* the beginning of it, safe to show, or NULL */
} OdTlsFailure;

/* Sets OD_TLS_ERROR for a handshake that failed. */
void od_tls_set_handshake_error (GError **error, const OdTlsFailure *failure);
/* The same for reading and writing after the handshake: a reset is a G_IO_ERROR there. */
void od_tls_set_record_error (GError **error, const OdTlsFailure *failure);
/* "handshake_failure" and so on as the RFCs write it; "alert N" for others. */
char *od_tls_alert_name (int alert);

G_END_DECLS
