/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The trusted authorities of this computer: as a whole, as the library reads them, or those only that one
 * chain asks for, which takes a fraction of the time. Verifying is the library's; whoever verifies by the
 * latter and is told anything but "no fault" must load the whole and ask again. Any thread. */

#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

/* Adds all authorities of the system. Returns how many; 0 or less: there are none. */
int od_trust_add_system (gnutls_certificate_credentials_t credentials);

/* (transfer full) (nullable): the file in which the library has the system's authorities, as it is now. NULL:
 * it has them elsewhere, or there are none in it; then only the whole can be loaded. */
GBytes *od_trust_read_file (void);

/**
 * od_trust_add_wanted:
 * @file: certificates in PEM, as od_trust_read_file() gives them
 * @chain: gnutls_x509_crt_t, as a server sent them
 *
 * Adds every certificate of the file whose subject is subject or issuer of one in the chain: no other can be
 * trusted for it (RFC 5280 §6.1.3).
 *
 * Returns: how many
 */
guint od_trust_add_wanted (gnutls_certificate_credentials_t credentials,
                           GBytes *file,
                           const GPtrArray *chain);

G_END_DECLS
