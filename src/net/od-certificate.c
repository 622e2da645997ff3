/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Certificates of GnuTLS as values to show, and the names in them as a host is matched to them. Any thread.
 * It verifies nothing: whether a server is trusted is decided in od-tls-verify.c by the library alone. */

#include "od-certificate-private.h"

#include <string.h>

#include "od-text.h"

G_DEFINE_BOXED_TYPE (OdTlsInfo, od_tls_info, od_tls_info_ref, od_tls_info_unref)

OdTlsInfo *
od_tls_info_new (const char *host)
{
  OdTlsInfo *self = g_new0 (OdTlsInfo, 1);

  self->ref_count = 1;
  self->host = g_strdup (host);
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) od_certificate_free);
  self->verify = g_new0 (char *, 1);
  self->alert = -1;
  return self;
}

OdTlsInfo *
od_tls_info_ref (OdTlsInfo *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
od_tls_info_unref (OdTlsInfo *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->host);
  g_free (self->version);
  g_free (self->cipher);
  g_free (self->key_exchange);
  g_ptr_array_unref (self->chain);
  g_strfreev (self->verify);
  g_free (self->alert_name);
  g_free (self);
}

gboolean
od_tls_info_is_verified (const OdTlsInfo *self)
{
  return g_strcmp0 (self->verify[0], "ok") == 0 && self->verify[1] == NULL;
}

void
od_certificate_free (OdCertificate *self)
{
  if (self == NULL)
    return;
  g_free (self->subject);
  g_free (self->issuer);
  g_strfreev (self->names);
  g_clear_pointer (&self->begins, g_date_time_unref);
  g_clear_pointer (&self->expires, g_date_time_unref);
  g_free (self->serial);
  g_free (self->key);
  g_free (self->signature);
  g_free (self->sha256);
  g_free (self->pem);
  g_free (self);
}

static void
deinit_certificate (gpointer certificate)
{
  gnutls_x509_crt_deinit (certificate);
}

GPtrArray *
od_certificate_read_chain (const gnutls_datum_t *der, guint n, gboolean *unreadable)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func (deinit_certificate);

  *unreadable = FALSE;
  for (guint i = 0; i < MIN (n, OD_CERTIFICATE_MAX_CHAIN) && !*unreadable; i++)
    {
      gnutls_x509_crt_t certificate;

      gnutls_x509_crt_init (&certificate);
      *unreadable = gnutls_x509_crt_import (certificate, &der[i], GNUTLS_X509_FMT_DER) < 0;
      if (*unreadable)
        gnutls_x509_crt_deinit (certificate);
      else
        g_ptr_array_add (chain, certificate);
    }
  return chain;
}

/* Takes what GnuTLS allocated; "" where it had nothing. */
static char *
take_datum (int result, gnutls_datum_t *datum)
{
  char *text;

  if (result < 0)
    return g_strdup ("");
  text = od_text_make_safe ((const char *) datum->data, datum->size);
  gnutls_free (datum->data);
  return text;
}

static char *
read_subject (gnutls_x509_crt_t certificate)
{
  gnutls_datum_t datum = { 0 };

  return take_datum (gnutls_x509_crt_get_dn3 (certificate, &datum, 0), &datum);
}

static char *
read_issuer (gnutls_x509_crt_t certificate)
{
  gnutls_datum_t datum = { 0 };

  return take_datum (gnutls_x509_crt_get_issuer_dn3 (certificate, &datum, 0), &datum);
}

static char *
read_pem (gnutls_x509_crt_t certificate)
{
  gnutls_datum_t datum = { 0 };
  char *pem;

  if (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &datum) < 0)
    return g_strdup ("");
  pem = g_strndup ((const char *) datum.data, datum.size);
  gnutls_free (datum.data);
  return pem;
}

static char *
text_of_ip (const guint8 *bytes, gsize size)
{
  GSocketFamily family = size == 4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6;
  g_autoptr (GInetAddress) address = NULL;

  if (size != 4 && size != 16)
    return NULL;
  address = g_inet_address_new_from_bytes (bytes, family);
  return g_inet_address_to_string (address);
}

/* A SAN longer than this is no host name, and not shown. */
#define MAX_NAME 512

/* The subject alternative name at @index: FALSE at the end of the list. @name is NULL for kinds other than
 * DNS names and addresses. */
static gboolean
read_alternative_name (gnutls_x509_crt_t certificate, guint index, char **name)
{
  char bytes[MAX_NAME];
  gsize size = sizeof bytes;
  int kind = gnutls_x509_crt_get_subject_alt_name (certificate, index, bytes, &size, NULL);

  *name = NULL;
  if (kind == GNUTLS_SAN_DNSNAME)
    *name = od_text_make_safe (bytes, size);
  else if (kind == GNUTLS_SAN_IPADDRESS)
    *name = text_of_ip ((const guint8 *) bytes, size);
  return kind >= 0 || kind == GNUTLS_E_SHORT_MEMORY_BUFFER;
}

/* More names are not shown. */
#define MAX_NAMES 256

static void
add_common_name (gnutls_x509_crt_t certificate, GPtrArray *names)
{
  char bytes[MAX_NAME];
  gsize size = sizeof bytes;

  if (gnutls_x509_crt_get_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, bytes, &size) >= 0)
    g_ptr_array_add (names, od_text_make_safe (bytes, size));
}

static char **
read_names (gnutls_x509_crt_t certificate)
{
  GPtrArray *names = g_ptr_array_new ();
  guint index = 0;
  char *name;

  while (index < MAX_NAMES && read_alternative_name (certificate, index, &name))
    {
      if (name != NULL)
        g_ptr_array_add (names, name);
      index++;
    }
  if (index == 0)
    add_common_name (certificate, names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static char *
hex (const guint8 *bytes, gsize size, const char *separator)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%s%02X", i > 0 ? separator : "", bytes[i]);
  return g_string_free (text, FALSE);
}

static char *
read_serial (gnutls_x509_crt_t certificate)
{
  guint8 bytes[64];
  gsize size = sizeof bytes;

  if (gnutls_x509_crt_get_serial (certificate, bytes, &size) < 0)
    return g_strdup ("");
  return hex (bytes, size, "");
}

static char *
read_fingerprint (gnutls_x509_crt_t certificate)
{
  guint8 bytes[32];
  gsize size = sizeof bytes;

  if (gnutls_x509_crt_get_fingerprint (certificate, GNUTLS_DIG_SHA256, bytes, &size) < 0)
    return g_strdup ("");
  return hex (bytes, size, ":");
}

/* "RSA 2048"; with elliptic curves the curve says it. */
static char *
read_key (gnutls_x509_crt_t certificate)
{
  guint bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (certificate, &bits);
  const char *name = algorithm >= 0 ? gnutls_pk_get_name (algorithm) : NULL;
  gnutls_ecc_curve_t curve;

  if (name == NULL)
    return g_strdup ("");
  if (algorithm == GNUTLS_PK_ECDSA && gnutls_x509_crt_get_pk_ecc_raw (certificate, &curve, NULL, NULL) >= 0)
    return g_strdup_printf ("ECDSA %s", gnutls_ecc_curve_get_name (curve));
  return g_strdup_printf ("%s %u", name, bits);
}

static char *
read_signature (gnutls_x509_crt_t certificate)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (certificate);
  const char *name = algorithm >= 0 ? gnutls_sign_get_name (algorithm) : NULL;

  return g_strdup (name != NULL ? name : "");
}

static GDateTime *
date_of (time_t seconds)
{
  return seconds == (time_t) -1 ? NULL : g_date_time_new_from_unix_utc (seconds);
}

static gboolean
is_self_issued (gnutls_x509_crt_t certificate)
{
  return gnutls_x509_crt_check_issuer (certificate, certificate) == 1;
}

static gboolean
is_self_signed (gnutls_x509_crt_t certificate)
{
  guint status = 0;

  if (!is_self_issued (certificate))
    return FALSE;
  return gnutls_x509_crt_verify (certificate, &certificate, 1,
                                 GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_DISABLE_CA_SIGN |
                                     GNUTLS_VERIFY_ALLOW_BROKEN,
                                 &status) >= 0 &&
         (status & (GNUTLS_CERT_SIGNATURE_FAILURE | GNUTLS_CERT_SIGNER_NOT_FOUND)) == 0;
}

OdCertificate *
od_certificate_new (gnutls_x509_crt_t certificate)
{
  OdCertificate *self = g_new0 (OdCertificate, 1);

  self->subject = read_subject (certificate);
  self->issuer = read_issuer (certificate);
  self->names = read_names (certificate);
  self->begins = date_of (gnutls_x509_crt_get_activation_time (certificate));
  self->expires = date_of (gnutls_x509_crt_get_expiration_time (certificate));
  self->serial = read_serial (certificate);
  self->key = read_key (certificate);
  self->signature = read_signature (certificate);
  self->sha256 = read_fingerprint (certificate);
  self->self_signed = is_self_signed (certificate);
  self->is_ca = gnutls_x509_crt_get_ca_status (certificate, NULL) > 0;
  self->pem = read_pem (certificate);
  return self;
}
