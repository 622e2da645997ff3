/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a server is who it is said to be: the authorities that are trusted, and the library's verdict by
 * them. Only its own "no fault" opens the session. Worker thread. */

#include "od-tls-private.h"

#include <glib/gi18n-lib.h>

#include "od-certificate-private.h"
#include "od-trust.h"

/* Whether the system has authorities. Reading them all takes longer than everything else of a session, so it
 * is put off until it is known which are asked for, where that can be. */
static gboolean
load_system_trust (OdTls *self)
{
  self->trust_file = od_trust_read_file ();
  return self->trust_file != NULL || od_trust_add_system (self->credentials) > 0;
}

gboolean
od_tls_load_trust (OdTls *self, const char *ca_file, GError **error)
{
  gboolean has_file = ca_file != NULL && *ca_file != '\0';
  gboolean from_system = load_system_trust (self);
  int from_file =
      has_file ? gnutls_certificate_set_x509_trust_file (self->credentials, ca_file, GNUTLS_X509_FMT_PEM) : 0;

  if (has_file && from_file <= 0)
    g_set_error (error, OD_TLS_ERROR, OD_TLS_ERROR_NO_TRUST,
                 _ ("The file “%s” holds no certificate that can be read."), ca_file);
  else if (!from_system && from_file <= 0)
    g_set_error_literal (error, OD_TLS_ERROR, OD_TLS_ERROR_NO_TRUST,
                         _ ("This computer has no list of trusted certificate authorities."));
  else
    return TRUE;
  return FALSE;
}

/* Names stand in the alternative names; the common name is none any more (RFC 9525 §2), though the library
 * takes it. */
static gboolean
has_names (gnutls_x509_crt_t certificate)
{
  for (guint i = 0;; i++)
    {
      guint8 name[1024];
      gsize size = sizeof name;
      int type = gnutls_x509_crt_get_subject_alt_name (certificate, i, name, &size, NULL);

      if (type == GNUTLS_SAN_DNSNAME || type == GNUTLS_SAN_IPADDRESS || type == GNUTLS_E_SHORT_MEMORY_BUFFER)
        return TRUE;
      if (type < 0)
        return FALSE;
    }
}

/* RSA of less than 2048 bits is broken sooner than a certificate runs out (NIST SP 800-131A §3). */
static gboolean
is_weak (gnutls_x509_crt_t certificate)
{
  guint bits = 0;

  return gnutls_x509_crt_get_pk_algorithm (certificate, &bits) == GNUTLS_PK_RSA && bits < 2048;
}

/* The library's verdict, by the authorities that the chain asks for; where that is not "no fault", by all of
 * the system, as if these had been there from the beginning. */
static int
ask_library (OdTls *self,
             const GPtrArray *chain,
             gnutls_typed_vdata_st *wanted,
             guint n_wanted,
             guint *status)
{
  g_autoptr (GBytes) trust_file = g_steal_pointer (&self->trust_file);

  if (trust_file == NULL)
    return gnutls_certificate_verify_peers (self->session, wanted, n_wanted, status);
  od_trust_add_wanted (self->credentials, trust_file, chain);
  if (gnutls_certificate_verify_peers (self->session, wanted, n_wanted, status) == GNUTLS_E_SUCCESS &&
      *status == 0)
    return GNUTLS_E_SUCCESS;
  od_trust_add_system (self->credentials);
  *status = 0;
  return gnutls_certificate_verify_peers (self->session, wanted, n_wanted, status);
}

/* The library's verdict over the chain, the dates, the purpose and the host: name or address. */
static int
verify_peer (OdTls *self, const GPtrArray *chain, guint *status)
{
  gnutls_x509_crt_t leaf = chain->pdata[0];
  int code;
  gnutls_typed_vdata_st wanted[2] = {
    { .type = GNUTLS_DT_DNS_HOSTNAME, .data = (guint8 *) self->host },
    { .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (guint8 *) GNUTLS_KP_TLS_WWW_SERVER },
  };

  if (self->literal != NULL)
    {
      wanted[0].type = GNUTLS_DT_IP_ADDRESS;
      wanted[0].data = (guint8 *) g_inet_address_to_bytes (self->literal);
      wanted[0].size = g_inet_address_get_native_size (self->literal);
    }
  code = ask_library (self, chain, wanted, G_N_ELEMENTS (wanted), status);
  if (!has_names (leaf))
    *status |= GNUTLS_CERT_INVALID | GNUTLS_CERT_UNEXPECTED_OWNER;
  if (is_weak (leaf))
    *status |= GNUTLS_CERT_INVALID | GNUTLS_CERT_INSECURE_ALGORITHM;
  return code;
}

static gboolean
set_certificate_error (GError **error, OdTlsInfo *info)
{
  g_autofree char *words = g_strjoinv (", ", info->verify);

  g_set_error (error, OD_TLS_ERROR, OD_TLS_ERROR_CERTIFICATE, _ ("The certificate of “%s” is not valid: %s"),
               info->host, words);
  return FALSE;
}

gboolean
od_tls_judge (OdTls *self, GPtrArray *chain, gboolean unreadable, OdTlsInfo *info, GError **error)
{
  guint status = 0;
  int code = chain->len > 0 && !unreadable ? verify_peer (self, chain, &status)
                                           : GNUTLS_E_NO_CERTIFICATE_FOUND;

  info->verify_bits = status;
  g_strfreev (info->verify);
  if (code < 0)
    {
      info->verify = g_strsplit ("invalid", " ", -1);
      info->error_code = code;
      g_set_error_literal (error, OD_TLS_ERROR, OD_TLS_ERROR_BAD_CERTIFICATE,
                           _ ("The server showed no certificate that can be read."));
      return FALSE;
    }
  info->verify = od_certificate_verify_words (chain, status);
  self->verified = status == 0;
  return self->verified || self->any || set_certificate_error (error, info);
}
