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

/* Goes into the next element, which must have that tag. @length: of its content. */
static gboolean
enter (Der *der, guint8 tag, gsize *length)
{
  guint count;

  if (der->end - der->at < 2 || *der->at++ != tag)
    return FALSE;
  *length = *der->at++;
  count = *length >= 0x80 ? *length & 0x7f : 0;
  if (count > 4 || count > (gsize) (der->end - der->at))
    return FALSE;
  if (count > 0)
    *length = 0;
  for (; count > 0; count--)
    *length = *length << 8 | *der->at++;
  return TRUE;
}

/* Takes the next element as a whole. */
static gboolean
take (Der *der, guint8 tag, Der *whole)
{
  gsize length = 0;

  whole->at = der->at;
  if (!enter (der, tag, &length) || length > (gsize) (der->end - der->at))
    return FALSE;
  der->at += length;
  whole->end = der->at;
  return TRUE;
}

/* The subject of a certificate, as it is written (RFC 5280 §4.1): behind version, serial number, algorithm,
 * issuer and validity. What comes behind it need not be there. */
static gboolean
find_subject (Der der, Der *subject)
{
  gsize length;
  Der part;

  if (!enter (&der, DER_SEQUENCE, &length) || !enter (&der, DER_SEQUENCE, &length))
    return FALSE;
  if (der.at < der.end && *der.at == DER_VERSION && !take (&der, DER_VERSION, &part))
    return FALSE;
  if (!take (&der, DER_INTEGER, &part))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (!take (&der, DER_SEQUENCE, &part))
      return FALSE;
  return take (&der, DER_SEQUENCE, subject);
}

static void
add_name (GPtrArray *names, int found, gnutls_datum_t *name)
{
  if (found >= 0)
    g_ptr_array_add (names, g_bytes_new (name->data, name->size));
  gnutls_free (name->data);
}

/* (transfer full): GBytes: the subjects and issuers of a chain, as they are written. */
static GPtrArray *
names_of (const GPtrArray *chain)
{
  GPtrArray *names = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < chain->len; i++)
    {
      gnutls_datum_t subject = { 0 };
      gnutls_datum_t issuer = { 0 };

      add_name (names, gnutls_x509_crt_get_raw_dn (chain->pdata[i], &subject), &subject);
      add_name (names, gnutls_x509_crt_get_raw_issuer_dn (chain->pdata[i], &issuer), &issuer);
    }
  return names;
}

static gboolean
is_among (const Der *subject, const GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      gsize size = 0;
      const guint8 *name = g_bytes_get_data (names->pdata[i], &size);

      if (size == (gsize) (subject->end - subject->at) && memcmp (name, subject->at, size) == 0)
        return TRUE;
    }
  return FALSE;
}

static gsize
decode (const char *from, gsize length, guint8 *der)
{
  int state = 0;
  guint save = 0;

  return g_base64_decode_step (from, length, der, &state, &save);
}

/* So many letters hold the subject of nearly every certificate. */
#define HEAD_LETTERS 768

/* Whether the subject of the certificate in these letters is one of the names; most need not be decoded
 * whole. @der: room for what they say. */
static gboolean
is_wanted (const char *from, gsize length, guint8 *der, const GPtrArray *names)
{
  gsize head = decode (from, MIN (length, HEAD_LETTERS), der);
  Der subject;

  if (!find_subject ((Der){ der, der + head }, &subject) &&
      !find_subject ((Der){ der, der + decode (from, length, der) }, &subject))
    return FALSE;
  return is_among (&subject, names);
}

static gboolean
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
  g_autoptr (GPtrArray) names = names_of (chain);
  guint added = 0;

  while (text != NULL && (text = memmem (text, (gsize) (end - text), BEGIN, strlen (BEGIN))) != NULL)
    {
      const char *from = text + strlen (BEGIN);
      const char *to = memmem (from, (gsize) (end - from), END, strlen (END));

      if (to == NULL)
        break;
      if (is_wanted (from, (gsize) (to - from), der, names))
        added += add_certificate (credentials, der, decode (from, (gsize) (to - from), der));
      text = to;
    }
  return added;
}
