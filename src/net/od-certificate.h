/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A certificate and a chain as values to show: names, issuer, days, key, fingerprint. Made by the TLS layer;
 * no I/O. Immutable, counted; any thread. Texts are safe to show. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *subject; /* "CN=mail.example.org,O=…" (RFC 4514) */
  char *issuer;
  char *
      *names; /* DNS names and IP addresses of the subject alternative name; the CN only if there are none */
  GDateTime *begins; /* UTC */
  GDateTime *expires;
  char *serial;         /* hex */
  char *key;            /* "RSA 2048", "ECDSA secp256r1" */
  char *signature;      /* "RSA-SHA256" */
  char *sha256;         /* fingerprint, hex in pairs with colons */
  gboolean self_signed; /* issuer = subject and its own key signs it */
  gboolean is_ca;
  char *pem;
} OdCertificate;

/* What the TLS handshake gave, good or bad. */
typedef struct
{
  int ref_count;
  char *host;         /* the name that was demanded */
  char *version;      /* "TLS1.3", or NULL where no handshake was finished */
  char *cipher;       /* "TLS_AES_256_GCM_SHA384"-like */
  char *key_exchange; /* "ECDHE-X25519" or NULL */
  GPtrArray *chain;   /* OdCertificate *, the server's own first, as sent */
  guint verify_bits;  /* every flag of gnutls_certificate_status_t */
  char **verify;      /* the words of the fact tls.verify: "ok" alone, or the faults */
  int error_code;     /* of GnuTLS, 0 if none */
  int alert;          /* received alert, -1 if none */
  char *alert_name;
  gint64 handshake_us; /* duration */
} OdTlsInfo;

#define OD_TYPE_TLS_INFO (od_tls_info_get_type ())
GType od_tls_info_get_type (void) G_GNUC_CONST;
OdTlsInfo *od_tls_info_new (const char *host);
OdTlsInfo *od_tls_info_ref (OdTlsInfo *self);
void od_tls_info_unref (OdTlsInfo *self);

/* Whether the certificate was found true: then nothing else stands in verify. */
gboolean od_tls_info_is_verified (const OdTlsInfo *self);

void od_certificate_free (OdCertificate *self);

/* Whether @name, a host in A-labels, is covered by the certificate's names (RFC 6125 §6.4: wildcard for one
 * label only). */
gboolean od_certificate_covers (const OdCertificate *self, const char *name);
/* A DNS name in the certificate that can stand as a server's name (no wildcard), the one most like @host; or
 * NULL. */
const char *od_certificate_fitting_name (const OdCertificate *self, const char *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCertificate, od_certificate_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdTlsInfo, od_tls_info_unref)

G_END_DECLS
