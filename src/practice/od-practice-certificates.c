/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes an authority and server certificates with GnuTLS. Any failure of the library here is a fault of the
 * program: it aborts with the library's words. */

#include "od-practice-certificates.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <string.h>

#define DAY (24 * 60 * 60)

struct _OdPracticeCertificates
{
  GMutex mutex;
  gnutls_x509_privkey_t authority_key;
  gnutls_x509_crt_t authority;
  char *authority_pem;
  GHashTable *credentials; /* name → gnutls_certificate_credentials_t */
};

static void
must (int result)
{
  if (result < 0)
    g_error ("practice certificates: %s", gnutls_strerror (result));
}

static gnutls_x509_privkey_t
make_key (void)
{
  gnutls_x509_privkey_t key;

  must (gnutls_x509_privkey_init (&key));
  must (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
                                      0));
  return key;
}

/* What every certificate has: a subject, a serial number and its days. */
static gnutls_x509_crt_t
begin_certificate (gnutls_x509_privkey_t key, const char *common_name, time_t begins, time_t expires)
{
  gnutls_x509_crt_t certificate;
  guint32 serial[2] = { g_random_int () & 0x7fffffff, g_random_int () };

  must (gnutls_x509_crt_init (&certificate));
  must (gnutls_x509_crt_set_version (certificate, 3));
  must (gnutls_x509_crt_set_key (certificate, key));
  must (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial));
  must (gnutls_x509_crt_set_activation_time (certificate, begins));
  must (gnutls_x509_crt_set_expiration_time (certificate, expires));
  must (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, common_name,
                                       (unsigned) strlen (common_name)));
  return certificate;
}

static void
make_authority (OdPracticeCertificates *self)
{
  time_t now = time (NULL);
  gnutls_datum_t pem = { NULL, 0 };

  self->authority_key = make_key ();
  self->authority = begin_certificate (self->authority_key, "Outbox Doctor practice authority",
                                       now - 400 * DAY, now + 30 * DAY);
  must (gnutls_x509_crt_set_basic_constraints (self->authority, 1, 0));
  must (gnutls_x509_crt_set_key_usage (self->authority, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN));
  must (gnutls_x509_crt_sign2 (self->authority, self->authority, self->authority_key, GNUTLS_DIG_SHA256, 0));
  must (gnutls_x509_crt_export2 (self->authority, GNUTLS_X509_FMT_PEM, &pem));
  self->authority_pem = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);
}

static gnutls_x509_crt_t
make_server_certificate (OdPracticeCertificates *self, gnutls_x509_privkey_t key, gboolean expired)
{
  static const char host[] = OD_PRACTICE_HOST;
  time_t now = time (NULL);
  gnutls_x509_crt_t certificate = begin_certificate (key, host, expired ? now - 93 * DAY : now - DAY,
                                                     expired ? now - 3 * DAY : now + 89 * DAY);

  must (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, host, sizeof host - 1,
                                              GNUTLS_FSAN_SET));
  must (gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, 0));
  must (gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE));
  must (gnutls_x509_crt_sign2 (certificate, self->authority, self->authority_key, GNUTLS_DIG_SHA256, 0));
  return certificate;
}

static gnutls_certificate_credentials_t
make_credentials (OdPracticeCertificates *self, const char *name)
{
  gnutls_certificate_credentials_t credentials;
  gnutls_x509_privkey_t key = make_key ();
  gnutls_x509_crt_t chain[2] = { make_server_certificate (self, key, g_str_equal (name, "expired")),
                                 self->authority };

  must (gnutls_certificate_allocate_credentials (&credentials));
  must (gnutls_certificate_set_x509_key (credentials, chain, 2, key));
  gnutls_x509_crt_deinit (chain[0]);
  gnutls_x509_privkey_deinit (key);
  return credentials;
}

static void
credentials_free (gpointer credentials)
{
  gnutls_certificate_free_credentials (credentials);
}

OdPracticeCertificates *
od_practice_certificates_new (void)
{
  OdPracticeCertificates *self = g_new0 (OdPracticeCertificates, 1);

  g_mutex_init (&self->mutex);
  self->credentials = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, credentials_free);
  make_authority (self);
  return self;
}

void
od_practice_certificates_free (OdPracticeCertificates *self)
{
  g_hash_table_unref (self->credentials);
  gnutls_x509_crt_deinit (self->authority);
  gnutls_x509_privkey_deinit (self->authority_key);
  g_free (self->authority_pem);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

const char *
od_practice_certificates_get_authority (const OdPracticeCertificates *self)
{
  return self->authority_pem;
}

gnutls_certificate_credentials_t
od_practice_certificates_get (OdPracticeCertificates *self, const char *name)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gnutls_certificate_credentials_t credentials = g_hash_table_lookup (self->credentials, name);

  if (credentials)
    return credentials;
  credentials = make_credentials (self, name);
  g_hash_table_insert (self->credentials, g_strdup (name), credentials);
  return credentials;
}
