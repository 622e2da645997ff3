/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the TLS session share: the session itself, and what is known of it when it fails. No
 * other file includes this. Any thread. */

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

struct _OdTls
{
  GSocket *socket;
  char *host;            /* without trailing dot */
  GInetAddress *literal; /* the host, where it is an address */
  gnutls_certificate_credentials_t credentials;
  GBytes *trust_file; /* the system's authorities, not yet read; NULL: they are in the credentials */
  gnutls_session_t session;
  gboolean verified;   /* handshake finished and certificate found true */
  gboolean any;        /* a false certificate is taken as well */
  gboolean trial;      /* of an old version: never verified, so never used */
  OdDeadline deadline; /* of the call in progress */
  GCancellable *cancellable;
  gboolean certificate_wanted; /* the server asked for one of ours */
  int system_error;            /* of the last pull or push, 0 if it went well */
  guint8 first[5];             /* the first octets that came */
  guint n_first;
};

/* The time limits of the call in progress, for pull. */
void od_tls_begin_call (OdTls *self, OdDeadline deadline, GCancellable *cancellable);
/* After a call to the library that is to be repeated with @code: waits for what it lacks. */
gboolean od_tls_wait_to_repeat (OdTls *self, int code, GError **error);
OdTlsFailure od_tls_describe_failure (OdTls *self, int code);

/* Whom to trust: the system's authorities, and those in the file. FALSE with OD_TLS_ERROR_NO_TRUST. */
gboolean od_tls_load_trust (OdTls *self, const char *ca_file, GError **error);
/* After the handshake: verifies, and notes the verdict. @chain: of gnutls_x509_crt_t, as it was sent;
 * @unreadable: it ends before one that cannot be read. */
gboolean od_tls_judge (OdTls *self, GPtrArray *chain, gboolean unreadable, OdTlsInfo *info, GError **error);

/* Sets OD_TLS_ERROR for a handshake that failed. */
void od_tls_set_handshake_error (GError **error, const OdTlsFailure *failure);
/* The same for reading and writing after the handshake: a reset is a G_IO_ERROR there. */
void od_tls_set_record_error (GError **error, const OdTlsFailure *failure);
/* "handshake_failure" and so on as the RFCs write it; "alert N" for others. */
char *od_tls_alert_name (int alert);

G_END_DECLS
