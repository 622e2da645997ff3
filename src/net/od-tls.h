/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* TLS on a connected socket by GnuTLS, one way for everybody: SNI (not for literals), TLS 1.2 or newer,
 * SYSTEM priorities, system trust plus a file for the run, no resumption, no renegotiation. The handshake is
 * finished even where the certificate is false, so that chain and every flag can be shown; then
 * od_tls_handshake() fails and the caller must not send another byte. Blocking, cancellable, worker thread;
 * one OdTls belongs to one thread at a time. */

#pragma once

#include "od-certificate.h"
#include "od-deadline.h"

G_BEGIN_DECLS

#define OD_TLS_ERROR (od_tls_error_quark ())
GQuark od_tls_error_quark (void);
/* One for each kind that knowledge tells apart (facts/tls-failures). */
typedef enum
{
  OD_TLS_ERROR_PLAIN_TEXT,         /* what came is not TLS: -15, -9, -7 */
  OD_TLS_ERROR_ALERT,              /* the server refused with an alert */
  OD_TLS_ERROR_VERSION,            /* -8: only older than TLS 1.2 */
  OD_TLS_ERROR_NO_COMMON_CIPHER,   /* -87, -21, -423 … */
  OD_TLS_ERROR_WEAK,               /* -63, -217, -106: too weak to be taken */
  OD_TLS_ERROR_CUT_OFF,            /* -110, -54, -53: the peer closed or reset in the middle */
  OD_TLS_ERROR_CERTIFICATE,        /* verification failed; see OdTlsInfo.verify */
  OD_TLS_ERROR_CLIENT_CERTIFICATE, /* -112: one is demanded */
  OD_TLS_ERROR_BAD_CERTIFICATE,    /* none sent, or cannot be read */
  OD_TLS_ERROR_NO_TRUST,           /* no trust store could be loaded, or the CA file cannot be read */
  OD_TLS_ERROR_FAILED,
} OdTlsError;
/* "tls-plain-text", … as in the fact "error". */
const char *od_tls_error_name (OdTlsError error);

typedef struct _OdTls OdTls;

/**
 * od_tls_new:
 * @host: what the certificate must be for; NULL aborts (SECURITY.md row 3)
 * @ca_file: (nullable): PEM file trusted for this run besides the system's
 *
 * Returns: (transfer full): NULL with OD_TLS_ERROR_NO_TRUST
 */
OdTls *od_tls_new (GSocket *socket, const char *host, const char *ca_file, GError **error);
/* Before the handshake: shows this PEM file's certificate, with its key, if the server asks for one. FALSE
 * with OD_TLS_ERROR_CLIENT_CERTIFICATE where it cannot be read. */
gboolean od_tls_use_client_certificate (OdTls *self, const char *file, GError **error);
/**
 * od_tls_try_old_versions:
 *
 * Before the handshake: offers TLS 1.1 and 1.0 alone (RFC 8996), to learn whether the server takes them. For
 * a probe only: the handshake then never succeeds (OD_TLS_ERROR_WEAK), so that nothing can be said over such
 * a session; what was found is in its OdTlsInfo.
 *
 * Returns: FALSE where the library or the system's policy does not offer them at all
 */
gboolean od_tls_try_old_versions (OdTls *self);
/**
 * od_tls_accept_any_certificate:
 *
 * Before the handshake: goes on over an encrypted channel to a server that could not be verified, as mail
 * servers do among each other (opportunistic security, RFC 7435, RFC 7672 §1.3.3). Never where a password or
 * token is sent: for mail to a recipient's own server only. What was false is in OdTlsInfo.verify all the
 * same.
 */
void od_tls_accept_any_certificate (OdTls *self);
void od_tls_free (OdTls *self);

/* Shakes hands and verifies. @info is filled in any case: (transfer full). FALSE with OD_TLS_ERROR,
 * G_IO_ERROR_TIMED_OUT, _CANCELLED. */
gboolean od_tls_handshake (OdTls *self,
                           OdDeadline deadline,
                           GCancellable *cancellable,
                           OdTlsInfo **info,
                           GError **error);

/* Like read() and write(): 0 at close_notify; -1 with G_IO_ERROR, or OD_TLS_ERROR_CUT_OFF for an end without
 * close_notify. */
gssize od_tls_read (OdTls *self,
                    void *buffer,
                    gsize length,
                    OdDeadline deadline,
                    GCancellable *cancellable,
                    GError **error);
/* The same without waiting: -1 with G_IO_ERROR_WOULD_BLOCK where nothing is there. */
gssize od_tls_read_now (OdTls *self, void *buffer, gsize length, GError **error);
gssize od_tls_write (OdTls *self,
                     const void *bytes,
                     gsize length,
                     OdDeadline deadline,
                     GCancellable *cancellable,
                     GError **error);
/* Whether bytes are decrypted and not yet read. */
gboolean od_tls_has_pending (OdTls *self);
/* Channel binding for SASL: "tls-exporter" (RFC 9266) for TLS 1.3, "tls-unique" (RFC 5929) for 1.2; NULL if
 * there is none. */
GBytes *od_tls_get_binding (OdTls *self, const char **type);
/* Sends close_notify without waiting for the answer. */
void od_tls_say_goodbye (OdTls *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdTls, od_tls_free)

G_END_DECLS
