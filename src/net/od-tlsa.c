/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Compares records with certificates. Any thread. It asks nobody. */

#include "od-tlsa.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

#include "od-certificate-private.h"

/* RFC 7218. */
enum
{
  DANE_TA = 2,
  DANE_EE = 3,
  SELECT_CERTIFICATE = 0,
  SELECT_KEY = 1,
  EXACT = 0,
  SHA256 = 1,
  SHA512 = 2,
};

typedef struct
{
  guint usage;
  guint selector;
  guint type;
  const guint8 *data;
  gsize length;
} Record;

static gsize
length_of_type (guint type)
{
  return type == SHA256 ? 32 : type == SHA512 ? 64 : 0;
}

/* FALSE: nobody can use it. */
static gboolean
read_record (GBytes *rdata, Record *record)
{
  gsize size;
  const guint8 *octets = g_bytes_get_data (rdata, &size);

  if (size < 4)
    return FALSE;
  *record = (Record){ octets[0], octets[1], octets[2], octets + 3, size - 3 };
  if ((record->usage != DANE_TA && record->usage != DANE_EE) || record->selector > SELECT_KEY ||
      record->type > SHA512)
    return FALSE;
  return record->type == EXACT || record->length == length_of_type (record->type);
}

/* (transfer full) (nullable): what the selector takes of it. */
static GBytes *
select_part (gnutls_x509_crt_t certificate, guint selector)
{
  gnutls_datum_t datum = { 0 };
  gnutls_pubkey_t key = NULL;
  GBytes *part = NULL;

  if (selector == SELECT_CERTIFICATE)
    gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_DER, &datum);
  else if (gnutls_pubkey_init (&key) == 0 && gnutls_pubkey_import_x509 (key, certificate, 0) == 0)
    gnutls_pubkey_export2 (key, GNUTLS_X509_FMT_DER, &datum);
  if (datum.data != NULL)
    part = g_bytes_new (datum.data, datum.size);
  gnutls_free (datum.data);
  if (key != NULL)
    gnutls_pubkey_deinit (key);
  return part;
}

static GBytes *
digest (GBytes *part, guint type)
{
  guint8 hash[64];
  gsize size;
  const void *octets = g_bytes_get_data (part, &size);

  if (type == EXACT)
    return g_bytes_ref (part);
  gnutls_hash_fast (type == SHA256 ? GNUTLS_DIG_SHA256 : GNUTLS_DIG_SHA512, octets, size, hash);
  return g_bytes_new (hash, length_of_type (type));
}

static gboolean
fits (const Record *record, gnutls_x509_crt_t certificate)
{
  g_autoptr (GBytes) part = select_part (certificate, record->selector);
  g_autoptr (GBytes) found = part != NULL ? digest (part, record->type) : NULL;
  g_autoptr (GBytes) wanted = g_bytes_new (record->data, record->length);

  return found != NULL && g_bytes_equal (found, wanted);
}

static void
free_certificate (gpointer certificate)
{
  gnutls_x509_crt_deinit (certificate);
}

/* The chain as the library has it, of what is kept of it. */
static GPtrArray *
import_chain (const OdTlsInfo *info)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func (free_certificate);

  for (guint i = 0; i < info->chain->len; i++)
    {
      const OdCertificate *one = info->chain->pdata[i];
      gnutls_datum_t pem = { (guint8 *) one->pem, one->pem != NULL ? (guint) strlen (one->pem) : 0 };
      gnutls_x509_crt_t certificate;

      gnutls_x509_crt_init (&certificate);
      g_ptr_array_add (chain, certificate);
      if (gnutls_x509_crt_import (certificate, &pem, GNUTLS_X509_FMT_PEM) < 0)
        {
          g_ptr_array_set_size (chain, (int) i);
          break;
        }
    }
  return chain;
}

/* Whether the chain leads to its certificate @place, with the name of the host, as if only that were trusted.
 */
static gboolean
leads_to (GPtrArray *chain, guint place, const char *host)
{
  gnutls_x509_crt_t authority = chain->pdata[place];
  gnutls_x509_trust_list_t trust;
  gnutls_typed_vdata_st name = { .type = GNUTLS_DT_DNS_HOSTNAME, .data = (guint8 *) host };
  guint status = GNUTLS_CERT_INVALID;

  gnutls_x509_trust_list_init (&trust, 0);
  gnutls_x509_trust_list_add_cas (trust, &authority, 1, 0);
  gnutls_x509_trust_list_verify_crt2 (trust, (gnutls_x509_crt_t *) chain->pdata, MAX (place, 1), &name, 1,
                                      GNUTLS_VERIFY_ALLOW_UNSORTED_CHAIN, &status, NULL);
  gnutls_x509_trust_list_deinit (trust, 0);
  return status == 0;
}

static gboolean
fits_authority (const Record *record, GPtrArray *chain, const char *host)
{
  for (guint i = 0; i < chain->len; i++)
    if (fits (record, chain->pdata[i]) && leads_to (chain, i, host))
      return TRUE;
  return FALSE;
}

OdTlsaVerdict
od_tlsa_judge (GBytes *rdata, const OdTlsInfo *info)
{
  g_autoptr (GPtrArray) chain = import_chain (info);
  Record record;
  gboolean match;

  if (!read_record (rdata, &record))
    return OD_TLSA_UNUSABLE;
  if (chain->len == 0)
    return OD_TLSA_MISMATCH;
  match = record.usage == DANE_EE ? fits (&record, chain->pdata[0])
                                  : fits_authority (&record, chain, info->host);
  return match ? OD_TLSA_MATCH : OD_TLSA_MISMATCH;
}
