/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Looks through a file of certificates by their subjects, without reading anything else of them. What it does
 * not understand it passes over: then the whole is loaded. */

#include "od-trust.h"

#include <gnutls/x509.h>
#include <string.h>

#define BEGIN "-----BEGIN CERTIFICATE-----"
#define END   "-----END CERTIFICATE-----"

/* More than any certificate needs. */
#define MAX_FILE (16 * 1024 * 1024)

int
od_trust_add_system (gnutls_certificate_credentials_t credentials)
{
  return gnutls_certificate_set_x509_system_trust (credentials);
}

/* OD_TRUST_FILE: what trust-file.c printed. */
GBytes *
od_trust_read_file (void)
{
#ifdef OD_TRUST_FILE
  char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (OD_TRUST_FILE, &text, &length, NULL))
    return NULL;
  if (length <= MAX_FILE && memmem (text, length, BEGIN, strlen (BEGIN)) != NULL)
    return g_bytes_new_take (text, length);
  g_free (text);
#endif
  return NULL;
}

/* What is left of some DER (X.690 §8.1). */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
} Der;

#define DER_INTEGER  0x02
#define DER_SEQUENCE 0x30
#define DER_VERSION  0xa0

/* The length of a content, behind its tag; FALSE if it goes beyond the end. */
static gboolean
read_length (Der *der, gsize *length)
{
  guint count;

  if (der->at >= der->end)
    return FALSE;
  *length = *der->at++;
  count = *length >= 0x80 ? *length & 0x7f : 0;
  if (count > 4 || count > (gsize) (der->end - der->at))
    return FALSE;
  if (count > 0)
    *length = 0;
  for (; count > 0; count--)
    *length = *length << 8 | *der->at++;
  return *length <= (gsize) (der->end - der->at);
}

/* Takes the next element, which must have that tag. @whole: with tag and length. */
static gboolean
take (Der *der, guint8 tag, Der *content, Der *whole)
{
  Der from = *der;
  gsize length = 0;

  if (der->at >= der->end || *der->at != tag)
    return FALSE;
  der->at++;
  if (!read_length (der, &length))
    return FALSE;
  *content = (Der){ der->at, der->at + length };
  der->at += length;
  *whole = (Der){ from.at, der->at };
  return TRUE;
}

/* The subject of a certificate, as it is written (RFC 5280 §4.1): behind version, serial number, algorithm,
 * issuer and validity. */
static gboolean
find_subject (Der der, Der *subject)
{
  Der inner;
  Der part;

  if (!take (&der, DER_SEQUENCE, &inner, &part) || !take (&inner, DER_SEQUENCE, &der, &part))
    return FALSE;
  if (der.at < der.end && *der.at == DER_VERSION && !take (&der, DER_VERSION, &inner, &part))
    return FALSE;
  if (!take (&der, DER_INTEGER, &inner, &part))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (!take (&der, DER_SEQUENCE, &inner, &part))
      return FALSE;
  return take (&der, DER_SEQUENCE, &inner, subject);
}

static gboolean
is_name (int found, const gnutls_datum_t *name, const Der *subject)
{
  return found >= 0 && name->size == (gsize) (subject->end - subject->at) &&
         memcmp (name->data, subject->at, name->size) == 0;
}

/* Whether one of the chain has it as its subject or issuer. */
static gboolean
is_wanted (const Der *subject, const GPtrArray *chain)
{
  gboolean wanted = FALSE;

  for (guint i = 0; i < chain->len && !wanted; i++)
    {
      gnutls_datum_t own = { 0 };
      gnutls_datum_t issuer = { 0 };

      wanted = is_name (gnutls_x509_crt_get_raw_dn (chain->pdata[i], &own), &own, subject) ||
               is_name (gnutls_x509_crt_get_raw_issuer_dn (chain->pdata[i], &issuer), &issuer, subject);
      gnutls_free (own.data);
      gnutls_free (issuer.data);
    }
  return wanted;
}

static guint
add_certificate (gnutls_certificate_credentials_t credentials, const guint8 *der, gsize length)
{
  const gnutls_datum_t datum = { (guint8 *) der, (unsigned int) length };

  return gnutls_certificate_set_x509_trust_mem (credentials, &datum, GNUTLS_X509_FMT_DER) > 0;
}

guint
od_trust_add_wanted (gnutls_certificate_credentials_t credentials, GBytes *file, const GPtrArray *chain)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (file, &size);
  const char *end = text + size;
  g_autofree guint8 *der = g_malloc (size + 3);
  guint added = 0;

  while ((text = memmem (text, (gsize) (end - text), BEGIN, strlen (BEGIN))) != NULL)
    {
      const char *from = text + strlen (BEGIN);
      const char *to = memmem (from, (gsize) (end - from), END, strlen (END));
      Der subject;
      gsize length;
      int state = 0;
      guint save = 0;

      if (to == NULL)
        break;
      length = g_base64_decode_step (from, (gsize) (to - from), der, &state, &save);
      if (find_subject ((Der){ der, der + length }, &subject) && is_wanted (&subject, chain))
        added += add_certificate (credentials, der, length);
      text = to;
    }
  return added;
}
