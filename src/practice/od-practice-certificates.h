/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The certificates of the practice server, made anew at each start: an authority that lives as long as the
 * practice, and server certificates by name: "good", "expired", "other-name". No file of the system is
 * touched. One thread. */

#pragma once

#include <gio/gio.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

#define OD_PRACTICE_HOST "mail.practice.localhost"

typedef struct _OdPracticeCertificates OdPracticeCertificates;

OdPracticeCertificates *od_practice_certificates_new (void);
void od_practice_certificates_free (OdPracticeCertificates *self);
/* The authority's certificate as PEM, owned by @self. */
const char *od_practice_certificates_get_authority (const OdPracticeCertificates *self);
/* Credentials for a server, owned by @self and made at the first call; "good" for an unknown name. */
gnutls_certificate_credentials_t od_practice_certificates_get (OdPracticeCertificates *self,
                                                               const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdPracticeCertificates, od_practice_certificates_free)

G_END_DECLS
