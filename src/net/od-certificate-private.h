/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What od-tls.c and od-certificate.c share of GnuTLS: reading certificates as the library has them. No other
 * file includes this. Any thread. */

#pragma once

#include <gnutls/x509.h>

#include "od-certificate.h"

G_BEGIN_DECLS

/* Longer chains are shown only so far. */
#define OD_CERTIFICATE_MAX_CHAIN 16

/* The chain as sent, the server's own first: gnutls_x509_crt_t, freed with the array; @unreadable tells of
 * one that cannot be read (the chain ends before it). */
GPtrArray *od_certificate_read_chain (const gnutls_datum_t *der, guint n, gboolean *unreadable);
OdCertificate *od_certificate_new (gnutls_x509_crt_t certificate);

/**
 * od_certificate_verify_words:
 * @chain: of od_certificate_read_chain(), not empty
 * @status: of gnutls_certificate_verify_peers()
 *
 * Returns: (transfer full): the words of the fact tls.verify
 */
char **od_certificate_verify_words (GPtrArray *chain, guint status);

G_END_DECLS
