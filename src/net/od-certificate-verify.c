/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The flags of a failed verification in the words of the fact tls.verify, and what the library does not tell
 * apart: a self-signed certificate, a gap in the chain, an unknown authority; which certificate is over.
 * Any thread. It turns no refusal into consent: "ok" only where the library's status is 0. */

#include "od-certificate-private.h"

#include <string.h>

static const struct
{
  guint flag;
  const char *word;
} words_of_flags[] = {
  { GNUTLS_CERT_UNEXPECTED_OWNER, "name-mismatch" },
  { GNUTLS_CERT_REVOKED, "revoked" },
  { GNUTLS_CERT_SIGNER_NOT_CA, "signer-not-ca" },
  { GNUTLS_CERT_INSECURE_ALGORITHM, "insecure-algorithm" },
  { GNUTLS_CERT_SIGNATURE_FAILURE, "signature-failure" },
  { GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE, "constraints" },
  { GNUTLS_CERT_PURPOSE_MISMATCH, "purpose-mismatch" },
  { GNUTLS_CERT_MISSING_OCSP_STATUS, "ocsp-missing" },
  { GNUTLS_CERT_INVALID_OCSP_STATUS, "ocsp-invalid" },
  { GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED | GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE,
    "revocation-data" },
  { GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS, "critical-extension" },
  { GNUTLS_CERT_MISMATCH, "mismatch" },
};

/* The last certificate of the chain that can be reached from the server's own by issuers. */
static gnutls_x509_crt_t
find_top (GPtrArray *chain, guint *reached)
{
  gnutls_x509_crt_t top = g_ptr_array_index (chain, 0);

  *reached = 1;
  for (guint i = 1; i < chain->len; i++)
    {
      gnutls_x509_crt_t next = g_ptr_array_index (chain, i);
      if (gnutls_x509_crt_check_issuer (top, next) != 1)
        continue;
      top = next;
      (*reached)++;
    }
  return top;
}

/* Whether it says where its issuer's certificate can be fetched (RFC 5280 §4.2.2.1). */
static gboolean
names_issuer_file (gnutls_x509_crt_t certificate)
{
  gnutls_datum_t uri = { 0 };
  gboolean http;

  if (gnutls_x509_crt_get_authority_info_access (certificate, 0, GNUTLS_IA_CAISSUERS_URI, &uri, NULL) < 0)
    return FALSE;
  http = uri.size > 4 && g_ascii_strncasecmp ((const char *) uri.data, "http", 4) == 0;
  gnutls_free (uri.data);
  return http;
}

/* Why no trusted signer was found. The server's own alone, with a pointer to an issuer that was not sent: the
 * chain has a gap. */
static const char *
word_for_unknown_signer (GPtrArray *chain)
{
  gnutls_x509_crt_t leaf = g_ptr_array_index (chain, 0);
  guint reached;
  gnutls_x509_crt_t top;

  if (gnutls_x509_crt_check_issuer (leaf, leaf) == 1)
    return "self-signed";
  top = find_top (chain, &reached);
  return reached == 1 && names_issuer_file (top) ? "chain-incomplete" : "unknown-issuer";
}

static gboolean
has_expired (gnutls_x509_crt_t certificate)
{
  return gnutls_x509_crt_get_expiration_time (certificate) < time (NULL);
}

static gboolean
is_not_begun (gnutls_x509_crt_t certificate)
{
  return gnutls_x509_crt_get_activation_time (certificate) > time (NULL);
}

/* The library leaves the dates alone once it finds no trusted signer; a person wants to know both. */
static void
add_date_words (GPtrArray *words, GPtrArray *chain, guint status)
{
  gnutls_x509_crt_t leaf = g_ptr_array_index (chain, 0);

  if (has_expired (leaf))
    g_ptr_array_add (words, g_strdup ("expired"));
  else if (status & GNUTLS_CERT_EXPIRED)
    g_ptr_array_add (words, g_strdup ("intermediate-expired"));
  if ((status & GNUTLS_CERT_NOT_ACTIVATED) || is_not_begun (leaf))
    g_ptr_array_add (words, g_strdup ("not-yet-valid"));
}

char **
od_certificate_verify_words (GPtrArray *chain, guint status)
{
  GPtrArray *words = g_ptr_array_new ();

  if (status != 0)
    add_date_words (words, chain, status);
  if (status & GNUTLS_CERT_SIGNER_NOT_FOUND)
    g_ptr_array_add (words, g_strdup (word_for_unknown_signer (chain)));
  for (guint i = 0; i < G_N_ELEMENTS (words_of_flags); i++)
    {
      if (status & words_of_flags[i].flag)
        g_ptr_array_add (words, g_strdup (words_of_flags[i].word));
    }
  if (words->len == 0)
    g_ptr_array_add (words, g_strdup (status == 0 ? "ok" : "invalid"));
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}
